# SPDX-License-Identifier: LicenseRef-Desk
"""The page as a whole: conversations are opened, handled and taken back, by keys, menus and links from elsewhere."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton

from desk.models.vocabulary import ConversationState
from desk.services.shop import Deed
from desk.ui.panes.messages.snooze import choices
from desk.ui.panes.messages.wishes import change_tags
from tests.ui.frame import until
from tests.ui.panes.messages.post import KENJI
from tests.ui.panes.messages.rows import NOW
from tests.ui.panes.messages.stage import click


def test_what_came_is_listed_and_opened(post, on_stage):
    mine = post.mail(subject="Vélo")
    other = post.mail(sender=KENJI, subject="Cadre", ago=5)

    async def scene(stage):
        await stage.ready(2)
        assert stage.ids() == [other, mine]
        assert stage.page.model.state.counts.unread == 2
        await stage.open(mine)
        head = stage.page.conversation.head
        assert (head.name.text(), head.subject._label.text()) == ("Sophie Bernard", "Vélo")
        await until(lambda: stage.page.details_model.state.shown is not None)
        await until(lambda: not post.row(mine).unread)  # it has been on screen for a moment
        await until(lambda: stage.page.model.state.counts.unread == 1)

    on_stage(scene)


def test_new_mail_comes_to_the_top_by_itself(post, on_stage):
    first = post.mail(ago=20)
    post.mail(sender=KENJI, ago=10)

    async def scene(stage):
        await stage.ready(2)
        post.mail("Encore moi", answers="<0@mail.example>", ago=1)
        await until(lambda: stage.ids()[0] == first)
        assert len(stage.ids()) == 2

    on_stage(scene)


def test_archive_and_undo(post, on_stage):
    mine = post.mail()

    async def scene(stage):
        await stage.ready(1)
        stage.list.select(mine)
        stage.list.go()
        stage.run("archive")
        await until(lambda: post.row(mine).state is ConversationState.ARCHIVED)
        await stage.shows(0)
        assert stage.said() == ["Archived: Sophie Bernard."]
        stage.page.undo()
        await until(lambda: post.row(mine).state is ConversationState.IN_PROGRESS)
        await stage.shows(1)

    on_stage(scene)


def test_several_at_once(post, on_stage):
    ids = [post.mail(sender=f"P{n} <p{n}@x.example>", ago=n + 1) for n in range(3)]

    async def scene(stage):
        await stage.ready(3)
        stage.list.select(ids[0])
        stage.list.cards.selectAll()
        assert stage.list._tools.currentWidget() is stage.list.selection
        click(stage.list.selection.buttons["flag"])
        await until(lambda: all(post.row(one).is_flagged for one in ids))
        await until(lambda: stage.said() == ["3 conversations changed."])
        click(stage.list.selection.buttons["archive"])
        await stage.shows(0)
        stage.page.undo()
        await stage.shows(3)

    on_stage(scene)


def test_flag_assign_snooze_tag_and_subject(post, on_stage):
    mine = post.mail()

    async def scene(stage):
        await stage.ready(1)
        await stage.open(mine)
        click(stage.page.conversation.head.flag)
        await until(lambda: post.row(mine).is_flagged)
        stage.run("assign_me")
        await until(lambda: post.row(mine).assignee_ids == (post.camille,))
        row = post.row(mine)
        change_tags(stage.page.deeds, (row,), ("urgent",))
        await until(lambda: post.row(mine).tags == ("urgent",))
        head = stage.page.conversation.head
        head.subject.edit()
        head.subject._field.setText("Frein")
        head.subject._field.editingFinished.emit()
        await until(lambda: post.row(mine).subject == "Frein")
        stage.page.wishes._snooze((row,), choices(NOW, None)[2].until)
        await until(lambda: post.row(mine).state is ConversationState.SNOOZED)
        await stage.shows(0)
        stage.page.model.show_state(ConversationState.SNOOZED)
        await stage.shows(1)

    on_stage(scene)


def test_single_keys_are_opt_in(post, on_stage):
    first, second = post.mail(ago=1), post.mail(sender=KENJI, ago=9)

    async def scene(stage):
        await stage.ready(2)
        stage.list.select(first)
        stage.list.go()
        stage.press(Qt.Key.Key_J)
        assert stage.list.view.current_row().id == first
        stage.page._on_keys(is_on=True)
        stage.press(Qt.Key.Key_J)
        assert stage.list.view.current_row().id == second
        stage.run("before")
        assert stage.list.view.current_row().id == first
        stage.press(Qt.Key.Key_E)
        await until(lambda: post.row(first).state is ConversationState.ARCHIVED)

    on_stage(scene)


def test_links_from_elsewhere(post, on_stage):
    mine, other = post.mail(), post.mail(sender=KENJI)

    async def scene(stage):
        await stage.ready(2)
        stage.page.reveal(customer_id=post.sophie)
        await until(lambda: stage.ids() == [mine])
        stage.page.reveal(conversation_id=other)
        await until(lambda: stage.thread() is not None and stage.thread().id == other)
        message = post.messages(mine)[0].id
        stage.page.reveal(message_id=message)
        await until(lambda: stage.thread() is not None and stage.thread().id == mine)

    on_stage(scene)


def test_a_stranger_becomes_a_customer(post, on_stage):
    theirs = post.mail(sender=KENJI)

    async def scene(stage):
        await stage.ready(1)
        await stage.open(theirs)
        await until(lambda: stage.page._about is not None)
        panel = stage.page._about.panel
        await until(lambda: panel.sections["unknown"].isVisible())
        panel.create_requested.emit()
        await until(lambda: post.row(theirs).customer_id is not None)
        await until(lambda: not panel.sections["unknown"].isVisible())
        assert post.row(theirs).name == "Kenji Tanaka"

    on_stage(scene)


def test_deleting_asks_first(post, on_stage):
    mine = post.mail()

    async def scene(stage):
        await stage.ready(1)
        stage.list.select(mine)
        stage.list.go()
        stage.run("delete")
        [box] = stage.page.findChildren(QMessageBox)
        assert box.text() == "Delete the conversation with Sophie Bernard and everything in it for good?"
        [verb] = [one for one in box.findChildren(QPushButton) if one.text() == "Delete"]
        verb.click()
        await stage.shows(0)
        stage.page.undo()
        await stage.shows(1)

    on_stage(scene)


def test_without_a_choice_nothing_is_loaded(post, on_stage):
    post.mail()

    async def scene(stage):
        await stage.ready(1)
        assert stage.page._side is None
        assert stage.page.conversation.view._web is None
        assert stage.page.conversation.empty.isVisible()

    on_stage(scene)


def test_a_viewer_reads_and_changes_nothing(post, on_stage):
    mine = post.mail(subject="Vélo")

    async def scene(stage):
        stage.commands.rights.take(frozenset(map(str, Deed)) - {"read"})
        await stage.ready(1)
        await stage.open(mine)
        composer = stage.page.side.composer
        await until(lambda: composer.refusal.isVisible())
        assert composer.refusal.text().startswith("You may read messages, but not answer them")
        assert not composer.writer.panel.isVisible()
        for name in ("reply", "archive", "flag", "delete", "merge", "assign_me"):
            action = stage.commands.action(f"messages.{name}")
            assert not action.isEnabled()
            assert "Only " in action.toolTip() or "only " in action.toolTip()
            stage.run(name)
        head = stage.page.conversation.head
        assert not any(one.isEnabled() for one in head.buttons.values())
        assert "Only an agent" in head.assign.toolTip()
        assert stage.commands.action("messages.next").isEnabled()
        await stage.jobs.finish()
        assert post.row(mine).state is ConversationState.IN_PROGRESS
        assert post.row(mine).unread

    on_stage(scene)


def test_an_agent_answers_and_deletes_nothing(post, on_stage):
    mine = post.mail(subject="Vélo")

    async def scene(stage):
        stage.commands.rights.take(frozenset({"delete", "merge", "export"}))
        await stage.ready(1)
        await stage.open(mine)
        composer = stage.page.side.composer
        assert composer.writer.panel.isVisible()
        assert composer.refusal.isHidden()
        usable = {one.name for one in stage.commands.usable()}
        assert {"messages.reply", "messages.archive", "messages.flag"} <= usable
        assert not {"messages.delete", "messages.merge", "messages.export"} & usable
        await until(lambda: not post.row(mine).unread)

    on_stage(scene)
