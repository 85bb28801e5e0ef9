# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps what is typed: every two seconds by itself, as a draft; and publishes it when it is sound."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desk.errors import Conflict, DeskError, NotFound, Refused
from desk.models.identity import TemplateId, VersionId
from desk.services.store import Change
from desk.services.templates import Library, TemplateCard, Wording
from desk.translation import _
from desk.ui.jobs import Jobs
from desk.ui.panes.templates import readings
from desk.ui.panes.templates.checking import Checking
from desk.ui.panes.templates.spare import Spare
from desk.ui.panes.templates.view_model import EditorModel

if TYPE_CHECKING:
    from desk.bootstrap import Desk

AUTOSAVE_MS = 2_000


class Keeping(QObject):
    """The deeds about the template that is open. told(str): a deed was done."""

    told = Signal(str)

    def __init__(self, model: EditorModel, checking: Checking, desk: Desk, jobs: Jobs, spare: Spare) -> None:
        super().__init__(model)
        self._model, self._checking = model, checking
        self._db, self._jobs, self._spare = desk.db, jobs, spare
        self._one_by_one = asyncio.Lock()
        self._last: readings.Opened | None = None
        self._tick = QTimer(self, singleShot=True, interval=AUTOSAVE_MS)
        self._tick.timeout.connect(self.save)
        model.typed.connect(self._on_typed)
        model.leaving.connect(self.save)

    def save(self) -> None:
        """Keep what is typed as the draft; while somebody else's words wait for an answer, in a file."""
        self._tick.stop()
        state = self._model.state
        if state.opened is None or not state.is_dirty:
            return
        if state.theirs is not None or state.is_gone:
            self._jobs.start(self._set_aside(state.opened.row.id, state.wording), self)
        else:
            self._start(self._save(state.opened, state.wording))

    def leave(self, go_on: Callable[[], None]) -> None:
        """Keep what is typed, then call `go_on`, whether that could be done or not."""
        self._tick.stop()
        if self._model.state.is_dirty:
            self._jobs.start(self._leave(go_on), self)
        else:
            go_on()

    def publish(self) -> None:
        """Make the draft the version in use, unless the checks find something that keeps it from being one."""
        self._tick.stop()
        self._start(self._publish())

    def roll_back(self, version_id: VersionId) -> None:
        """Publish again what an older version said."""
        self._start(self._roll_back(version_id))

    def describe(self, card: TemplateCard) -> None:
        """Rename the template, move it, or bind it to another event type."""
        opened = self._model.state.opened
        if opened is not None and card != opened.row.card:
            self._start(self._describe(opened.row.id, card))

    # ----------------------------------------------------------------------------------- inside

    def _start(self, deed: Coroutine[object, object, None]) -> None:
        self._model.put(replace(self._model.state, is_busy=True, error=None))
        self._jobs.start(deed, self, self._on_failed)

    def _on_typed(self) -> None:
        if not self._tick.isActive():
            self._tick.start()

    async def _save(self, opened: readings.Opened, wording: Wording) -> None:
        async with self._one_by_one:
            over = self._newest(opened)
            typed = readings.Typed(
                over=over.version,
                seen=over.version.updated_at,
                wording=wording,
                author=self._model.state.shop.author,
            )
            kept = await self._db.write(lambda session: readings.keep(session, typed), Change.TEMPLATES)
            self._last = kept
        await asyncio.to_thread(self._spare.drop, kept.row.id)
        state = self._model.state
        if state.opened is not None and state.opened.row.id == kept.row.id:
            self._model.put(replace(state, opened=kept, base=wording, is_busy=False))
            if self._model.state.is_dirty:
                self._on_typed()

    async def _publish(self) -> None:
        state = self._model.state
        if state.opened is None:
            return
        if state.is_dirty:
            await self._save(state.opened, state.wording)
        state = self._model.state
        findings = await self._checking.read(state)
        if findings.stopping:
            self._model.put(replace(self._model.state, is_busy=False, blocking=findings.stopping))
            return
        template_id, author = _id_of(state.opened), state.shop.author
        async with self._one_by_one:
            kept = await self._db.write(
                lambda session: readings.publish(session, template_id, author), Change.TEMPLATES
            )
            self._last = kept
        self._model.put(replace(self._model.state, opened=kept, is_busy=False))
        text = _("Version {number} is published. What is already planned keeps its own.")
        self.told.emit(text.format(number=kept.version.number))

    async def _roll_back(self, version_id: VersionId) -> None:
        author = self._model.state.shop.author
        made = await self._db.write(
            lambda session: readings.roll_back(session, version_id, author), Change.TEMPLATES
        )
        self._model.put(replace(self._model.state, is_busy=False))
        self.told.emit(_("Version {number} is published.").format(number=made.number))
        self._model.refresh()

    async def _describe(self, template_id: TemplateId, card: TemplateCard) -> None:
        await self._db.write(lambda session: Library(session).describe(template_id, card), Change.TEMPLATES)
        self._model.put(replace(self._model.state, is_busy=False))

    async def _leave(self, go_on: Callable[[], None]) -> None:
        state = self._model.state
        assert state.opened is not None
        if state.theirs is None and not state.is_gone:
            try:
                await self._save(state.opened, state.wording)
            except DeskError:  # told elsewhere if it lasts; what was typed lies beside the data
                await self._set_aside(state.opened.row.id, state.wording)
        else:
            await self._set_aside(state.opened.row.id, state.wording)
        go_on()

    async def _set_aside(self, template_id: TemplateId, wording: Wording) -> None:
        await asyncio.to_thread(self._spare.keep, template_id, wording)

    def _newest(self, opened: readings.Opened) -> readings.Opened:
        """Return the template as we kept it last, when that is later than what was opened."""
        last = self._last
        if last is None or last.row.id != opened.row.id:
            return opened
        return last if last.version.updated_at >= opened.version.updated_at else opened

    def _on_failed(self, error: Exception) -> None:
        state = self._model.state
        if state.opened is not None and state.is_dirty:
            self._jobs.start(self._set_aside(state.opened.row.id, state.wording), self)
        self._model.put(replace(state, is_busy=False))
        if isinstance(error, Conflict | NotFound):
            self._model.refresh()
        elif isinstance(error, Refused):
            self._model.put(replace(self._model.state, blocking=error.problems))
        else:
            self._model.put(replace(self._model.state, error=error))


def _id_of(opened: readings.Opened | None) -> TemplateId:
    assert opened is not None
    return opened.row.id
