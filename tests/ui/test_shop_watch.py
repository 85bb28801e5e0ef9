# SPDX-License-Identifier: LicenseRef-Desk
"""What the frame says about the shop."""

import asyncio

import pytest

from desk import clock
from desk.services.inbox import MailboxDraft, Mailboxes
from desk.services.shop import Settings
from desk.services.store import Change
from desk.ui.docks import Places
from desk.ui.service_child import ServiceHealth, ServiceState
from desk.ui.shop_watch import ShopWatch, read_mailboxes, read_status, read_waiting
from desk.ui.window import Window
from desk.ui.wording import formats
from tests.ui.frame import make_shop, open_at, spoken, until


@pytest.fixture
def window(qtbot, tmp_path):
    made = Window(Places(tmp_path))
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_status_is_read(db):
    make_shop(db)
    status = db.read_now(read_status)
    assert (status.is_trial, status.zone, status.operator, status.role) == (
        True,
        "Europe/Paris",
        "Camille Martin",
        "owner",
    )
    assert db.read_now(read_waiting) == 0


@pytest.mark.parametrize(
    ("health", "code", "failing", "is_stopped"),
    [
        ("ok", "", 0, False),
        ("failing", "connect_timeout", 1, False),
        ("failing", "mail_unreadable", 0, False),  # all other mail arrives
        ("refused", "password_refused", 1, True),
    ],
)
def test_mailboxes_that_bring_no_mail_are_counted(db, health, code, failing, is_stopped):
    def work(session):
        boxes, at = Mailboxes(session), clock.now()
        for name, is_active in (("a", True), ("b", True), ("off", False)):
            draft = MailboxDraft(
                name=name, address=f"{name}@x.example", settings={"host": "x"}, is_active=is_active
            )
            made = boxes.create(draft, at=at)
            if name != "b":
                boxes.note(made, at, health=health, health_code=code)
        return at

    db.write_now(work)
    said = db.read_now(read_mailboxes)
    assert (said.count, said.failing, said.is_stopped) == (2, failing, is_stopped)


def test_the_frame_speaks_the_new_language_at_once(qt_run, window, db, tmp_path):
    make_shop(db)
    db.write_now(lambda session: Settings(session).change(is_sample=True))

    async def main():
        ShopWatch(window, open_at(db, tmp_path))
        await until(lambda: "sample" in window.bars.texts())
        with spoken("fr"):
            assert window.bars.texts()["sample"].startswith("Boutique d’exemple")

    qt_run(main())


def test_nothing_is_left_of_a_shop_that_was_closed(qt_run, window, db, tmp_path):
    make_shop(db)
    db.write_now(lambda session: Settings(session).change(is_sample=True))

    async def main():
        desk = open_at(db, tmp_path)
        window.attach(desk)
        watch = ShopWatch(window, desk)
        window.status.show_health(ServiceHealth(state=ServiceState.STARTING))
        window.rail.set_count("sends", 15)
        window.toasts.show_toast("Saved")
        await until(lambda: "sample" in window.bars.texts())
        await until(lambda: not window.status.outbox.isHidden())
        watch.leave()
        window.detach()
        assert window.bars.texts() == {}
        assert window.windowTitle() == "Desk"
        assert window.rail._person.isHidden()
        assert window.rail._items["sends"].count == 0
        assert not any(item.isChecked() for item in window.rail._items.values())
        assert window.top.quiet.isHidden()
        assert window.toasts.toasts() == []
        window.status.retranslate()
        said = window.status
        assert all(item.isHidden() for item in (said.service, said.outbox, said.trial, said.clock))
        await db.write(lambda session: Settings(session).change(shop_name="Late"), Change.SETTINGS)
        await asyncio.sleep(0.3)
        assert window.bars.texts() == {}

    qt_run(main())


def test_the_frame_follows_the_shop(qt_run, window, db, tmp_path):
    make_shop(db)

    async def main():
        ShopWatch(window, open_at(db, tmp_path))
        await until(lambda: not window.status.trial.isHidden())
        assert str(formats.zone()) == "Europe/Paris"
        assert window.top.quiet.text().startswith("Quiet hours")
        assert not window.rail._person.isHidden()
        await until(lambda: window.status.outbox.text() == "0 messages waiting")
        await db.write(lambda session: Settings(session).change(is_sample=True), Change.SETTINGS)
        await until(lambda: "sample" in window.bars.texts())
        assert window.status.trial.isHidden()
        await db.write(lambda session: Settings(session).change(is_sample=False), Change.SETTINGS)
        await until(lambda: window.bars.texts() == {})

    qt_run(main())
