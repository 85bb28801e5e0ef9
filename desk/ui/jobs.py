# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the window's background work: every coroutine has an owner, and its failure is shown in words."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine

import shiboken6
from PySide6.QtCore import QObject, Signal

from desk import clock
from desk.errors import DeskError

log = logging.getLogger(__name__)

Work = Coroutine[object, object, object]
OnError = Callable[[Exception], None]


class Progress(QObject):
    """How far a long job is: its title (already translated) and its share done, for the status bar."""

    changed = Signal()

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.share: float | None = None
        """0 to 1; None while it cannot be told."""
        self._began = clock.monotonic()
        self._task: asyncio.Task[None] | None = None

    def report(self, share: float) -> None:
        """Say that `share` (0 to 1) is done."""
        self.share = min(max(share, 0.0), 1.0)
        self.changed.emit()

    @property
    def remaining_s(self) -> float | None:
        """Seconds still to go at the pace so far; None while it cannot be told."""
        if not self.share:
            return None
        return (clock.monotonic() - self._began) * (1 - self.share) / self.share

    def cancel(self) -> None:
        """Stop the job."""
        if self._task is not None:
            self._task.cancel()

    def belongs_to(self, task: "asyncio.Task[None]") -> None:
        """Let `cancel` stop `task`."""
        self._task = task


def can_start() -> bool:
    """Whether the loop still runs: a timer may ring once more after it has ended, before its widget goes."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def start(coroutine: Work, owner: QObject, on_error: OnError) -> "asyncio.Task[None]":
    """Run `coroutine` until it ends or `owner` is deleted; `on_error` hears of its failure.

    For those who show failures in their own place; everybody else uses `Jobs.start`.
    """
    task = asyncio.get_running_loop().create_task(_guarded(coroutine, owner, on_error))

    def cancel() -> None:
        if not task.get_loop().is_closed():
            task.cancel()

    def forget(_task: "asyncio.Task[None]") -> None:
        coroutine.close()  # a task that was cancelled before its first step never began it
        if shiboken6.isValid(owner):
            owner.destroyed.disconnect(cancel)

    owner.destroyed.connect(cancel)
    task.add_done_callback(forget)
    return task


async def _guarded(coroutine: Work, owner: QObject, on_error: OnError) -> None:
    try:
        await coroutine
    except DeskError as error:
        log.info("a job could not be done: %s", error)
        _tell(error, owner, on_error)
    except Exception as error:
        log.exception("a job failed")
        _tell(error, owner, on_error)


def _tell(error: Exception, owner: QObject, on_error: OnError) -> None:
    if shiboken6.isValid(owner):
        on_error(error)


class Jobs(QObject):
    """The window's running work.

    failed(Exception): a job failed and nobody else shows it; the window says it in words.
    progress_changed(): the list of long jobs, or how far one is, changed.
    """

    failed = Signal(object)
    progress_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks: set[asyncio.Task[None]] = set()
        self._progress: list[Progress] = []

    def start(
        self,
        coroutine: Work,
        owner: QObject,
        on_error: OnError | None = None,
        progress: Progress | None = None,
    ) -> "asyncio.Task[None]":
        """Run `coroutine` until it ends or `owner` is deleted.

        on_error: shows the failure itself; None lets the window show it. progress: shown in the status bar.
        """
        task = start(coroutine, owner, on_error or self.failed.emit)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        if progress is not None:
            self._show(progress, task)
        return task

    def when_gone(self, owner: QObject, work: Callable[[], Work]) -> None:
        """Run `work()` once `owner` is deleted, such as the end of what it held; not when the program ends first."""

        def end(*_gone: object) -> None:
            with contextlib.suppress(RuntimeError):
                asyncio.get_running_loop()  # without one nothing can be run any more
                if shiboken6.isValid(self):
                    self.start(work(), self)

        owner.destroyed.connect(end)

    def progress(self) -> tuple[Progress, ...]:
        """Return the long jobs that run, oldest first."""
        return tuple(self._progress)

    async def finish(self, patience_s: float = 5.0) -> None:
        """Wait for what runs, at most `patience_s` seconds; cancel the rest."""
        own = asyncio.current_task()
        running = {task for task in self._tasks if task is not own}
        if not running:
            return
        _done, late = await asyncio.wait(running, timeout=patience_s)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _show(self, progress: Progress, task: "asyncio.Task[None]") -> None:
        progress.belongs_to(task)
        progress.changed.connect(self.progress_changed)
        self._progress.append(progress)
        task.add_done_callback(lambda _task: self._hide(progress))
        self.progress_changed.emit()

    def _hide(self, progress: Progress) -> None:
        self._progress.remove(progress)
        if shiboken6.isValid(self):
            self.progress_changed.emit()
