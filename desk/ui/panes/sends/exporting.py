# SPDX-License-Identifier: LicenseRef-Desk
"""Writes what the list shows into a file, page by page, so that a million rows never stand in memory."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk import clock
from desk.errors import Unavailable
from desk.services.delivery import DeliveryRow, History, HistoryFilter
from desk.services.shop import Deed, Rights
from desk.services.store import Session
from desk.translation import _
from desk.ui.jobs import Progress
from desk.ui.panes.sends import export_lines
from desk.ui.panes.sends.filter_words import description
from desk.ui.panes.sends.filters import wanted
from desk.ui.panes.sends.view_model import State
from desk.ui.wording import formats

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.ui.jobs import Jobs

PAGE = 1_000
PART = ".part"
"""What a file is called until it is whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A file that was written."""

    file: Path
    rows: int


class Export(QObject):
    """finished(Exported): the file is whole."""

    finished = Signal(object)

    def __init__(self, desk: Desk, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs = jobs

    def begin(self, state: State, file: Path) -> Progress:
        """Write what `state` shows to `file`; it can be cancelled, and then there is no file."""
        progress = Progress(_("Export of the sends"))
        self._jobs.start(self._write(state, file, progress), self, progress=progress)
        return progress

    async def _write(self, state: State, file: Path, progress: Progress) -> None:
        await self._desk.db.read(lambda session: Rights(session).demand(Deed.EXPORT))
        part = file.with_name(file.name + PART)
        now = clock.now()
        asked = wanted(state.filters, now, formats.zone())
        described = description(state.filters, state.subject, state.choices, now)
        try:
            await _append(part, export_lines.head(described, formats.instant(now)), is_first=True)
            count = await self._rows(asked, part, progress, state.total)
            await asyncio.to_thread(part.replace, file)
        except OSError as error:
            raise Unavailable("export_failed", file=str(file), why=error.strerror or "") from error
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        self.finished.emit(Exported(file=file, rows=count))

    async def _rows(self, asked: HistoryFilter, part: Path, progress: Progress, total: int | None) -> int:
        count, after = 0, None
        while True:
            rows = await self._desk.db.read(lambda session, after=after: _page(session, asked, after))  # type: ignore[misc]
            if rows:
                await _append(part, await asyncio.to_thread(export_lines.lines, rows))
            count += len(rows)
            if len(rows) < PAGE:
                return count
            after = rows[-1].key
            if total:
                progress.report(count / total)


def _page(session: Session, asked: HistoryFilter, after: str | None) -> tuple[DeliveryRow, ...]:
    return History(session).page(asked, after, PAGE)


async def _append(part: Path, text: str, *, is_first: bool = False) -> None:
    def write() -> None:
        with part.open("wb" if is_first else "ab") as out:
            out.write(text.encode())

    await asyncio.to_thread(write)
