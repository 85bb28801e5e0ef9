# SPDX-License-Identifier: LicenseRef-Desk
"""A conversation that keeps the renderer busy keeps no other off the screen."""

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
