# SPDX-License-Identifier: LicenseRef-Desk
"""What was just sent is seen off before the window goes."""

import asyncio
import sys
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from sqlalchemy import select, update

from desk import clock
from desk import config as config_module
from desk.errors import Unavailable
from desk.models import Delivery, Draft
from desk.models.vocabulary import DeliveryState
from desk.services.store import Change
from desk.ui import parting, service_child
from desk.ui.docks import Places
from desk.ui.leaving import Post
from desk.ui.panes.messages.composer import keeping
from desk.ui.panes.messages.composer.desk_deeds import DeskDeeds
from desk.ui.panes.messages.composer.view_model import about_now
from desk.ui.parting import see_off
from desk.ui.widgets import LinkButton
from desk.ui.window import Window
from desk.ui.window_commands import WindowCommands
from tests.services.inbox.office import Office
from tests.ui.evening import Evening
from tests.ui.frame import make_shop, until

pytestmark = pytest.mark.usefixtures("checked_once")


class Letterbox(Post):
    """Has `count` letters that have not left; fails when told to."""

    def __init__(self, parent):
        super().__init__(parent)
        self.count, self.looks, self.fails, self.stuck = 2, 0, False, 0

    async def let_go(self):
        self.looks += 1
        if self.fails:
            raise RuntimeError("no")
        return self.count

    async def held_up(self):
        return self.stuck


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


def test_what_cannot_leave_is_said_until_somebody_has_read_it(qt_run, window, box):
    async def main():
        box.count, box.stuck = 0, 1
        leaving = begun(window)
        await until(lambda: parting.BAR in window.bars.texts())
        assert window.bars.texts()[parting.BAR].startswith("1 message could not leave.")
        assert not leaving.done()
        window.close()
        await leaving

    qt_run(main())


def test_what_takes_long_is_spoken_of_as_what_cannot_leave(qt_run, window, box, monkeypatch):
    monkeypatch.setattr(parting, "SOON_S", -1.0)

    async def main():
        box.stuck = 2
        leaving = begun(window)
        await until(lambda: parting.BAR in window.bars.texts())
        assert window.bars.texts()[parting.BAR].startswith("2 messages could not leave.")
        window.close()
        await leaving

    qt_run(main())


def test_without_a_service_nothing_is_promised(qt_run, window, box):
    async def main():
        leaving = asyncio.get_running_loop().create_task(see_off(window, is_served=False))
        await until(lambda: parting.BAR in window.bars.texts())
        assert window.bars.texts()[parting.BAR].startswith("2 messages could not leave.")
        window.close()
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


@pytest.mark.parametrize("by", ["verb", "window", "patience"])
def test_data_that_do_not_answer_keep_no_window_open(qt_run, window, box, monkeypatch, log_guard, by):
    async def hang():
        box.looks += 1
        await asyncio.Event().wait()

    async def main():
        leaving = begun(window)
        await until(lambda: parting.BAR in window.bars.texts())
        monkeypatch.setattr(box, "let_go", hang)
        looks = box.looks
        await until(lambda: box.looks > looks)
        if by == "window":
            window.close()
        elif by == "verb":
            [verb] = [one for one in window.bars.findChildren(LinkButton) if one.text() == "Close anyway"]
            verb.click()
        await leaving

    if by == "patience":
        log_guard.expect("had not left")
        monkeypatch.setattr(parting, "PATIENCE_S", 1.0)
    qt_run(main())
    assert parting.BAR not in window.bars.texts()


def test_a_shop_that_is_left_gives_the_window_back(qt_run, window, box):
    async def main():
        leaving = asyncio.get_running_loop().create_task(see_off(window, is_closing=False))
        await until(lambda: parting.BAR in window.bars.texts())
        assert "Desk goes on as soon as" in window.bars.texts()[parting.BAR]
        [verb] = [one for one in window.bars.findChildren(LinkButton) if one.text() == "Go on anyway"]
        verb.click()
        await leaving
        assert window.pages.isEnabled()
        assert window.menuBar().isEnabled()

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


@pytest.fixture
def place(tmp_path, sqlite_url, monkeypatch):
    """A shop of its own, with a service that sends nothing."""
    silent = (sys.executable, ["-c", "import sys; sys.stdin.read()"])
    monkeypatch.setattr(service_child, "command", lambda: silent)
    return config_module.at(tmp_path / "home", sqlite_url)


async def answering(window, office):
    """Open the conversation and return what writes the answer."""
    await until(lambda: window.pages.page is not None)
    window.pages.navigate("messages", conversation_id=office.conversation)
    writer = window.pages.page.composer.writer
    await until(lambda: writer.model.state.is_read)
    return writer


async def beginning(window, office):
    """Begin a new conversation and return what writes its letter."""
    await until(lambda: window.pages.page is not None)
    window.pages.navigate("messages", new_for=office.zoe)
    writer = window.pages.page.composer.sheet().writer
    await until(lambda: writer.model.state.letter.content.to)
    writer.model.change(replace(writer.model.state.letter.content, subject="Ouvert lundi"))
    return writer


def write(writer, text):
    writer.panel.editor.setPlainText(text)
    writer.panel.editor.edited.emit()


def leaving_in_s(db):
    """Return in how many seconds the one letter leaves; None when there is none."""
    found = db.read_now(lambda session: session.scalars(select(Delivery.due_at)).all())
    return (found[0] - clock.now()).total_seconds() if found else None


def let_leave(session):
    session.execute(update(Delivery).values(state=DeliveryState.SENT))


@pytest.mark.parametrize("begun", [answering, beginning])
@pytest.mark.parametrize("goes", ["close", "change"])
def test_a_letter_that_was_just_sent_is_due_and_waited_for(qt_run, window, place, db, begun, goes):
    make_shop(db)
    office = Office(db)

    async def main():
        async with Evening(window, place) as running:
            await until(lambda: running._company.child is not None and running._company.child.is_ours)
            writer = await begun(window, office)
            write(writer, "Oui, il est prêt.")
            await until(lambda: writer.model.state.known_of == about_now(writer.model.state))
            writer.send()
            if goes == "close":
                window.close()
            else:
                running.change_shop(sample=True)
            await until(lambda: parting.BAR in window.bars.texts())
            await until(lambda: leaving_in_s(db) is not None and leaving_in_s(db) <= 0)
            assert window.isVisible()
            db.write_now(let_leave, Change.DELIVERIES)
            await until(lambda: parting.BAR not in window.bars.texts())

    qt_run(main())


@pytest.mark.parametrize("begun", [answering, beginning])
def test_what_was_typed_a_moment_ago_is_kept_when_the_window_is_closed(qt_run, window, place, db, begun):
    make_shop(db)
    office = Office(db)

    async def main():
        async with Evening(window, place):
            write(await begun(window, office), "Trois paragraphes")
        texts = db.read_now(lambda session: [one["text"] for one in session.scalars(select(Draft.content))])
        assert texts == ["Trois paragraphes"]

    qt_run(main())


def asked():
    """Return the question that stands on the screen; None for none."""
    boxes = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox)]
    return next((one for one in boxes if one.isVisible()), None)


@pytest.mark.parametrize("begun", [answering, beginning])
@pytest.mark.parametrize("how", ["fails", "hangs"])
def test_what_can_be_kept_nowhere_is_asked_about_and_holds_nobody(
    qt_run, window, place, db, monkeypatch, begun, how
):
    make_shop(db)
    office = Office(db)
    monkeypatch.setattr(keeping, "PATIENCE_S", 0.1)

    async def keep(*_told):
        if how == "hangs":
            await asyncio.Event().wait()
        raise Unavailable("disk_full")

    async def main():
        sitting = Evening(window, place)
        async with sitting:
            writer = await begun(window, office)
            monkeypatch.setattr(DeskDeeds, "keep", keep)
            write(writer, "Un quart d’heure de travail")
            window.close()
            await until(asked)
            assert asked().text().startswith("1 message that you wrote is kept nowhere yet")
            asked().escapeButton().click()
            await until(lambda: asked() is None)
            assert window.isVisible()
            assert not sitting.task.done()
            window.close()
            await until(asked)
            [leave] = [one for one in asked().buttons() if one is not asked().escapeButton()]
            leave.click()
            await asyncio.wait_for(sitting.task, 20)

    qt_run(main())
