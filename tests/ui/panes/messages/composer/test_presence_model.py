# SPDX-License-Identifier: LicenseRef-Desk
"""Who else is here."""

import pytest
from PySide6.QtCore import QObject

from desk.ui.jobs import Jobs
from desk.ui.panes.messages.composer.presence_model import PresenceModel
from tests.ui.frame import open_at, until
from tests.ui.panes.messages.composer.stage import FakeDeeds, colleague


@pytest.fixture
def owner(qapp):
    made = QObject()
    yield made
    made.deleteLater()


def test_it_tells_where_one_is_and_learns_who_else(owner, db, tmp_path, qt_run):
    async def play():
        jobs, deeds = Jobs(owner), FakeDeeds()
        model = PresenceModel(open_at(db, tmp_path), jobs, deeds, owner)
        deeds.colleagues = (colleague(),)
        model.open("c1")
        await until(lambda: model.colleagues)
        assert model.colleagues[0].name == "Julien Lopez"
        model.write(is_writing=True)
        model.write(is_writing=True)
        await jobs.finish()
        assert deeds.said == [("c1", False), ("c1", True)]
        model.open("c1")
        model.open("")
        await jobs.finish()
        assert deeds.said[-1] == ("", None)
        assert model.colleagues == ()
        model.write(is_writing=True)
        await jobs.finish()
        assert deeds.said[-1] == ("", None)

    qt_run(play())


def test_a_presence_that_cannot_be_told_troubles_nobody(owner, db, tmp_path, qt_run, log_guard):
    log_guard.allow("a job failed")

    async def play():
        jobs, deeds, failures = Jobs(owner), FakeDeeds(), []
        jobs.failed.connect(failures.append)

        async def here(_conversation_id, *, is_writing):
            raise OSError(is_writing)

        deeds.here = here
        PresenceModel(open_at(db, tmp_path), jobs, deeds, owner).open("c1")
        await jobs.finish()
        assert failures == []

    qt_run(play())
