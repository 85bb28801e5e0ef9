# SPDX-License-Identifier: LicenseRef-Desk
"""The place of the thread: what is said before, what hinders, and what stands there while one is read."""

import threading

import pytest

from desk.errors import Unavailable
from desk.models.vocabulary import ConversationState
from desk.services.inbox import Mailboxes
from desk.services.store import Change
from desk.ui.panes.messages import thread_readings
from tests.ui.frame import until
from tests.ui.panes.messages.post import KENJI
from tests.ui.panes.messages.rows import NOW
from tests.ui.panes.messages.stage import click


class Reading:
    """Reads threads as ever, but for one, which waits for `go`, or fails. `held`: which."""

    def __init__(self, monkeypatch):
        self.held = ""
        self.error = None
        self.go = threading.Event()
        self._read = thread_readings.read_thread
        monkeypatch.setattr(thread_readings, "read_thread", self)

    def __call__(self, session, wanted):
        if wanted.conversation_id == self.held:
            if self.error is not None:
                raise self.error
            assert self.go.wait(60)
        return self._read(session, wanted)


@pytest.fixture
def reading(monkeypatch):
    made = Reading(monkeypatch)
    yield made
    made.go.set()


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


def test_while_one_is_read_head_and_deeds_are_its_own(post, on_stage, reading):
    former, mine = post.mail(subject="Vélo"), post.mail(sender=KENJI, subject="Cadre")

    async def scene(stage):
        await stage.ready(2)
        await stage.open(former)
        panel = stage.page.conversation
        reading.held = mine
        stage.page.open(mine)
        assert panel.head.name.text() == "Kenji Tanaka"
        assert [row.id for row in panel.in_head()] == [mine]
        assert [row.id for row in stage.page.chosen()] == [mine]
        await until(panel.opened.moment.isVisible)
        assert panel.opened.moment._text.text() == "One moment…"
        assert not panel.head.more.isEnabled()
        click(panel.head.archive)
        await until(lambda: post.row(mine).state is ConversationState.ARCHIVED)
        assert post.row(former).state is ConversationState.IN_PROGRESS
        reading.go.set()
        await until(lambda: stage.thread() is not None)
        await until(panel.opened.moment.isHidden)

    on_stage(scene)


def test_where_reading_failed_nothing_of_the_one_before_is_left(post, on_stage, reading):
    former, mine = post.mail(subject="Vélo"), post.mail(sender=KENJI, subject="Cadre")

    async def scene(stage):
        await stage.ready(2)
        await stage.open(former)
        panel = stage.page.conversation
        reading.held, reading.error = mine, Unavailable("database_away")
        stage.page.open(mine)
        await until(panel.opened.trouble.isVisible)
        assert panel.head.name.text() == "Kenji Tanaka"
        assert panel.opened.moment.isVisible()
        assert panel.opened.moment._text.text() == ""
        click(panel.head.flag)
        await until(lambda: post.row(mine).is_flagged)
        assert not post.row(former).is_flagged
        reading.held = ""
        panel.opened.trouble.verb_requested.emit()
        await until(lambda: stage.thread() is not None)
        await until(panel.opened.moment.isHidden)
        assert panel.opened.trouble.isHidden()
        assert panel.head.more.isEnabled()

    on_stage(scene)


def test_of_one_that_is_not_in_the_list_nothing_is_known_before(post, on_stage, reading):
    former = post.mail(subject="Vélo")

    async def scene(stage):
        await stage.ready(1)
        await stage.open(former)
        await until(lambda: not stage.list._rest.isActive())  # the list told which one is current
        panel = stage.page.conversation
        reading.held = "0" * 32
        stage.page.open(reading.held)
        assert [row.id for row in panel.in_head()] == [former]  # as the head says, for a moment
        await until(panel.opened.moment.isVisible)
        assert panel.head.isHidden()
        assert panel.in_head() == ()
        reading.go.set()
        await until(lambda: stage.page.thread_model.state.is_missing)
        await stage.open(former)
        assert panel.head.isVisible()

    on_stage(scene)


def test_several_selected_are_not_what_the_head_acts_on(post, on_stage):
    former, mine = post.mail(subject="Vélo"), post.mail(sender=KENJI, subject="Cadre")

    async def scene(stage):
        await stage.ready(2)
        await stage.open(former)
        stage.list.cards.selectAll()
        click(stage.page.conversation.head.archive)
        await until(lambda: post.row(former).state is ConversationState.ARCHIVED)
        await stage.jobs.finish()
        assert post.row(mine).state is ConversationState.IN_PROGRESS

    on_stage(scene)


def test_while_one_is_laid_out_for_long_the_words_before_are_gone(post, on_stage, monkeypatch):
    former, mine = post.mail(subject="Vélo"), post.mail(sender=KENJI, subject="Cadre")

    async def scene(stage):
        await stage.ready(2)
        await stage.open(former)
        panel = stage.page.conversation
        await until(lambda: panel._painted == former)
        with monkeypatch.context() as busy:
            busy.setattr(panel.view.web, "patch_html", lambda *_given: None)
            await stage.open(mine)
            await until(panel.opened.moment.isVisible)
            assert [row.id for row in panel.in_head()] == [mine]
            assert panel.head.more.isEnabled()
        panel.view.retranslate()
        await until(panel.opened.moment.isHidden)

    on_stage(scene)
