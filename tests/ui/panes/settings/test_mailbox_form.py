# SPDX-License-Identifier: LicenseRef-Desk
"""The form of a kept mailbox."""

from sqlalchemy import insert

from desk.models import Folder, new_id
from desk.models.vocabulary import FolderRole
from desk.services.inbox import Mailboxes
from desk.services.store import Change
from tests.ui.frame import until
from tests.ui.panes.settings.mailbox_steps import add_box, boxes, note, opened, type_in
from tests.ui.panes.settings.stage import kept


def folders(db, mailbox_id, *names):
    def work(session):
        for path, role, synced in names:
            session.execute(
                insert(Folder).values(
                    id=new_id(), mailbox_id=mailbox_id, path=path, role=role, is_synced=synced
                )
            )

    db.write_now(work, Change.MAILBOXES)


def test_sync_that_is_off_warns_for_good_and_is_switched_on(qt_run, stage):
    box = add_box(stage.db, is_active=False)

    async def main():
        async with stage.open():
            sheet, form = await opened(stage, box)
            assert form.tile.state.text() == "Sync is off"
            assert "does not appear in Desk" in form.tile.sentence.text()
            assert sheet.card(boxes(stage.db)[0]).badge == "Sync is off"
            form.tile.verb.click()
            await until(lambda: boxes(stage.db)[0].is_active)
            await until(lambda: form.tile.state.text() == "Not synced yet")

    qt_run(main())


def test_a_big_first_sync_shows_how_far_it_is_and_can_rest(qt_run, stage):
    box = add_box(stage.db)
    note(stage.db, box, health="ok", progress_done=1240, progress_total=20000)

    async def main():
        async with stage.open():
            _sheet, form = await opened(stage, box)
            assert (
                form.progress._text.text()
                == "1,240 of 20,000 messages fetched. The newest are there already."
            )
            form.progress._verb.click()
            await until(lambda: boxes(stage.db)[0].is_paused)
            await until(lambda: form.progress._verb.text() == "Continue")
            form.progress._verb.click()
            await until(lambda: not boxes(stage.db)[0].is_paused)
            note(stage.db, box, progress_done=20000)
            await until(lambda: form.progress.isHidden())

    qt_run(main())


def test_folders_range_and_reader_are_chosen(qt_run, stage):
    box = add_box(stage.db, backfill_days=365)
    folders(
        stage.db,
        box,
        ("Spam", FolderRole.JUNK, False),
        ("Suppliers", FolderRole.OTHER, True),
        ("INBOX", FolderRole.INBOX, True),
    )

    async def main():
        async with stage.open():
            sheet, form = await opened(stage, box)
            labels = [tick.text() for tick in form.folders.boxes.values()]
            assert labels == ["Inbox", "Junk (Spam)", "Suppliers"]
            people = sheet.model.state.kept.people
            list(form.folders.boxes.values())[2].click()
            assert form.is_touched
            type_in(form, backfill="30", reader=people[0][0], name="Shop")
            form.save.click()
            await until(lambda: boxes(stage.db)[0].name == "Shop")
            await until(lambda: stage.said() == ["The mailbox is saved."])
            row = boxes(stage.db)[0]
            assert (row.backfill_days, row.role, row.operator_id) == (30, "personal", people[0][0])
            found = kept(stage.db, lambda session: Mailboxes(session).folders(box))
            assert {one.path: one.is_synced for one in found} == {
                "INBOX": True,
                "Spam": False,
                "Suppliers": False,
            }

    qt_run(main())


def test_a_mailbox_belongs_to_a_location(qt_run, stage):
    box = add_box(stage.db)

    async def main():
        async with stage.open():
            _sheet, form = await opened(stage, box)
            place, name = form._around.places[0]
            form._location.setCurrentText(name)
            form.touch()
            form.save.click()
            await until(lambda: boxes(stage.db)[0].location_id == place)

    qt_run(main())
