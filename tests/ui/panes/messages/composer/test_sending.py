# SPDX-License-Identifier: LicenseRef-Desk
"""Sending, and taking back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QMainWindow

from desk import clock
from desk.errors import NotFound, Unavailable
from desk.models.vocabulary import DraftKind
from desk.services.inbox import DraftContent
from desk.ui.jobs import Jobs
from desk.ui.panes.messages.composer.deeds import Order, Place
from desk.ui.panes.messages.composer.sending import Sending, failure_sentence
from desk.ui.widgets import LinkButton, ToastStack
from tests.ui.panes.messages.composer.stage import FakeDeeds

ORDER = Order(place=Place(kind=DraftKind.REPLY, conversation_id="c1"), content=DraftContent(text="Oui"))


class Desk:
    def __init__(self, qtbot):
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.window.resize(900, 600)
        self.window.show()
        self.jobs, self.deeds, self.toasts = Jobs(self.window), FakeDeeds(), ToastStack(self.window)
        self.sending = Sending(self.jobs, self.deeds, self.toasts, self.window)
        self.back, self.refused = [], []
        self.sending.taken_back.connect(lambda row, _seen_id: self.back.append(row))
        self.sending.refused.connect(lambda order, error: self.refused.append(error))

    def verbs(self):
        [toast] = self.toasts.toasts()
        return [one for one in toast.findChildren(LinkButton) if one.text()]


@pytest.fixture
def desk(qtbot):
    return Desk(qtbot)


def test_it_is_counted_down_and_can_be_hurried(desk, qt_run):
    async def play():
        desk.sending.send(ORDER)
        await desk.jobs.finish()
        assert [one.text() for one in desk.verbs()] == ["Undo Ctrl+Z", "Send now"]
        desk.verbs()[1].click()
        await desk.jobs.finish()
        assert desk.deeds.hurried == ["m1"]

    qt_run(play())


def test_it_can_be_taken_back(desk, qt_run):
    async def play():
        desk.sending.send(ORDER)
        await desk.jobs.finish()
        desk.verbs()[0].click()
        await desk.jobs.finish()
        assert [row.content.text for row in desk.back] == ["Oui"]

    qt_run(play())


def test_too_late_is_said(desk, qt_run):
    async def nothing(_message_id):
        return None

    async def play():
        desk.deeds.take_back = nothing
        desk.sending.send(ORDER)
        await desk.jobs.finish()
        desk.verbs()[0].click()
        await desk.jobs.finish()
        assert desk.back == []
        assert "Too late: the message has left." in [one._label.text() for one in desk.toasts.toasts()]

    qt_run(play())


def test_twice_at_once_is_once(desk, qt_run):
    async def play():
        desk.sending.send(ORDER)
        desk.sending.send(ORDER)
        await desk.jobs.finish()
        assert len(desk.deeds.sent) == 1
        desk.sending.send(ORDER)
        await desk.jobs.finish()
        assert len(desk.deeds.sent) == 2

    qt_run(play())


def test_what_failed_can_be_sent_again(desk, qt_run):
    async def play():
        desk.deeds.fails = Unavailable("busy")
        desk.sending.send(ORDER)
        await desk.jobs.finish()
        assert len(desk.refused) == 1
        desk.sending.send(ORDER)
        await desk.jobs.finish()
        assert len(desk.deeds.sent) == 1
        said, _details = failure_sentence(desk.refused[0], "Kept.")
        assert said.endswith("Kept.")

    qt_run(play())


def test_what_leaves_later_says_when(desk, qt_run):
    async def play():
        at = clock.now() + timedelta(days=3)
        desk.sending.send(Order(place=ORDER.place, content=ORDER.content, at=at))
        await desk.jobs.finish()
        [toast] = desk.toasts.toasts()
        assert toast._label.text().startswith("Leaves ")
        assert [one.text() for one in desk.verbs()] == ["Undo Ctrl+Z"]

    qt_run(play())


def test_a_quick_second_answer_has_seen_the_first(desk, qt_run):
    second = replace(ORDER, content=DraftContent(text="Et encore"))

    async def play():
        desk.sending.send(replace(ORDER, seen_id="m0"))
        desk.sending.send(replace(second, seen_id="m0"))
        await desk.jobs.finish()
        await desk.jobs.finish()
        assert [(one.content.text, one.seen_id) for one in desk.deeds.sent] == [
            ("Oui", "m0"),
            ("Et encore", "m1"),
        ]

    qt_run(play())


def test_a_second_answer_leaves_though_the_first_was_refused(desk, qt_run):
    async def play():
        desk.deeds.fails = Unavailable("database_busy")
        desk.sending.send(ORDER)
        desk.sending.send(replace(ORDER, content=DraftContent(text="Et encore"), seen_id="m0"))
        await desk.jobs.finish()
        await desk.jobs.finish()
        assert [(one.content.text, one.seen_id) for one in desk.deeds.sent] == [("Et encore", "m0")]
        assert len(desk.refused) == 1

    qt_run(play())


def test_what_can_still_be_taken_back_is_let_go_once_and_waited_for(desk, qt_run):
    async def play():
        assert await desk.sending.let_go() == 0
        desk.sending.send(ORDER)
        assert await desk.sending.let_go() == 1  # not even kept yet
        assert desk.deeds.hurried == []
        await desk.jobs.finish()
        assert await desk.sending.let_go() == 1
        assert await desk.sending.let_go() == 1
        assert desk.deeds.hurried == ["m1"]
        desk.deeds.left.append("m1")
        assert await desk.sending.let_go() == 0

    qt_run(play())


def test_what_was_to_leave_later_and_notes_are_not_let_go(desk, qt_run):
    async def play():
        desk.sending.send(replace(ORDER, at=clock.now() + timedelta(seconds=60)))
        await desk.jobs.finish()
        desk.sending.send(replace(ORDER, place=replace(ORDER.place, kind=DraftKind.NOTE)))
        await desk.jobs.finish()
        assert await desk.sending.let_go() == 0
        assert desk.deeds.hurried == []

    qt_run(play())


def failing(desk, deed, *errors):
    """Let a deed fail with each of the errors before it is done."""
    do, coming = getattr(desk.deeds, deed), list(errors)

    async def failing_first(*told):
        if coming:
            raise coming.pop(0)
        return await do(*told)

    setattr(desk.deeds, deed, failing_first)


def test_what_could_not_be_hurried_is_hurried_at_the_next_look(desk, qt_run):
    async def play():
        desk.sending.send(ORDER)
        await desk.jobs.finish()
        failing(desk, "send_now", Unavailable("database_busy"))
        desk.deeds.left.append("m1")  # not due, so that nothing of it is on its way
        assert await desk.sending.let_go() == 1
        assert desk.deeds.hurried == []
        assert await desk.sending.let_go() == 0
        assert desk.deeds.hurried == ["m1"]

    qt_run(play())


def test_what_was_taken_back_meanwhile_is_not_waited_for(desk, qt_run):
    async def play():
        desk.sending.send(ORDER)
        await desk.jobs.finish()
        failing(desk, "send_now", NotFound("no_message"))
        assert await desk.sending.let_go() == 0
        assert await desk.sending.let_go() == 0
        assert desk.deeds.hurried == []

    qt_run(play())


def test_what_is_held_up_is_counted_among_what_was_sent(desk, qt_run):
    async def play():
        assert await desk.sending.held_up() == 0
        desk.sending.send(ORDER)
        await desk.jobs.finish()
        assert await desk.sending.held_up() == 1
        failing(desk, "held_up", Unavailable("database_away"))
        assert await desk.sending.held_up() == 0

    qt_run(play())


def test_while_nobody_knows_it_counts_as_not_left(desk, qt_run):
    async def play():
        desk.sending.send(ORDER)
        await desk.jobs.finish()
        desk.deeds.left.append("m1")
        failing(desk, "not_left", Unavailable("database_away"))
        assert await desk.sending.let_go() == 1
        assert await desk.sending.let_go() == 0

    qt_run(play())


def test_one_can_wait_until_all_is_in_the_outbox_or_refused(desk, qt_run):
    async def play():
        await desk.sending.settle()
        failing(desk, "send", Unavailable("database_busy"))
        desk.sending.send(ORDER)
        desk.sending.send(replace(ORDER, content=DraftContent(text="Et encore")))
        assert desk.sending.unkept == 2
        await desk.sending.settle()
        assert (desk.sending.unkept, desk.sending.refusals) == (0, 1)
        assert [one.content.text for one in desk.deeds.sent] == ["Et encore"]

    qt_run(play())


def test_what_was_to_leave_long_ago_is_not_waited_for(desk, qt_run):
    async def play():
        desk.sending.send(ORDER)
        await desk.jobs.finish()
        with clock.fixed(clock.now() + timedelta(minutes=3)):
            assert await desk.sending.let_go() == 0
        assert desk.deeds.hurried == []

    qt_run(play())
