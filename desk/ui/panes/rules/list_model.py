# SPDX-License-Identifier: LicenseRef-Desk
"""The rules of the shop: which of them are shown, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk.services.shop import fold
from desk.services.store import Change
from desk.ui.live_query import LiveQuery
from desk.ui.panes.rules import readings
from desk.ui.panes.rules.readings import Listed

if TYPE_CHECKING:
    from desk.bootstrap import Desk

LISTED = (Change.RULES, Change.DELIVERIES, Change.TEMPLATES, Change.PROVIDERS, Change.SETTINGS)


class Show(StrEnum):
    """Which rules are shown."""

    ALL = "all"
    ACTIVE = "active"
    ALERTS = "alerts"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListState:
    """What the list shows. every: all rules, None while they are read for the first time."""

    every: tuple[Listed, ...] | None = None
    text: str = ""
    show: Show = Show.ALL
    error: Exception | None = None

    @property
    def shown(self) -> tuple[Listed, ...]:
        """The rules that the filters leave."""
        wanted = fold(self.text).split()
        return tuple(
            one
            for one in self.every or ()
            if is_shown(one, self.show) and all(word in fold(one.row.name) for word in wanted)
        )

    def count(self, show: Show) -> int:
        """Return how many rules a chip stands for."""
        return sum(is_shown(one, show) for one in self.every or ())

    def find(self, rule_id: str) -> Listed | None:
        """Return a rule; None when it is not there (any more)."""
        return next((one for one in self.every or () if one.id == rule_id), None)


def is_shown(listed: Listed, show: Show) -> bool:
    """Whether a chip shows a rule."""
    match show:
        case Show.ACTIVE:
            return listed.is_active
        case Show.ALERTS:
            return bool(listed.problems)
        case _:
            return True


class RulesModel(QObject):
    """changed(): the state is another one."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = ListState()
        self._rules = LiveQuery(desk, readings.read_rules, LISTED, self)
        self._rules.rows_changed.connect(self._on_rules)
        self._rules.error_changed.connect(self._on_error)

    def search(self, text: str) -> None:
        """Show rules whose name has every word."""
        self._set(replace(self.state, text=text))

    def show(self, show: Show) -> None:
        """Show some of the rules."""
        self._set(replace(self.state, show=show))

    def refresh(self) -> None:
        """Read again."""
        self._rules.refresh()

    def _on_rules(self, every: tuple[Listed, ...]) -> None:
        self._set(replace(self.state, every=every))

    def _on_error(self, error: Exception | None) -> None:
        if error is not self.state.error:
            self._set(replace(self.state, error=error))

    def _set(self, state: ListState) -> None:
        self.state = state
        self.changed.emit()
