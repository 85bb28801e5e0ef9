# SPDX-License-Identifier: LicenseRef-Desk
"""Cautions in words."""

from dataclasses import replace

import pytest

from desk.models.vocabulary import Channel, DraftKind
from desk.services.inbox import DraftContent, SendWarning, WarningKind
from desk.ui.panes.messages.composer.cautions import caution_text, caution_verb, cautions, remedy_of
from desk.ui.panes.messages.composer.state import Letter, State, Way
from tests.ui.panes.messages import rows
from tests.ui.panes.messages.composer.stage import AROUND

STATE = State(card=rows.card(), around=AROUND, newest_id="m1")


def of(text, kind=DraftKind.REPLY, seen="m1", **content):
    letter = Letter(kind=kind, content=DraftContent(text=text, to="a@b.example", **content), seen_id=seen)
    return replace(STATE, letter=letter)


@pytest.mark.parametrize("kind", list(WarningKind))
def test_each_has_a_sentence_and_what_helps(kind):
    one = SendWarning(kind=kind, said="x")
    assert caution_text(one)
    assert remedy_of(one)
    assert caution_text(one).endswith("all the same.") != one.blocks
    caution_verb(one, STATE, rows.NOW)


def test_a_note_is_never_asked_about():
    assert cautions(of("[[x]]", DraftKind.NOTE), rows.NOW) == ()


def test_what_was_not_seen_and_who_wants_nothing():
    found = cautions(of("Oui", seen="m0"), rows.NOW)
    assert [one.kind for one in found] == [WarningKind.NEWER_MESSAGE]
    ways = (Way(channel=Channel.EMAIL, address="a@b.example", reason="suppressed"),)
    refused = replace(of("Oui"), around=replace(AROUND, ways=ways))
    assert [one.kind for one in cautions(refused, rows.NOW)] == [WarningKind.NO_CONSENT]
