# SPDX-License-Identifier: LicenseRef-Desk
"""The list of templates: what is searched for, and what is done with a template as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk.models.identity import TemplateId
from desk.services.store import Change, Session
from desk.services.templates import TemplateCard, TemplateFilter, TemplateRow, Wording
from desk.ui.jobs import Jobs
from desk.ui.live_query import LiveQuery
from desk.ui.panes.templates import readings

if TYPE_CHECKING:
    from desk.bootstrap import Desk

TOPICS = (Change.TEMPLATES, Change.RULES)
ANY_FOLDER = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListState:
    """What the list shows. rows: None before the first reading. folder: ANY_FOLDER for all.

    folders: those there are, as the list without filters had them.
    """

    text: str = ""
    folder: str = ANY_FOLDER
    archived: bool = False
    rows: tuple[TemplateRow, ...] | None = None
    folders: tuple[str, ...] = ()
    error: Exception | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether a filter leaves some out."""
        return bool(self.text) or self.folder != ANY_FOLDER or self.archived

    @property
    def filter(self) -> TemplateFilter:
        """What is asked of the library."""
        folder = None if self.folder == ANY_FOLDER else self.folder
        return TemplateFilter(text=self.text, folder=folder, archived=self.archived)


class LibraryModel(QObject):
    """changed(): the state is another one. made(id): a new template is there. put_away(row): into the archive."""

    changed = Signal()
    made = Signal(str)
    put_away = Signal(object)

    def __init__(self, desk: Desk, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._db, self._jobs = desk.db, jobs
        self.state = ListState()
        self._rows = LiveQuery(desk, self._reading(), TOPICS, self)
        self._rows.rows_changed.connect(self._on_rows)
        self._rows.error_changed.connect(self._on_error)

    def search(self, text: str) -> None:
        """Leave those that say `text` somewhere."""
        self._ask(replace(self.state, text=text))

    def choose_folder(self, folder: str) -> None:
        """Leave those of a folder; ANY_FOLDER: all."""
        self._ask(replace(self.state, folder=folder))

    def show_archive(self, *, archived: bool) -> None:
        """Show what was put away, or what is in use."""
        self._ask(replace(self.state, archived=archived))

    def clear(self) -> None:
        """Show all."""
        self._ask(replace(self.state, text="", folder=ANY_FOLDER, archived=False))

    def refresh(self) -> None:
        """Read again."""
        self._rows.refresh()

    def create(
        self, card: TemplateCard, wording: Wording, author: str, on_error: Callable[[Exception], None]
    ) -> None:
        """Keep a new template and tell of it; `on_error` shows what is wrong with its name."""
        self._jobs.start(
            self._make(lambda session: readings.create(session, card, wording, author)), self, on_error
        )

    def duplicate(self, row: TemplateRow, name: str, author: str) -> None:
        """Keep a copy and tell of it."""
        self._jobs.start(self._make(lambda session: readings.duplicate(session, row.id, name, author)), self)

    def archive(self, row: TemplateRow) -> None:
        """Put a template away; rules that send it go on with what is published."""
        self._jobs.start(self._put_away(row, archived=True), self)

    def restore(self, row: TemplateRow) -> None:
        """Take a template back from the archive."""
        self._jobs.start(self._put_away(row, archived=False), self)

    async def _make(self, work: Callable[[Session], TemplateId]) -> None:
        template_id = await self._db.write(work, Change.TEMPLATES)
        self.made.emit(template_id)

    async def _put_away(self, row: TemplateRow, *, archived: bool) -> None:
        await self._db.write(
            lambda session: readings.put_away(session, row.id, archived=archived), Change.TEMPLATES
        )
        if archived:
            self.put_away.emit(row)

    def _reading(self) -> Callable[[Session], tuple[TemplateRow, ...]]:
        wanted = self.state.filter
        return lambda session: readings.read_templates(session, wanted)

    def _ask(self, state: ListState) -> None:
        if state != self.state:
            self._set(state)
            self._rows.use(self._reading())

    def _on_rows(self, rows: tuple[TemplateRow, ...]) -> None:
        state = self.state
        folders = (
            state.folders if state.is_narrow else tuple(sorted({row.card.folder for row in rows} - {""}))
        )
        self._set(replace(state, rows=rows, folders=folders, error=None))

    def _on_error(self, error: Exception | None) -> None:
        self._set(replace(self.state, error=error))

    def _set(self, state: ListState) -> None:
        self.state = state
        self.changed.emit()
