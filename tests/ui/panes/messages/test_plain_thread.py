# SPDX-License-Identifier: LicenseRef-Desk
"""A thread as words."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.ui.panes.messages.plain_thread import PlainThread, plain_html
from tests.ui.panes.messages.rows import (
    attachment,
    card,
    conversation,
    event,
    message,
    note,
    reply,
    thread,
    translation,
)


@given(st.text())
def test_words_of_strangers_are_only_words(text):
    one = message("m", text=text + "<img src='http://a.example/x.png'>", sender_name="<b>" + text)
    made = plain_html(thread(one), "w", "")
    assert "<img" not in made
    assert "<b><b>" not in made


def test_everything_is_there(qtbot):
    shown = thread(
        event("s"), message("m1", attachments=(attachment(),), translation=translation()), note(), reply()
    )
    view = PlainThread()
    qtbot.addWidget(view)
    view.show_thread(shown, "w", "m1")
    words = view.words.toPlainText()
    for part in (
        "archived the conversation",
        "Can I come",
        "frein-arriere.jpg",
        "Internal note",
        "Sent 11:30",
        "New",
    ):
        assert part in words
    told = []
    view.browser_requested.connect(lambda: told.append(1))
    view._open.click()
    assert told == [1]
    assert view.words.loadResource(2, "http://a.example/x.png") is None


@pytest.mark.parametrize("text", ["אa" * 20_000, "W" * 200_000, "mot\n" * 60_000])
def test_of_a_long_message_the_beginning_is_shown(text):
    made = plain_html(thread(message("m", text=text), reply()), "w", "")
    assert len(made) < 6000
    assert "… shortened" in made
    assert "… shortened" not in plain_html(thread(message("m", text="mot " * 700)), "w", "")
    assert len(plain_html(thread(message("m", text=text)), "w", "", is_paper=True)) > 7000


def long_thread(key):
    texts = (message(f"{key}{number}", text="mot\n" * 100) for number in range(4))
    return replace(thread(*texts), card=card(conversation(key)))


@pytest.fixture
def view(qtbot):
    shown = PlainThread()
    qtbot.addWidget(shown)
    shown.resize(400, 300)
    shown.show()
    return shown


def test_another_conversation_opens_at_its_end_or_at_what_is_new(view):
    bar = view.words.verticalScrollBar()
    view.show_thread(long_thread("a"), "w", "")
    assert bar.value() == bar.maximum() > 1000
    bar.setValue(333)
    view.show_thread(long_thread("a"), "w", "")
    assert bar.value() == 333
    view.show_thread(long_thread("b"), "w", "")
    assert bar.value() == bar.maximum()
    bar.setValue(333)
    view.show_thread(long_thread("c"), "w", "c2")
    assert bar.maximum() * 0.3 < bar.value() < bar.maximum() * 0.8


def test_what_was_half_read_opens_again_when_it_is_whole(view):
    bar = view.words.verticalScrollBar()
    half = replace(long_thread("a"), messages=long_thread("a").messages[:2], is_partial=True)
    view.show_thread(half, "w", "")
    view.show_thread(long_thread("a"), "w", "")
    assert bar.value() == bar.maximum()
    view.show_thread(half, "w", "")
    bar.setValue(50)
    view.show_thread(long_thread("a"), "w", "")
    assert bar.value() == 50
