# SPDX-License-Identifier: LicenseRef-Desk
"""Waits, before somebody leaves, until what was written is on disk; asks where it cannot be."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget

from desk.translation import _, ngettext
from desk.ui.jobs import Jobs
from desk.ui.leaving import ask_to_leave
from desk.ui.panes.messages.composer.file_taking import FileTaking
from desk.ui.panes.messages.composer.writer import Writer

PATIENCE_S = 4.0
"""So long a slow disk is waited for; then somebody decides."""


class Keeping(QObject):
    """What several writers hold, and whether all of it is kept."""

    def __init__(self, jobs: Jobs, over: QWidget) -> None:
        """over: what is asked stands over it."""
        super().__init__(over)
        self._jobs, self._over = jobs, over
        self._go_on: Callable[[], None] | None = None
        self._box: QMessageBox | None = None

    def leave(self, writers: Sequence[Writer], go_on: Callable[[], None]) -> None:
        """Keep what is written and call `go_on`: at once where all is on disk, else after a moment or a question."""
        self._hush()
        are_kept = [one.model.letters.flush() for one in writers]
        if all(are_kept) and not any(one.sending.unkept or one.files.is_taking for one in writers):
            self._go_on = None
            go_on()
            return
        is_begun, self._go_on = self._go_on is not None, go_on  # the last wish counts, the first patience
        if not is_begun:
            self._jobs.start(self._wait(writers, _refusals(writers)), self)

    async def _wait(self, writers: Sequence[Writer], before: int) -> None:
        """before: how many were refused when somebody wanted to leave."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                for one in writers:
                    await one.sending.settle()
                for one in writers:  # among them what was refused
                    await _taken(one.files)
                    await one.model.letters.settle()
        go_on, self._go_on = self._go_on, None
        if go_on is None:  # all of it was kept when somebody asked once more
            return
        unsaved = sum(_unsaved(one) for one in writers)
        if unsaved:
            self._box = ask_to_leave(self._over, _unsaved_text(unsaved), go_on)
        elif refused := _refusals(writers) - before:
            verbs = (_("Not sent"), _("Leave all the same"))
            self._box = ask_to_leave(self._over, _refused_text(refused), go_on, verbs)
        else:
            go_on()

    def _hush(self) -> None:
        """Ask no more what was asked before."""
        box, self._box = self._box, None
        if box is not None and shiboken6.isValid(box):
            box.close()


async def _taken(files: FileTaking) -> None:
    """Wait until no file is on its way into the letter."""
    heard = asyncio.Event()
    files.taken.connect(heard.set)
    try:
        while files.is_taking:
            heard.clear()
            await heard.wait()
    finally:
        if shiboken6.isValid(files):
            files.taken.disconnect(heard.set)


def _unsaved(writer: Writer) -> int:
    """Return how many letters would be lost, or the file that belongs to one."""
    return max(writer.model.letters.unsaved + writer.sending.unkept, int(writer.files.is_taking))


def _refusals(writers: Sequence[Writer]) -> int:
    return sum(one.sending.refusals for one in writers)


def _unsaved_text(count: int) -> str:
    return ngettext(
        "{count} message that you wrote is kept nowhere yet, neither as a draft nor in the outbox.",
        "{count} messages that you wrote are kept nowhere yet, neither as drafts nor in the outbox.",
        count,
    ).format(count=count)


def _refused_text(count: int) -> str:
    return ngettext(
        "{count} message was not sent. It is kept as a draft.",
        "{count} messages were not sent. They are kept as drafts.",
        count,
    ).format(count=count)
