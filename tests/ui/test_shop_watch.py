# SPDX-License-Identifier: LicenseRef-Desk
"""What the frame says about the shop."""

import pytest

from desk.services.shop import Settings
from desk.services.store import Change
from desk.ui.docks import Places
from desk.ui.shop_watch import ShopWatch, read_status, read_waiting
from desk.ui.window import Window
from desk.ui.wording import formats
from tests.ui.frame import make_shop, open_at, until


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
