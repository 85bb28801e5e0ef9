# SPDX-License-Identifier: LicenseRef-Desk
"""The addresses of a customer: typed in place, added, taken away, and moved in their order."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desk.models.vocabulary import PointKind, PointState
from desk.services.shop import Point, normalise
from desk.translation import _
from desk.ui.panes.customers.point_row import PointRow
from desk.ui.panes.customers.typed import TypedPoint
from desk.ui.theme import SIZE
from desk.ui.widgets import LinkButton, Text
from desk.ui.wording import word

_OFFERED = (PointKind.EMAIL, PointKind.PHONE, PointKind.POSTAL)


class PointsEditor(QWidget):
    """changed(): the person typed, added, removed or moved an address."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._country = ""
        self._rows: list[PointRow] = []
        self._states: dict[tuple[PointKind, str], PointState] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(SIZE.space_s)
        self._hint = Text("", "muted", wrap=True)
        self._add = LinkButton("", "plus")
        self._add.setMenu(QMenu(self._add))
        self._add.menu().triggered.connect(self._on_add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZE.space_s)
        column.addLayout(self._list)
        column.addWidget(self._hint)
        row = QHBoxLayout()
        row.addWidget(self._add)
        row.addStretch(1)
        column.addLayout(row)
        self._hint.hide()
        self.retranslate()

    def set_country(self, country: str) -> None:
        """Read numbers without a prefix as of `country`."""
        self._country = country

    def show_states(self, points: Sequence[Point]) -> None:
        """Show what is known of each address."""
        self._states = {(one.kind, one.address): one.state for one in points}
        for row in self._rows:
            row.show_state(self._state(row))

    def value(self) -> tuple[TypedPoint, ...]:
        """Return the addresses in their order."""
        return tuple(row.value() for row in self._rows)

    def set_value(self, points: Sequence[TypedPoint]) -> None:
        """Show `points`; an editor in which somebody types keeps its place."""
        if tuple(points) == self.value():
            return
        if [one.kind for one in points] != [row.kind for row in self._rows]:
            self._clear()
            for one in points:
                self._append(one)
        for row, one in zip(self._rows, points, strict=True):
            row.show_point(one)
            row.show_state(self._state(row))

    def set_hint(self, hint: str) -> None:
        """Say something under the addresses; empty hides it."""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def show_problems(self, problems: Mapping[int, str]) -> None:
        """Say what is wrong under each address, by its place among those that are not empty."""
        filled = [row for row in self._rows if row.value().address.strip()]
        for row in self._rows:
            row.show_problem("")
        for place, text in problems.items():
            if place < len(filled):
                filled[place].show_problem(text)

    def rows(self) -> tuple[PointRow, ...]:
        """Return the lines, in their order."""
        return tuple(self._rows)

    def add_point(self, kind: PointKind) -> None:
        """Add an empty line and go to it."""
        row = self._append(TypedPoint(kind=kind, address=""))
        row.editor.setFocus()
        self.changed.emit()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._add.setText(_("Add an address"))
        menu = self._add.menu()
        menu.clear()
        menu.setAccessibleName(_("Kind of address"))
        for kind in _OFFERED:
            action = QAction(word("point_kind", kind), menu)
            action.setData(kind)
            menu.addAction(action)
        for row in self._rows:
            row.retranslate()
            row.show_state(self._state(row))

    def _on_add(self, action: QAction) -> None:
        self.add_point(PointKind(action.data()))

    def _append(self, one: TypedPoint) -> PointRow:
        row = PointRow(one.kind, self._country, self)
        row.edited.connect(self._on_edited)
        row.left.connect(self._on_left)
        row.moved.connect(self._on_moved)
        row.removed.connect(self._on_removed)
        self._rows.append(row)
        self._list.addWidget(row)
        row.show_point(one)
        return row

    def _clear(self) -> None:
        for row in self._rows:
            self._drop(row)
        self._rows = []

    def _drop(self, row: PointRow) -> None:
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _state(self, row: PointRow) -> PointState | None:
        one = row.value()
        return PointState.OK if one.works else self._states.get((one.kind, one.address))

    def _on_edited(self, row: PointRow) -> None:
        row.show_problem("")
        row.show_state(self._state(row))
        self.changed.emit()

    def _on_left(self, row: PointRow) -> None:
        """Say at once what could not be kept."""
        one = row.value()
        if one.address.strip() and normalise(one.kind, one.address, self._country) is None:
            row.show_problem(
                _("{value} is not an address that can be written to.").format(value=one.address.strip())
            )

    def _on_moved(self, row: PointRow, by: int) -> None:
        """Change places with the next address of the same kind."""
        same = [place for place, one in enumerate(self._rows) if one.kind is row.kind]
        here = same.index(self._rows.index(row))
        if not 0 <= here + by < len(same):
            return
        first, second = sorted((same[here], same[here + by]))
        self._rows[first], self._rows[second] = self._rows[second], self._rows[first]
        for place, one in enumerate(self._rows):
            self._list.removeWidget(one)
            self._list.insertWidget(place, one)
        self.changed.emit()

    def _on_removed(self, row: PointRow) -> None:
        self._rows.remove(row)
        self._drop(row)
        self._add.setFocus()
        self.changed.emit()
