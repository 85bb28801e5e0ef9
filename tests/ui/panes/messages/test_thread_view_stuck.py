# SPDX-License-Identifier: LicenseRef-Desk
"""A conversation that keeps the renderer busy keeps no other off the screen."""

import pytest

from desk.ui.panes.messages.thread import Body
from tests.ui.panes.messages.rows import card, conversation, message
from tests.ui.panes.messages.test_thread_view import ask, show, state, view

__all__ = ["view"]

BUSY = Body(key="b", own="<p>" + "אa" * 120_000 + "</p>", is_mail=True)
"""Letters of two directions, which the renderer lays out for minutes; the cleaner would have parted them."""


def test_what_keeps_the_renderer_busy_is_shown_as_words_and_takes_no_other_with_it(view, qtbot):
    view._stuck.setInterval(1_500)
    show(view, qtbot, state(message("m0")))
    with qtbot.waitSignal(view.painted, timeout=60_000):
        view.show_state(
            state(message("m1", "calme"), bodies={"m1": BUSY}, key="c2", card=card(conversation(id_="c2")))
        )
    assert view._stack.currentWidget() is view._plain
    show(view, qtbot, state(message("m2", "autre"), key="c3", card=card(conversation(id_="c3"))))
    assert view._stack.currentWidget() is view.web
    assert ask(view, qtbot, "document.querySelectorAll('#m-m2').length") == 1


def test_a_busy_renderer_is_no_fault_of_the_conversation_after_it(view, qtbot):
    view._stuck.setInterval(1_500)
    show(view, qtbot, state(message("m0")))
    view.show_state(state(message("m1"), bodies={"m1": BUSY}, key="c2", card=card(conversation(id_="c2"))))
    show(view, qtbot, state(message("m2", "autre"), key="c3", card=card(conversation(id_="c3"))))
    assert view._stack.currentWidget() is view.web
    assert ask(view, qtbot, "document.querySelectorAll('#m-m2').length") == 1


def test_nothing_is_sent_anew_when_nothing_is_new(view, qtbot, monkeypatch):
    show(view, qtbot, state(message("m1")))
    monkeypatch.setattr(view.web, "patch_html", None)
    show(view, qtbot, state(message("m1")))


def test_a_view_that_paints_nothing_and_answers_is_left_alone(view, qtbot, monkeypatch):
    """A window that is small or covered paints nothing for hours."""
    show(view, qtbot, state(message("m0")))
    monkeypatch.setattr(view, "_end", lambda: pytest.fail("it lives"))
    view._awaited = "c1"
    view._on_stuck()
    assert view._is_asked
    qtbot.waitUntil(lambda: not view._is_asked, timeout=20_000)
    assert (view._awaited, view._stuck.isActive()) == ("", False)


def test_nobody_is_ended_where_no_renderer_is(view, qtbot, monkeypatch):
    """Process 0 would be this program and all that belongs to it."""
    show(view, qtbot, state(message("m0")))
    monkeypatch.setattr(type(view.web.page()), "renderProcessPid", lambda _page: 0)
    monkeypatch.setattr("os.kill", lambda *_told: pytest.fail("somebody was ended"))
    view._awaited = "c1"
    view._end()
    assert view._plain_ones == {"c1"}
