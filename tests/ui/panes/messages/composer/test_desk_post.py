# SPDX-License-Identifier: LicenseRef-Desk
"""Sending in a real shop, and taking back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.errors import Conflict
from desk.models.vocabulary import Direction, DraftKind, Role
from desk.services.inbox import DraftContent, Notices
from desk.services.shop import OperatorDraft, Operators
from desk.services.store import Change
from desk.ui.panes.messages.composer.deeds import Order, Place
from tests.services.inbox.office import NOW
from tests.ui.panes.messages.composer.office_letters import content, place


def test_a_reply_is_signed_sent_and_taken_back_as_it_was(office, deeds, qt_run):
    signature = OperatorDraft(name="Camille Martin", role=Role.OWNER, signature="Camille\nAtelier Lyon")
    office.db.write_now(lambda s: Operators(s).edit(office.camille, signature), Change.SETTINGS)

    async def play():
        kept = await deeds.keep(place(office), None, content())
        order = Order(place=place(office), content=content(), kept=kept, seen_id=office.first)
        gone = await deeds.send(order)
        assert gone.leaves_at == NOW + timedelta(seconds=10)
        assert await deeds.drafts(office.conversation) == ()
        assert office.message(gone.message_id).text == "Oui\n\n-- \nCamille\nAtelier Lyon"
        row = await deeds.take_back(gone.message_id)
        assert row.content.text == "Oui"
        assert [one.id for one in await deeds.drafts(office.conversation)] == [row.id]

    qt_run(play())


def test_what_was_said_meanwhile_stops_it(office, deeds, qt_run):
    newer = office.say("Encore une question", at=NOW - timedelta(minutes=1))

    async def play():
        with pytest.raises(Conflict) as caught:
            await deeds.send(Order(place=place(office), content=content(), seen_id=office.first))
        assert caught.value.code == "stale_send"
        gone = await deeds.send(Order(place=place(office), content=content(), seen_id=newer))
        assert gone.conversation_id == office.conversation

    qt_run(play())


def test_it_can_be_hurried(office, deeds, qt_run):
    async def play():
        gone = await deeds.send(Order(place=place(office), content=content(), seen_id=office.first))
        assert await deeds.not_left((gone.message_id,)) == 0
        await deeds.send_now(gone.message_id)
        assert await deeds.not_left((gone.message_id,)) == 1
        assert await deeds.held_up((gone.message_id, "other")) == 1

    qt_run(play())


def test_a_note_stays_inside_and_tells_who_is_named(office, deeds, qt_run):
    async def play():
        note = Place(kind=DraftKind.NOTE, conversation_id=office.conversation)
        kept = await deeds.keep(note, None, DraftContent(text="regarde"))
        order = Order(place=note, content=DraftContent(text="regarde", mentions=(office.marc,)), kept=kept)
        gone = await deeds.send(order)
        line = office.message(gone.message_id)
        assert (line.direction, line.channel, line.text) == (Direction.NOTE, None, "regarde")
        assert gone.leaves_at is None
        assert await deeds.drafts(office.conversation) == ()

    qt_run(play())
    assert [one.kind for one in office.db.read_now(lambda s: Notices(s).page(office.marc))] == ["mentioned"]


@pytest.mark.parametrize("kind", [DraftKind.REPLY, DraftKind.NOTE])
@pytest.mark.parametrize(
    ("drafted", "is_left"), [("Oui", False), ("Ou", False), ("Autre chose", True), ("", True)]
)
def test_a_draft_that_was_kept_after_the_order_goes_too(office, deeds, qt_run, kind, drafted, is_left):
    async def play():
        where = Place(kind=kind, conversation_id=office.conversation)
        order = Order(place=where, content=content(), seen_id=office.first)
        await deeds.keep(where, None, replace(content(), text=drafted))
        await deeds.send(order)
        assert bool(await deeds.drafts(office.conversation)) is is_left

    qt_run(play())


def test_what_was_begun_for_somebody_else_stays(office, deeds, qt_run):
    async def play():
        mine = Place(kind=DraftKind.NEW, customer_id=office.zoe)
        greeting = replace(content(), subject="Bonjour", text="Bonjour")
        kept = await deeds.keep(mine, None, greeting)
        await deeds.keep(Place(kind=DraftKind.NEW), None, replace(greeting, text="Bon"))
        await deeds.send(Order(place=mine, content=greeting, kept=kept))
        assert [row.content.text for row in await deeds.drafts(None)] == ["Bon"]

    qt_run(play())
