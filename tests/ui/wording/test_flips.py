# SPDX-License-Identifier: LicenseRef-Desk
"""What would turn a decision round, in words."""

import pytest

from desk.models.vocabulary import Outcome
from desk.services.rules import Flip, FlipKind
from desk.ui.wording import flip_sentence
from tests.ui.frame import spoken

DETAILS = {
    "channel": "sms",
    "topic": "operational, commercial",
    "address": "+33612345678",
    "path": "order.status",
    "value": "ready",
    "status": "ready",
}


@pytest.mark.parametrize("kind", FlipKind)
@pytest.mark.parametrize("details", [DETAILS, {}], ids=["told", "bare"])
def test_every_change_is_a_sentence_in_both_languages(kind, details):
    change = Flip(kind=kind, outcome=Outcome.SEND, details=details)
    with spoken("en"):
        english = flip_sentence(change, "order.ready")
    assert english.endswith(", it would be sent.")
    assert "{" not in english
    with spoken("fr"):
        assert flip_sentence(change, "order.ready").endswith(", le message partirait.")


def test_codes_are_said_in_words():
    with spoken("en"):
        consent = Flip(kind=FlipKind.GRANT_CONSENT, outcome=Outcome.HOLD, details=DETAILS)
        assert flip_sentence(consent, "order.ready", {"name": "Sophie"}).startswith("If Sophie agreed to “")
        status = Flip(kind=FlipKind.CHANGE_STATUS, outcome=Outcome.SKIP, details=DETAILS)
        assert flip_sentence(status, "order.ready") == "If the status were “Ready”, it would not be sent."


def test_who_calls_may_know_better_words():
    change = Flip(kind=FlipKind.CHANGE_FIELD, outcome=Outcome.SEND, details=DETAILS)
    with spoken("en"):
        said = flip_sentence(change, "order.ready", {"path": "Consent › SMS", "value": "accepted"})
    assert said == "If “Consent › SMS” were “accepted”, it would be sent."
