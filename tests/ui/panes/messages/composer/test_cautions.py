# SPDX-License-Identifier: LicenseRef-Desk
"""Cautions in words."""

from dataclasses import replace

import pytest

from desk.models.vocabulary import Channel, DraftKind
from desk.services.inbox import DraftContent, SendWarning, WarningKind
from desk.ui.panes.messages.composer.cautions import caution_text, caution_verb, cautions, remedy_of
from desk.ui.panes.messages.composer.state import Letter, State
from tests.ui.panes.messages import rows
from tests.ui.panes.messages.composer.stage import AROUND

STATE = State(card=rows.card(), around=AROUND, newest_id="m1")


def of(text, kind=DraftKind.REPLY, seen="m1", **content):
    letter = Letter(kind=kind, content=DraftContent(text=text, to="a@b.example", **content), seen_id=seen)
    return replace(STATE, letter=letter)


def around(state, **known):
    return replace(state, around=replace(AROUND, **known))


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
    refused = around(of("Oui"), refused=frozenset({(Channel.EMAIL, "a@b.example")}))
    assert cautions(refused, rows.NOW) == (SendWarning(kind=WarningKind.NO_CONSENT, said="a@b.example"),)
    other = around(of("Oui"), refused=frozenset({(Channel.SMS, "a@b.example")}))
    assert cautions(other, rows.NOW) == ()


def test_who_said_no_to_a_channel_is_not_begun_with_on_it():
    begun = replace(of("Bonjour", DraftKind.NEW), card=None, customer_id="cu1")
    assert cautions(begun, rows.NOW) == ()
    no_mail, no_sms = frozenset({Channel.EMAIL}), frozenset({Channel.SMS})
    assert [one.kind for one in cautions(around(begun, objected=no_mail), rows.NOW)] == [
        WarningKind.NO_CONSENT
    ]
    assert cautions(around(begun, objected=no_sms), rows.NOW) == ()
    assert cautions(around(of("Oui"), objected=no_mail), rows.NOW) == (), "who wrote first is answered"
