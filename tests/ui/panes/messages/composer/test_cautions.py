# SPDX-License-Identifier: LicenseRef-Desk
"""Cautions in words."""

from dataclasses import replace

import pytest

from desk.models.vocabulary import Author, Channel, DraftKind
from desk.services.inbox import DraftContent, SendWarning, WarningKind
from desk.ui.panes.messages.composer.cautions import caution_text, caution_verb, cautions, remedy_of
from desk.ui.panes.messages.composer.state import Letter, Speaker, State
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
    assert caution_text(one, STATE)
    assert remedy_of(one)
    assert caution_text(one, STATE).endswith("all the same.") != one.blocks
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
    answer = around(of("Oui"), objected=no_mail, heard=frozenset({Channel.EMAIL}))
    assert cautions(answer, rows.NOW) == (), "who wrote first is answered"


def test_who_said_no_is_asked_about_each_time_until_they_write_on_that_channel():
    no_mail, no_sms = frozenset({Channel.EMAIL}), frozenset({Channel.SMS})
    [one] = cautions(around(of("Encore"), objected=no_mail), rows.NOW)
    assert one.kind is WarningKind.NO_CONSENT, "that a conversation is open makes no answer of it"
    texted = around(of("Encore", channel=Channel.SMS), objected=no_sms, heard=frozenset({Channel.EMAIL}))
    assert WarningKind.NO_CONSENT in [one.kind for one in cautions(texted, rows.NOW)]
    by = Speaker(author=Author.CUSTOMER)
    just = replace(around(of("Oui"), objected=no_mail), newest_by=by)
    assert cautions(just, rows.NOW) == (), "what came is shown before it is read again"
    ours = replace(just, newest_by=Speaker(author=Author.OPERATOR))
    assert [one.kind for one in cautions(ours, rows.NOW)] == [WarningKind.NO_CONSENT]


def test_a_copy_that_will_not_leave_is_named():
    listed = frozenset({(Channel.EMAIL, "emma@b.example")})
    copied = around(of("Oui", cc=("emma@b.example",)), refused=listed, closed=listed)
    [one] = cautions(copied, rows.NOW)
    assert (one.kind, one.said, one.blocks) == (WarningKind.COPY_REFUSED, "emma@b.example", False)
    assert caution_text(one, copied).startswith("emma@b.example may not be written to: no copy will leave")
    [one] = cautions(around(of("Oui", cc=("emma@b.example",)), refused=listed), rows.NOW)
    assert one.kind is WarningKind.NO_CONSENT, "a copy of it does leave"


@pytest.mark.parametrize(
    ("by", "said"),
    [
        (Speaker(author=Author.CUSTOMER, name="Sophie"), "A message arrived while you were writing."),
        (Speaker(author=Author.OPERATOR, operator_id="o2"), "Julien Lopez answered while you were writing."),
        (Speaker(author=Author.OPERATOR, name="Elsewhere"), "Elsewhere answered while you were writing."),
        (Speaker(author=Author.ROBOT, name="Mots"), "The bot answered while you were writing."),
        (None, "Something was added here while you were writing."),
    ],
)
def test_who_spoke_meanwhile_is_said(by, said):
    state = replace(of("Oui", seen="m0"), newest_by=by)
    (one,) = cautions(state, rows.NOW)
    assert caution_text(one, state) == f"{said} Press Send again to send it all the same."


def test_each_newer_message_is_asked_about():
    once = cautions(of("Oui", seen="m0"), rows.NOW)
    assert cautions(replace(of("Oui", seen="m0"), newest_id="m2"), rows.NOW) != once


def test_whose_number_it_is_and_as_it_is_dialled():
    number = "+33639981001"
    letter = Letter(content=DraftContent(text="Oui", to=number, channel=Channel.SMS), seen_id="m1")
    state = around(replace(STATE, letter=letter), refused=frozenset({(Channel.SMS, number)}), country="FR")
    one = SendWarning(kind=WarningKind.NO_CONSENT, said=number)
    assert caution_text(one, state).startswith("Sophie Bernard (06 39 98 10 01) has not agreed")
    other = SendWarning(kind=WarningKind.NO_CONSENT, said="zoe@client.example")
    assert caution_text(other, state).startswith("zoe@client.example has not agreed")
