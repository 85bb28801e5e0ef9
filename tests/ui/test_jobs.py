# SPDX-License-Identifier: LicenseRef-Desk
"""Background work: owned, shown when it fails, cancelled with its owner."""

import asyncio

import shiboken6
from PySide6.QtCore import QObject

from desk.errors import Unavailable
from desk.ui.jobs import Jobs, Progress
from tests.ui.frame import until


async def nap(times=5):
    for _ in range(times):
        await asyncio.sleep(0)


def test_a_job_runs_to_its_end(qt_run):
    done = []

    async def work():
        await asyncio.sleep(0)
        done.append("yes")

    async def main():
        await Jobs().start(work(), QObject())

    owner_kept = main()
    qt_run(owner_kept)
    assert done == ["yes"]


def test_an_expected_failure_is_told(qt_run):
    told = []

    async def fail():
        raise Unavailable("disk_full")

    async def main():
        jobs, owner = Jobs(), QObject()
        jobs.failed.connect(told.append)
        await jobs.start(fail(), owner)

    qt_run(main())
    assert [error.code for error in told] == ["disk_full"]


def test_a_mistake_of_ours_is_logged_and_told(qt_run, log_guard):
    told = []
    log_guard.expect("a job failed")

    async def fail():
        raise ValueError("ours")

    async def main():
        jobs, owner = Jobs(), QObject()
        jobs.failed.connect(told.append)
        await jobs.start(fail(), owner)

    qt_run(main())
    assert [type(error) for error in told] == [ValueError]


def test_who_shows_the_failure_alone_hears_of_it_alone(qt_run):
    window, own = [], []

    async def fail():
        raise Unavailable("database_away")

    async def main():
        jobs, owner = Jobs(), QObject()
        jobs.failed.connect(window.append)
        await jobs.start(fail(), owner, own.append)

    qt_run(main())
    assert window == []
    assert len(own) == 1


def test_work_ends_with_its_owner(qt_run):
    ended = []

    async def forever():
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("cancelled")

    async def main():
        jobs, owner = Jobs(), QObject()
        task = jobs.start(forever(), owner)
        await nap()
        owner.deleteLater()
        await asyncio.wait((task,), timeout=60)
        assert task.cancelled()

    qt_run(main())
    assert ended == ["cancelled"]


def test_a_failure_after_the_owner_is_gone_is_told_nobody(qt_run):
    told = []

    async def stubborn():
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            raise Unavailable("closing") from None

    async def main():
        jobs, owner = Jobs(), QObject()
        jobs.failed.connect(told.append)
        task = jobs.start(stubborn(), owner)
        await nap()
        owner.deleteLater()
        await asyncio.wait((task,), timeout=60)

    qt_run(main())
    assert told == []


def test_progress_is_shown_while_it_lasts_and_can_be_cancelled(qt_run):
    shown = []

    async def long():
        await asyncio.Event().wait()

    async def main():
        jobs, owner = Jobs(), QObject()
        progress = Progress("Import", owner)
        jobs.progress_changed.connect(lambda: shown.append([one.share for one in jobs.progress()]))
        task = jobs.start(long(), owner, progress=progress)
        assert progress.remaining_s is None
        progress.report(0.5)
        assert progress.remaining_s >= 0
        progress.report(7)
        progress.cancel()
        await asyncio.wait((task,), timeout=60)
        await nap()
        assert jobs.progress() == ()

    qt_run(main())
    assert shown == [[None], [0.5], [1.0], []]


def test_the_end_waits_for_what_runs_then_cancels(qt_run):
    async def main():
        jobs, owner = Jobs(), QObject()
        quick = jobs.start(nap(), owner)
        endless = jobs.start(asyncio.Event().wait(), owner)
        await jobs.finish(patience_s=0.05)
        assert quick.done()
        assert not quick.cancelled()
        assert endless.cancelled()
        await jobs.finish()

    qt_run(main())


def test_what_somebody_held_is_ended_once_they_are_gone(qt_run):
    ended = []

    async def end():
        ended.append(1)

    async def main():
        jobs, owner = Jobs(), QObject()
        jobs.when_gone(owner, end)
        await asyncio.sleep(0)
        assert ended == []
        owner.deleteLater()
        await until(lambda: ended == [1])

    qt_run(main())


def test_without_a_loop_nothing_is_ended(qapp):
    ended = []
    jobs, owner = Jobs(), QObject()
    jobs.when_gone(owner, lambda: ended.append(1))
    shiboken6.delete(owner)
    assert ended == []
