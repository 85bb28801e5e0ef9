# SPDX-License-Identifier: LicenseRef-Desk
"""What was just sent is seen off before the window goes."""

import asyncio

import pytest

from desk.ui import parting
from desk.ui.docks import Places
from desk.ui.leaving import Post
from desk.ui.parting import see_off
from desk.ui.widgets import LinkButton
from desk.ui.window import Window
from desk.ui.window_commands import WindowCommands
from tests.ui.frame import until


class Letterbox(Post):
    """Has `count` letters that have not left; fails when told to."""

    def __init__(self, parent):
        super().__init__(parent)
        self.count, self.looks, self.fails = 2, 0, False

    async def let_go(self):
        self.looks += 1
        if self.fails:
            raise RuntimeError("no")
        return self.count


@pytest.fixture
def window(qtbot, tmp_path, qapp):
    made = Window(Places(tmp_path))
    WindowCommands(made, qapp)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def box(window):
    return Letterbox(window.pages)


def begun(window):
    return asyncio.get_running_loop().create_task(see_off(window))


def test_the_window_stays_until_it_has_left_and_says_so(qt_run, window, box):
    async def main():
        leaving = begun(window)
        await until(lambda: box.looks > 1)
        assert window.bars.texts()[parting.BAR].startswith("2 messages have not left yet.")
        assert not window.pages.isEnabled()
        box.count = 1
        await until(lambda: window.bars.texts()[parting.BAR].startswith("1 message has"))
        assert not leaving.done()
        box.count = 0
        await leaving

    qt_run(main())


def test_with_nothing_to_wait_for_nothing_is_said(qt_run, window, box):
    async def main():
        box.count = 0
        await see_off(window)
        assert parting.BAR not in window.bars.texts()
        assert window.pages.isEnabled()

    qt_run(main())


@pytest.mark.parametrize("by", ["verb", "window"])
def test_who_will_not_wait_does_not(qt_run, window, box, by):
    async def main():
        leaving = begun(window)
        await until(lambda: parting.BAR in window.bars.texts())
        if by == "window":
            window.close()
        else:
            [verb] = [one for one in window.bars.findChildren(LinkButton) if one.text() == "Close anyway"]
            verb.click()
        await leaving
        assert box.count

    qt_run(main())


def test_patience_ends(qt_run, window, box, monkeypatch, log_guard):
    log_guard.expect("had not left")
    monkeypatch.setattr(parting, "PATIENCE_S", 0.01)
    qt_run(see_off(window))
    assert box.looks


def test_a_failure_keeps_no_window_open(qt_run, window, box, log_guard):
    log_guard.expect("could not be waited for")
    box.fails = True
    qt_run(see_off(window))
    assert box.looks == 1
