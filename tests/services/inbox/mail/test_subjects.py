# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.services.inbox.mail import bare_subject, is_answer, is_passed_on, reply_subject


@pytest.mark.parametrize(
    ("subject", "bare"),
    [
        ("Mon vélo", "Mon vélo"),
        ("Re: Mon vélo", "Mon vélo"),
        ("RE : AW: Ré: Mon vélo", "Mon vélo"),
        ("Re[2]: Mon vélo", "Mon vélo"),
        ("Tr\uff1a Mon vélo", "Mon vélo"),
        ("Réparation: vélo", "Réparation: vélo"),
        ("Réf : 1042 retour", "Réf : 1042 retour"),
        ("Ref: devis 12", "Ref: devis 12"),
        ("Re:", ""),
        ("", ""),
    ],
)
def test_what_stands_before_a_subject(subject, bare):
    assert bare_subject(subject) == bare
    assert is_answer(subject) is (bare != subject)


@pytest.mark.parametrize(
    ("subject", "passed_on"),
    [
        ("Fwd: a", True),
        ("FW: a", True),
        ("TR : a", True),
        ("WG: a", True),
        ("Re: a", False),
        ("Forward", False),
    ],
)
def test_what_was_passed_on(subject, passed_on):
    assert is_passed_on(subject) is passed_on


@pytest.mark.parametrize(
    ("subject", "answer"),
    [
        ("Devis", "Re: Devis"),
        (" Devis ", "Re: Devis"),
        ("RE: Devis", "RE: Devis"),
        ("RE : Votre vélo", "RE : Votre vélo"),
        ("AW: Frage", "AW: Frage"),
        ("Fwd: Devis", "Re: Fwd: Devis"),
        ("Réf : 1042", "Re: Réf : 1042"),
        ("", ""),
        (" ", ""),
    ],
)
def test_an_answer_says_once_that_it_is_one(subject, answer):
    assert reply_subject(subject) == answer
    assert reply_subject(answer) == answer
