# SPDX-License-Identifier: LicenseRef-Desk
"""Wishes for one or several conversations."""

from PySide6.QtWidgets import QMenu, QMessageBox

from desk.models.vocabulary import ConversationState
from desk.ui.panes.messages.snooze import UNTIL_ANSWER
from tests.ui.frame import until
from tests.ui.panes.messages.post import KENJI


def answer(stage, verb):
    """Answer the question that is asked; return it."""
    [box] = stage.page.findChildren(QMessageBox)
    [button] = [one for one in box.buttons() if one.text() == verb]
    button.click()
    box.setParent(None)
    return box.text()


def test_those_of_one_customer_are_merged_unasked(post, on_stage):
    one = post.mail(ago=9)
    post.mail(subject="Other", ago=5)

    async def scene(stage):
        await stage.ready(2)
        stage.list.select(one)
        stage.list.cards.selectAll()
        stage.run("merge")
        await stage.shows(1)
        assert stage.page.findChildren(QMessageBox) == []

    on_stage(scene)


def test_merge_split_and_back(post, on_stage):
    one, other = post.mail(ago=9), post.mail(sender=KENJI, ago=5)

    async def scene(stage):
        await stage.ready(2)
        stage.list.select(one)
        stage.list.cards.selectAll()
        stage.run("merge")
        answer(stage, "Cancel")
        assert len(stage.ids()) == 2
        stage.run("merge")
        assert "different people" in answer(stage, "Merge")
        await stage.shows(1)
        stage.page.undo()
        await stage.shows(2)
        stage.page.one.merge_with(post.row(one), other)
        await stage.shows(1)
        [kept] = stage.ids()
        newest = post.messages(kept)
        incoming = [message.id for message in newest if message.direction == "incoming"]
        stage.page.one.split(post.row(kept), incoming[-1])
        await stage.shows(2)

    on_stage(scene)


def test_snoozed_until_the_customer_answers_and_back(post, on_stage):
    mine = post.mail()

    async def scene(stage):
        await stage.ready(1)
        stage.list.select(mine)
        stage.list.go()
        stage.page.wishes._snooze(stage.list.selected(), UNTIL_ANSWER)
        await until(lambda: post.row(mine).state is ConversationState.SNOOZED)
        await until(lambda: stage.said() and "until the customer answers" in stage.said()[-1])
        stage.page.model.show_state(ConversationState.SNOOZED)
        await stage.shows(1)
        stage.list.select(mine)
        stage.run("snooze")
        await until(lambda: post.row(mine).state is ConversationState.IN_PROGRESS)

    on_stage(scene)


def test_menus_offer_staff_and_times(post, on_stage):
    mine = post.mail()

    async def scene(stage):
        await stage.ready(1)
        stage.list.select(mine)
        stage.list.go()
        stage.run("assign")
        staff = stage.page.findChildren(QMenu)[-1]
        assert [action.text() for action in staff.actions()] == ["Me (Camille Martin)", "Julien Lopez"]
        staff.actions()[1].trigger()
        staff.close()
        await until(lambda: post.row(mine).assignee_ids == (post.julien,))
        stage.run("snooze")
        times = stage.page.findChildren(QMenu)[-1]
        assert times.actions()[-1].text() == "Until a date…"
        times.close()
        stage.run("read")
        await until(lambda: not stage.list.view.current_row().unread)
        stage.run("read")
        await until(lambda: post.row(mine).unread)

    on_stage(scene)
