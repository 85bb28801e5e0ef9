# SPDX-License-Identifier: LicenseRef-Desk
"""Drafts and files of a real shop."""

import pytest

from desk.errors import Conflict
from desk.services.inbox import SavedReplies, SavedReplyDraft
from desk.ui.panes.messages.composer.deeds import Order
from desk.ui.panes.messages.composer.readings import About
from tests.services.inbox.office import NOW
from tests.ui.panes.messages.composer.office_letters import content, place


def test_a_draft_is_kept_by_compare_and_set(office, deeds, qt_run):
    async def play():
        first = await deeds.keep(place(office), None, content("O"))
        second = await deeds.keep(place(office), first, content("Oui"))
        with pytest.raises(Conflict):
            await deeds.keep(place(office), first, content("Non"))
        [row] = await deeds.drafts(office.conversation)
        assert (row.content.text, row.version, row.operator_id) == ("Oui", second.version, office.camille)
        assert (await deeds.draft(row.id)).id == row.id
        await deeds.drop(second)
        assert await deeds.drafts(office.conversation) == ()
        assert await deeds.draft(row.id) is None

    qt_run(play())


def test_files_are_kept_by_their_bytes(office, deeds, qt_run):
    async def play():
        file = await deeds.put_file("plan.pdf", "application/pdf", b"plan")
        assert (file.name, file.size) == ("plan.pdf", 4)
        gone = await deeds.send(
            Order(place=place(office), content=content(files=(file,)), seen_id=office.first)
        )
        assert gone.message_id
        assert await deeds.files_of(("gone",)) == ()

    qt_run(play())


def test_replies_that_are_used_are_counted(office, deeds, qt_run):
    draft = SavedReplyDraft(name="Horaires", texts={"fr": ("", "Ouvert")})
    reply_id = office.db.write_now(lambda s: SavedReplies(s).create(draft, at=NOW))

    async def play():
        await deeds.note_used(reply_id)

    qt_run(play())
    assert office.db.read_now(lambda s: SavedReplies(s).get(reply_id)).used == 1


def test_what_is_around(office, deeds, qt_run):
    async def play():
        around = await deeds.surroundings(About(customer_id=office.zoe))
        assert around.customer_name == "Zoë Ait"
        assert [way.reason for way in around.ways] == ["", ""]
        assert [box.address for box in around.boxes] == ["contact@atelier.example"]

    qt_run(play())
