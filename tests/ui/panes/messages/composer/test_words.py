# SPDX-License-Identifier: LicenseRef-Desk
"""What the composer says."""

from datetime import UTC, datetime

import pytest

from desk.models.vocabulary import Channel
from desk.services.channels import segments
from desk.ui.panes.messages.composer.attachments import Candidate, Refusal
from desk.ui.panes.messages.composer.later import When
from desk.ui.panes.messages.composer.state import Way
from desk.ui.panes.messages.composer.words import (
    because_text,
    moment_text,
    refusal_text,
    segments_text,
    way_reason,
)

AT = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("channel", "reason", "said"),
    [
        ("sms", "no_mobile", "SMS: no mobile number"),
        ("email", "no_address", "Email: no email address"),
        ("email", "suppressed", "Email: the customer wants no email any more"),
        ("sms", "dead_address", "SMS: the number is no longer in service"),
        ("sms", "else", "SMS: cannot be used here"),
        ("sms", "", ""),
    ],
)
def test_why_a_channel_cannot_be_used(channel, reason, said):
    assert way_reason(Way(channel=Channel(channel), reason=reason)) == said


def test_refused_files_are_named():
    assert refusal_text(Refusal.TOO_MANY, Candidate(name="plan.pdf", size=1)) == (
        "At most 3 attachments. “plan.pdf” was not added."
    )
    said = refusal_text(Refusal.TOO_LARGE, Candidate(name="film.mp4", size=60_000_000))
    assert said.startswith("“film.mp4” (60\u00a0MB) was not added")
    assert {refusal_text(why, Candidate(name="a", size=0)) for why in Refusal}


def test_an_sms_is_counted_in_words():
    assert segments_text(segments("a" * 142)) == "142 / 160 · 1 SMS · 1 credit"
    assert segments_text(segments("a" * 161)) == "161 / 306 · 2 SMS · 2 credits"
    assert segments_text(segments("")) == "0 / 160 · 0 SMS · 0 credits"


def test_the_character_that_makes_it_dear_is_named():
    assert (
        because_text(segments("Le cœur")) == "The character “œ” leaves room for 70 characters instead of 160."
    )
    assert because_text(segments("œê")).startswith("The characters “œ”, “ê” leave room")
    assert because_text(segments("plain")) == ""


def test_moments_are_short():
    assert moment_text(When.TONIGHT, AT) == "Tonight · 18:00"
    assert moment_text(When.NEXT_WEEK, AT) == "Next week · Thursday 18:00"
