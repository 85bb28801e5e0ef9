# SPDX-License-Identifier: LicenseRef-Desk
"""Reads what is typed like a careful colleague, whenever the keyboard rests; beside the window's thread."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from desk.errors import Problem
from desk.services.channels import segments
from desk.services.templates import Knowledge, Wording, check, is_warning
from desk.ui import jobs
from desk.ui.panes.templates.variables import NAMES, known_fields, path_of, sure, variables
from desk.ui.panes.templates.view_model import EditorModel, State

REST_MS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was found. of: the wording that was read; None before the first reading."""

    of: Wording | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def stopping(self) -> tuple[Problem, ...]:
        """Those that keep a version from being published."""
        return tuple(one for one in self.problems if not is_warning(one))

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Those that a person should look at."""
        return tuple(one for one in self.problems if is_warning(one))


class Checking(QObject):
    """Keeps the findings about the template that is open. changed(): there are others."""

    changed = Signal()

    def __init__(self, model: EditorModel) -> None:
        super().__init__(model)
        self._model = model
        self.findings = Findings()
        self._asked: tuple[object, ...] = ()
        self._is_reading = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._on_rest)
        model.changed.connect(self._on_changed)
        model.opened.connect(self._on_rest)

    async def read(self, state: State) -> Findings:
        """Return what is wrong, or worth a look, with what a state says."""
        knowledge = Knowledge(
            fields=known_fields(state.event_kind),
            names=NAMES,
            sure=sure(state.event_kind),
            languages=state.shop.settings.languages,
            segments=_segments,
        )
        problems = await asyncio.to_thread(check, state.wording, knowledge)
        return Findings(
            of=state.wording, problems=tuple(_as_offered(one, state.event_kind) for one in problems)
        )

    def _on_changed(self) -> None:
        state = self._model.state
        asked = (id(state.wording), state.event_kind, state.shop.settings.languages)
        if state.opened is None:
            self._rest.stop()
            self._show(Findings())
        elif asked != self._asked:
            self._asked = asked
            self._rest.start()

    def _on_rest(self) -> None:
        self._rest.stop()
        if self._is_reading:
            self._rest.start()
        elif self._model.state.opened is not None:
            self._is_reading = True
            jobs.start(self._read(), self, self._on_error)

    async def _read(self) -> None:
        state = self._model.state
        findings = await self.read(state)
        self._is_reading = False
        now = self._model.state
        if now.opened is not None and state.opened is not None and now.opened.row.id == state.opened.row.id:
            self._show(findings)

    def _on_error(self, _error: Exception) -> None:
        self._is_reading = False  # the log has it; the next change is read again

    def _show(self, findings: Findings) -> None:
        if findings != self.findings:
            self.findings = findings
            self.changed.emit()


def _as_offered(problem: Problem, event_kind: str) -> Problem:
    """Return a problem whose suggestion is spelt as the lists of this window spell it."""
    meant = problem.details.get("suggestion", "")
    if problem.code != "unknown_placeholder" or not meant:
        return problem
    entry = next((one for one in variables(event_kind) if one.path == path_of(meant)), None)
    if entry is None or "|" in entry.spelling:
        return problem
    return replace(problem, details={**problem.details, "suggestion": entry.spelling})


def _segments(text: str) -> int:
    return segments(text).count
