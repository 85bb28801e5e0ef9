# SPDX-License-Identifier: LicenseRef-Desk
"""What is said about deeds, and which of them is taken back."""

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from desk.models.vocabulary import ConversationState
from desk.services.inbox import Undo
from desk.ui import shortcuts
from desk.ui.panes.messages.deeds import Done, Kind
from desk.ui.panes.messages.notes import Notes, said
from desk.ui.widgets import ToastStack
from tests.ui.frame import until
from tests.ui.panes.messages.post import KENJI
from tests.ui.panes.messages.stage import click


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("count", [1, 3])
def test_every_deed_is_said_without_holes(kind, count):
    text = said(Done(kind=kind, count=count, name="Sophie", text="tomorrow"))
    assert text
    assert "{" not in text


def test_one_is_named_and_many_are_counted():
    assert said(Done(kind=Kind.ARCHIVE, name="Sophie Bernard")) == "Archived: Sophie Bernard."
    assert said(Done(kind=Kind.ARCHIVE, count=12)) == "12 conversations archived."


def test_one_of_several_that_was_changed_is_counted():
    assert said(Done(kind=Kind.READ, count=1)) == "1 conversation changed."
    assert said(Done(kind=Kind.READ, count=1, name="Sophie")) == "Marked as read: Sophie."


def test_two_parts_of_one_are_not_counted():
    assert said(Done(kind=Kind.SPLIT, count=2)) == "The message has a conversation of its own now."
    assert said(Done(kind=Kind.MERGE, count=3)) == "The conversations are one now."


class FakeDeeds(QObject):
    """Does nothing. undone: what is taken back."""

    begun, done, taken_back = Signal(), Signal(object), Signal(object)

    def __init__(self):
        super().__init__()
        self.undone = []

    def undo(self, done):
        self.undone.append(done)


def deed(kind, count=1, *, is_silent=False):
    return Done(kind=kind, name="Sophie", undo=Undo(deed=kind, count=count), is_silent=is_silent)


@pytest.fixture
def notes(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    deeds = FakeDeeds()
    made = Notes(deeds, ToastStack(window), window)
    made.of, made.toasts = deeds, made._toasts
    return made


def test_a_deed_of_which_nothing_is_said_is_the_one_taken_back(notes):
    flagged = deed(Kind.FLAG, is_silent=True)
    notes.of.done.emit(deed(Kind.ARCHIVE))
    notes.toasts.clear()
    notes.of.done.emit(flagged)
    assert notes.toasts.toasts() == []
    notes.undo()
    notes.undo()
    assert notes.of.undone == [flagged]


def test_a_deed_for_ever_leaves_nothing_to_take_back(notes):
    notes.of.done.emit(deed(Kind.ARCHIVE))
    notes.of.done.emit(Done(kind=Kind.CANCEL_SEND))
    notes.undo()
    assert notes.of.undone == []


def test_while_a_deed_is_under_way_no_older_one_is_taken_back(notes):
    notes.of.done.emit(deed(Kind.ARCHIVE))
    notes.of.begun.emit()
    notes.undo()
    assert notes.of.undone == []


def test_what_changed_nothing_is_no_deed(notes):
    archived = deed(Kind.ARCHIVE)
    notes.of.done.emit(archived)
    notes.of.done.emit(deed(Kind.READ, count=0))
    notes.undo()
    assert notes.of.undone == [archived]


def test_ctrl_z_takes_back_the_last_deed_though_an_older_one_has_a_note(notes):
    flagged = deed(Kind.FLAG, is_silent=True)
    notes.of.done.emit(deed(Kind.ARCHIVE))
    notes.of.done.emit(flagged)
    shortcuts.undo(None, notes.toasts)
    assert notes.of.undone == [flagged]


def test_what_is_merely_looked_at_is_not_what_is_taken_back(post, on_stage):
    mine, other = post.mail(is_read=True), post.mail(sender=KENJI, ago=5)

    async def scene(stage):
        await stage.ready(2)
        stage.list.select(mine)
        stage.list.go()
        stage.run("archive")
        await until(lambda: post.row(mine).state is ConversationState.ARCHIVED)
        stage.toasts.clear()
        await stage.open(other)
        await until(lambda: not post.row(other).unread)
        stage.page.undo()
        await until(lambda: post.row(mine).state is ConversationState.IN_PROGRESS)

    on_stage(scene)


def test_a_flag_is_taken_back_not_what_was_archived_before(post, on_stage):
    mine, other = post.mail(is_read=True), post.mail(sender=KENJI, ago=5, is_read=True)

    async def scene(stage):
        await stage.ready(2)
        stage.list.select(mine)
        stage.list.go()
        stage.run("archive")
        await until(lambda: post.row(mine).state is ConversationState.ARCHIVED)
        await until(lambda: stage.said())
        stage.toasts.clear()
        await stage.open(other)
        click(stage.page.conversation.head.flag)
        await until(lambda: stage.page.notes._last is not None and post.row(other).is_flagged)
        stage.page.undo()
        await until(lambda: not post.row(other).is_flagged)
        assert post.row(mine).state is ConversationState.ARCHIVED

    on_stage(scene)


def test_after_an_answer_nothing_older_is_taken_back(post, on_stage):
    mine = post.mail(is_read=True)

    async def scene(stage):
        await stage.ready(1)
        await stage.open(mine)
        click(stage.page.conversation.head.flag)
        await until(lambda: stage.page.notes._last is not None)
        stage.page.composer.sent.emit(mine)
        assert stage.page.notes._last is None

    on_stage(scene)
