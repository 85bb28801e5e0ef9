# SPDX-License-Identifier: LicenseRef-Desk
"""What the details lead to."""

from PySide6.QtWidgets import QMenu

from desk.ui.panes.messages.popups import CustomerForm
from tests.ui.frame import until
from tests.ui.panes.messages.post import KENJI
from tests.ui.panes.messages.test_details_panel import panel_of


def test_staff_tags_and_bot(post, on_stage):
    mine = post.mail()

    async def scene(stage):
        await stage.ready(1)
        panel = await panel_of(stage, mine)
        panel.assign_requested.emit()
        menu = stage.page.findChildren(QMenu)[-1]
        menu.actions()[0].trigger()
        menu.close()
        await until(lambda: post.row(mine).assignee_ids == (post.camille,))
        shown = lambda: stage.page.details_model.state.shown.card.row.assignee_ids  # noqa: E731
        await until(lambda: shown() == (post.camille,))
        panel.unassign_requested.emit(post.camille)
        await until(lambda: post.row(mine).assignee_ids == ())
        panel.bot_requested.emit("block")
        menu = stage.page.findChildren(QMenu)[-1]
        menu.actions()[-1].trigger()
        menu.close()
        await until(lambda: post.row(mine).bot_blocked_until is not None)
        panel.bot_requested.emit("unblock")
        await until(lambda: post.row(mine).bot_blocked_until is None)
        panel.tags_requested.emit()

    on_stage(scene)


def test_a_known_customer_is_found_by_typing(post, on_stage):
    theirs = post.mail(sender=KENJI)

    async def scene(stage):
        await stage.ready(1)
        await panel_of(stage, theirs)
        side = stage.page._about
        side._on_find()
        [form] = side.panel.findChildren(CustomerForm)
        form.looked_for.emit("sophie")
        await until(lambda: form._ids == (post.sophie,))
        form._on_chosen(form._names.index(0, 0))
        await until(lambda: post.row(theirs).customer_id == post.sophie)

    on_stage(scene)
