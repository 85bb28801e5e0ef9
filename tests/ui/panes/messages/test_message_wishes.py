# SPDX-License-Identifier: LicenseRef-Desk
"""What is wished for one message."""

import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QPushButton

from desk.services.inbox import Pictures
from desk.ui.panes.messages.action import Action
from desk.ui.panes.messages.source_dialog import SourceDialog
from tests.ui.frame import until

PAGE = "<p>Bonjour <img src='https://a.example/1.gif'><a href='https://evil.example/x'>https://bank.example</a></p>"


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
        assert (quoted, [one.id for one in forwarded]) == ([message.text], [message.id])
        by_text["Show the source…"].trigger()
        menu.close()
        await until(lambda: stage.page.findChildren(SourceDialog))
        [dialog] = stage.page.findChildren(SourceDialog)
        assert "Message-ID: <0@mail.example>" in dialog.text.toPlainText()
        dialog.save_requested.emit()
        stage.page.findChildren(QFileDialog)[-1].close()
        dialog.close()

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


def test_a_link_that_misleads_is_asked_about(post, on_stage, opened):
    async def play(stage, wishes, message):
        wishes.follow_link("https://good.example/")
        assert opened == ["https://good.example/"]
        [address] = stage.thread().bodies[message.id].warned
        wishes.follow_link(address)
        assert len(opened) == 1
        [box] = stage.page.findChildren(QMessageBox)
        assert box.text() == "This link leads to evil.example."
        [go] = [one for one in box.findChildren(QPushButton) if one.text() == "Open anyway"]
        go.click()
        assert opened[1] == "https://evil.example/x"

    scene_of(on_stage, post, play, html=PAGE)
