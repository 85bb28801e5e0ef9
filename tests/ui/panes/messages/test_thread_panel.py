# SPDX-License-Identifier: LicenseRef-Desk
"""The place of the thread: what is said before, and what hinders."""

from desk.services.inbox import Mailboxes
from desk.services.store import Change
from tests.ui.frame import until
from tests.ui.panes.messages.rows import NOW


def test_a_mailbox_that_is_off_is_said_for_good(post, on_stage):
    post.db.write_now(lambda s: Mailboxes(s).activate(post.box, is_active=False, at=NOW), Change.MAILBOXES)

    async def scene(stage):
        await stage.ready(0)
        await until(lambda: stage.page.conversation.sync_bar.isVisible())
        stage.page.conversation.sync_bar.verb_requested.emit()
        assert stage.trips == [("settings", {"page": "mailboxes"})]

    on_stage(scene)


def test_a_server_that_goes_while_the_list_is_open_is_said(post, on_stage):
    values = {"health": "failing", "health_code": "connection_refused", "health_at": NOW}

    async def scene(stage):
        await stage.ready(0)
        bar = stage.page.conversation.sync_bar
        assert not bar.isVisible()
        post.db.write_now(lambda s: Mailboxes(s).note(post.box, NOW, **values), Change.MAILBOXES)
        await until(bar.isVisible)

    on_stage(scene)


def test_one_that_is_gone_is_said(post, on_stage):
    mine = post.mail()

    async def scene(stage):
        await stage.ready(1)
        stage.page.open("0" * 32)
        await until(lambda: stage.page.thread_model.state.is_missing)
        assert "deleted" in stage.page.conversation.empty._title.text()
        await stage.open(mine)
        panel = stage.page.conversation
        assert panel._stack.currentWidget() is panel.opened
        panel.opened.target.show_address("https://x.example/a")
        assert panel.opened.target.isVisible()
        panel.opened.target.show_address("")
        assert not panel.opened.target.isVisible()
        panel._on_pictures_failed(2)
        assert panel.opened.trouble.isVisible()

    on_stage(scene)
