# SPDX-License-Identifier: LicenseRef-Desk
"""What is kept of mailboxes, whoever else changes them."""

from desk import clock
from desk.services.inbox import MailboxDraft, Mailboxes
from desk.services.store import Change
from desk.ui.panes.settings.mailbox_removal import MailboxRemoval
from tests.ui.frame import until
from tests.ui.panes.settings.account_steps import accounts, add
from tests.ui.panes.settings.mailbox_steps import ADDRESS, add_box, boxes, opened, type_in


def test_what_somebody_else_saved_first_is_shown_beside(qt_run, stage):
    box = add_box(stage.db)

    async def main():
        async with stage.open():
            _sheet, form = await opened(stage, box)
            type_in(form, name="Mine")
            row = boxes(stage.db)[0]
            draft = MailboxDraft(name="Theirs", address=ADDRESS, settings=row.settings)
            stage.db.write_now(
                lambda session: Mailboxes(session).change(box, row.version, draft, at=clock.now()),
                Change.MAILBOXES,
            )
            form.save.click()
            await until(lambda: "Theirs" in form.form.field("name")._hint.text())
            assert form.text("name") == "Mine"
            form.save.click()
            await until(lambda: boxes(stage.db)[0].name == "Mine")

    qt_run(main())


def test_deleting_asks_what_becomes_of_the_messages(qt_run, stage, monkeypatch):
    account = add(stage.db)
    box = add_box(stage.db, provider_id=account)
    removed = []
    remove = Mailboxes.remove

    def seen(self, mailbox_id, *, keep_messages, at):
        removed.append(keep_messages)
        remove(self, mailbox_id, keep_messages=keep_messages, at=at)

    monkeypatch.setattr(Mailboxes, "remove", seen)

    async def main():
        async with stage.open():
            sheet, form = await opened(stage, box)
            form.delete.click()
            question = form.findChild(MailboxRemoval)
            assert not question.everything.isChecked()
            question.everything.click()
            question.yes.click()
            await until(lambda: not boxes(stage.db))
            await until(lambda: sheet._stack.currentWidget() is sheet.empty)
            assert removed == [False]
            assert [row.id for row in accounts(stage.db)] == [account]
            assert stage.said() == [f"The mailbox “{ADDRESS}” is deleted."]

    qt_run(main())
