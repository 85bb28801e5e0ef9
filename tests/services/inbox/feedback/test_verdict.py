# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.inbox.feedback.feedback import FailureClass
from desk.services.inbox.feedback.verdict import first_status, verdict


@pytest.mark.parametrize(
    ("status", "words", "failure"),
    [
        ("5.1.1", "", "hard"),
        ("5.1.10", "", "hard"),
        ("5.2.1", "", "hard"),
        ("5.2.2", "", "soft"),
        ("5.3.4", "", "content"),
        ("5.6.1", "", "content"),
        ("5.7.1", "", "policy"),
        ("4.2.2", "", "soft"),
        ("4.1.1", "user unknown", "soft"),
        ("", "", "soft"),
        ("", "550 nope", "hard"),
        ("", "554 nope", "policy"),
        ("5.1.1", "mailbox full", "soft"),
        ("5.7.1", "user unknown", "hard"),
        ("5.1.8", "sender address rejected", "policy"),
        ("", "Benutzer unbekannt: Empfänger unbekannt", "hard"),
        ("", "L'adresse n'existe pas", "hard"),
        ("", "Boîte pleine", "soft"),
    ],
)
def test_verdicts(status, words, failure):
    assert verdict(status, words) == failure


def test_the_second_words_are_asked_when_the_first_say_nothing():
    assert verdict("", "sorry", "user unknown") is FailureClass.HARD
    assert verdict("", "mailbox full", "user unknown") is FailureClass.SOFT


def test_status_codes():
    assert first_status("said: 550 5.1.1 no") == "5.1.1"
    assert first_status("host 192.0.5.1.1 said") == ""


@given(st.text(max_size=300), st.text(max_size=10))
def test_nothing_raises(words, status):
    verdict(status, words)
