# SPDX-License-Identifier: LicenseRef-Desk
"""It is heard when the data can be written again."""

import pytest
from PySide6.QtCore import QObject

from desk.errors import Misconfigured, Unavailable
from desk.services.store import Change
from desk.ui.store_trouble import StoreTrouble
from tests.ui.frame import open_at, until


@pytest.fixture
def trouble(qapp):
    owner = QObject()
    made = StoreTrouble(owner)
    made.heard = []
    made.over.connect(lambda: made.heard.append("over"))
    yield made
    owner.deleteLater()


def test_a_full_disk_is_over_once_something_is_written(trouble, db, tmp_path, qt_run):
    desk = open_at(db, tmp_path)

    async def play():
        trouble.attach(desk)
        trouble.meet(Unavailable("disk_full"))
        await desk.db.write(lambda _session: None, Change.SETTINGS)
        await until(lambda: trouble.heard == ["over"])
        await desk.db.write(lambda _session: None, Change.SETTINGS)
        assert trouble._ears is None

    qt_run(play())


@pytest.mark.parametrize("error", [Misconfigured("no_such_code"), Unavailable("no_network"), ValueError()])
def test_other_failures_stay(trouble, db, tmp_path, qt_run, error):
    async def play():
        trouble.attach(open_at(db, tmp_path))
        trouble.meet(Unavailable("disk_full"))
        trouble.meet(error)  # what is said last
        assert trouble._ears is None

    qt_run(play())


def test_without_data_nothing_is_listened_to(trouble):
    trouble.meet(Unavailable("disk_full"))
    assert trouble._ears is None
