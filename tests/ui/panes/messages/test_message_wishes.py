# SPDX-License-Identifier: LicenseRef-Desk
"""What is wished for one message."""

import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QPushButton

from desk.services.inbox import Fetched, Handling, Pictures
from desk.services.store import Change
from desk.ui.panes.messages.action import Action
from desk.ui.panes.messages.source_dialog import SourceDialog
from tests.ui.frame import until
from tests.ui.panes.messages.rows import NOW
from tests.ui.panes.messages.test_cleaned import DOT

PAGE = (
    "<p>Bonjour <img src='https://a.example/1.gif'>"
    "<a href='https://good.example/'>Catalogue</a><a href='https://evil.example/x'>https://bank.example</a></p>"
)


@pytest.fixture
def opened(monkeypatch):
    """Note what the system was asked to open."""
    told = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: told.append(url.toString()) or True)
    return told


def scene_of(on_stage, post, play, **mail):
    mine = post.mail(**mail)

    async def scene(stage):
        await stage.ready(1)
        await stage.open(mine)
        stage.page.thread_model._fetcher = type("None_", (), {"fetch": _nothing})()
        await play(stage, stage.page.side.messages, stage.thread().messages[0])

    on_stage(scene)


async def _nothing(_self, _addresses):
    return ()


async def _dots(_self, addresses):
    return tuple(Fetched(address=one, media_type="image/gif", body=DOT) for one in addresses)


def test_the_menu_copies_quotes_and_shows_the_source(post, on_stage):
    async def play(stage, wishes, message):
        quoted, forwarded = [], []
        wishes.quote_requested.connect(quoted.append)
        wishes.forward_requested.connect(forwarded.append)
        wishes.do(Action(verb="menu", key=message.id))
        menu = stage.page.findChildren(QMenu)[-1]
        by_text = {action.text(): action for action in menu.actions()}
        by_text["Copy the text"].trigger()
        assert QGuiApplication.clipboard().text() == message.text
        by_text["Quote"].trigger()
        by_text["Forward…"].trigger()
        assert [one.id for one in (*quoted, *forwarded)] == [message.id, message.id]
        by_text["Show the source…"].trigger()
        menu.close()
        await until(lambda: stage.page.findChildren(SourceDialog))
        [dialog] = stage.page.findChildren(SourceDialog)
        assert "Message-ID: <0@mail.example>" in dialog.text.toPlainText()
        dialog.save_requested.emit()
        stage.page.findChildren(QFileDialog)[-1].close()
        dialog.close()

    scene_of(on_stage, post, play)


def test_a_translation_is_tried_again_from_its_bubble(post, on_stage):
    async def play(stage, wishes, message):
        wanted = []
        wishes.translate_requested.connect(wanted.append)
        wishes.do(Action(verb="translate", key=message.id))
        wishes.do(Action(verb="unknown", key=message.id))
        assert wanted == [message.id]

    scene_of(on_stage, post, play)


def test_pictures_are_allowed_once_and_always(post, on_stage):
    async def play(stage, wishes, message):
        wishes.do(Action(verb="images", key=message.id))
        await until(lambda: post.messages(message.conversation_id)[0].images_allowed)
        wishes.do(Action(verb="always", key=message.id))
        allowed = lambda: post.db.read_now(lambda s: Pictures(s).is_allowed(message.sender))  # noqa: E731
        await until(allowed)
        await until(lambda: stage.said() == ["Pictures of this sender are always shown from now on."])

    scene_of(on_stage, post, play, html=PAGE)


def test_pictures_of_a_sender_are_blocked_again_at_once(post, on_stage):
    never = "Don’t show pictures of this sender any more"

    async def play(stage, wishes, message):
        def offered():
            wishes.do(Action(verb="menu", key=message.id))
            menu = stage.page.findChildren(QMenu)[-1]
            menu.close()
            return {action.text(): action for action in menu.actions()}

        stage.page.thread_model._fetcher = type("Dots", (), {"fetch": _dots})()
        assert never not in offered()
        wishes.do(Action(verb="always", key=message.id))
        await until(lambda: stage.thread().messages[0].is_sender_allowed)
        await until(lambda: not stage.thread().bodies[message.id].remote)
        offered()[never].trigger()
        await until(lambda: stage.thread().bodies[message.id].remote)
        await until(lambda: not stage.thread().messages[0].images_allowed)
        assert DOT not in {part.body for part in stage.thread().parts.values()}
        assert not post.db.read_now(lambda s: Pictures(s).is_allowed(message.sender))
        assert stage.said()[-1] == "Distant pictures of this sender are blocked again."
        assert never not in offered()

    scene_of(on_stage, post, play, html=PAGE)


def test_a_note_is_offered_to_nobody(post, on_stage):
    mine = post.mail()

    def note(session):
        return Handling(session).note(mine, "mauvais payeur", operator_id=post.camille, mentions=(), at=NOW)

    note_id = post.db.write_now(note, Change.CONVERSATIONS)

    async def scene(stage):
        await stage.ready(1)
        await stage.open(mine)
        await until(lambda: len(stage.thread().messages) == 2)
        stage.page.side.messages.open_menu(note_id)
        menu = stage.page.findChildren(QMenu)[-1]
        texts = {action.text() for action in menu.actions()}
        assert "Copy the text" in texts
        assert not texts & {"Quote", "Forward…", "Translate"}
        menu.close()

    on_stage(scene)


@pytest.mark.parametrize(
    "clicked",
    [
        "https://evil.example", "https://evil.example/", "https://evil.example:443/x", "https://EVIL.example./b",
        "https://evil.example/a/../x", "http://evil.example/", "https://unknown.example/", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_no_writing_of_an_address_gets_around_the_question(post, on_stage, opened, clicked):
    async def play(stage, wishes, _message):
        wishes.follow_link(clicked)
        assert opened == []
        [box] = stage.page.findChildren(QMessageBox)
        box.close()

    scene_of(on_stage, post, play, html=PAGE)


def test_a_link_that_misleads_is_asked_about(post, on_stage, opened):
    async def play(stage, wishes, message):
        wishes.follow_link("https://good.example/")
        assert opened == ["https://good.example/"]
        assert stage.thread().bodies[message.id].warned == {"evil.example"}
        wishes.follow_link("https://evil.example/x")
        assert len(opened) == 1
        [box] = stage.page.findChildren(QMessageBox)
        assert box.text() == "This link leads to evil.example."
        [go] = [one for one in box.findChildren(QPushButton) if one.text() == "Open anyway"]
        go.click()
        assert opened[1] == "https://evil.example/x"

    scene_of(on_stage, post, play, html=PAGE)


def test_the_browser_gets_all_of_a_thread(post, on_stage, opened, monkeypatch):
    async def play(stage, wishes, _message):
        model = stage.page.thread_model
        waiting = []
        monkeypatch.setattr(model, "when_whole", waiting.append)
        wishes.do(Action(verb="browser"))
        assert opened == []
        waiting[0](stage.thread())
        assert opened[0].endswith(".html")

    scene_of(on_stage, post, play)
