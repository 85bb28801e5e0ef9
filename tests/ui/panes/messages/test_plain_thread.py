# SPDX-License-Identifier: LicenseRef-Desk
"""A thread as words."""

from hypothesis import given
from hypothesis import strategies as st

from desk.ui.panes.messages.plain_thread import PlainThread, plain_html
from tests.ui.panes.messages.rows import attachment, event, message, note, reply, thread, translation


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
