# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.models.vocabulary import AttemptOutcome
from desk.services.delivery.bounce import says_nobody_there
from desk.services.providers import Blame, Receipt


def said(code, outcome=AttemptOutcome.PERMANENT, **how):
    return says_nobody_there(Receipt(outcome=outcome, code=code, **how))


@pytest.mark.parametrize("code", ["550 5.1.1", "553 5.1.2", "551 5.1.6", "556 5.1.10"])
def test_nobody_is_there(code):
    assert said(code)


@pytest.mark.parametrize(
    "code", ["550", "550 5.7.1", "554 5.7.26", "552 5.2.2", "550 5.2.1", "550 5.4.4", "550 5.1.15", "404", ""]
)
def test_a_refusal_of_the_message_or_its_sender_says_nothing_about_the_person(code):
    assert not said(code)


def test_only_an_answer_for_good_about_the_message_counts():
    assert not said("550 5.1.1", AttemptOutcome.TRANSIENT)
    assert not said("550 5.1.1", AttemptOutcome.LOST)
    assert not said("550 5.1.1", blame=Blame.ACCOUNT)
    assert not said("withdrawn", None)
