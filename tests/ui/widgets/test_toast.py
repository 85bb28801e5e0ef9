# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from PySide6.QtWidgets import QWidget

from desk.ui.widgets import LinkButton, ToastStack
from desk.ui.widgets.toast import TICK_MS


@pytest.fixture
def window(shown):
    return shown(QWidget(), 800, 600)


@pytest.fixture
def stack(window):
    return ToastStack(window)


def tick(toast, times=1):
    for _ in range(times):
        toast._on_tick()


def test_notes_lie_at_the_bottom_left(window, stack):
    stack.show_toast("Enregistré")
    place = stack.geometry()
    assert stack.isVisible()
    assert place.left() == 12
    assert place.bottom() < 600 - 30
    window.resize(800, 400)
    assert stack.geometry().bottom() < 400 - 30


def test_a_note_counts_down_and_leaves(stack, qtbot):
    toast = stack.show_toast("Envoi dans {seconds} s", seconds=1)
    expired = []
    toast.expired.connect(lambda: expired.append(True))
    label = toast.findChildren(QWidget)[1]
    assert label.text() == "Envoi dans 1 s"
    tick(toast, 1000 // TICK_MS - 1)
    assert expired == []
    tick(toast)
    assert expired == [True]
    qtbot.waitUntil(lambda: not stack.isVisible())


def test_undo_takes_the_note_away(stack, qtbot):
    done = []
    toast = stack.show_toast("Archivé", [("Annuler", lambda: done.append("undo"))])
    expired = []
    toast.expired.connect(lambda: expired.append(True))
    with qtbot.waitSignal(toast.dismissed):
        toast.findChild(LinkButton).click()
    assert (done, expired) == (["undo"], [])


def test_notes_are_stacked(stack):
    first, second = stack.show_toast("Un"), stack.show_toast("Deux")
    assert stack.toasts() == [first, second]
    assert second.y() > first.y()
    first.dismiss()
    assert stack.toasts() == [second]


def test_some_notes_stay(stack):
    toast = stack.show_toast("Lisez-moi", seconds=0)
    assert toast.seconds_left() == 0
    assert not toast._tick.isActive()
    toast.dismiss()


def test_leaving_twice_is_leaving_once(stack):
    toast = stack.show_toast("Un")
    gone = []
    toast.gone.connect(lambda: gone.append(True))
    toast.dismiss()
    toast.dismiss()
    assert gone == [True]


def test_the_newest_note_that_offers_something_is_asked(stack):
    assert stack.offering() is None
    older = stack.show_toast("Archivé", [("Annuler", lambda: None)])
    newer = stack.show_toast("Reporté", [("Annuler", lambda: None)])
    stack.show_toast("Enregistré")
    assert stack.offering() is newer.findChild(LinkButton)
    newer.dismiss()
    assert stack.offering() is older.findChild(LinkButton)
