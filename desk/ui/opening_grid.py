# SPDX-License-Identifier: LicenseRef-Desk
"""Opening hours, typed: a line for each weekday."""

from collections.abc import Mapping

from PySide6.QtWidgets import QGridLayout, QWidget

from desk.translation import N_, _
from desk.ui.theme import SIZE
from desk.ui.widgets.buttons import LinkButton
from desk.ui.widgets.labels import Text
from desk.ui.widgets.switch import Switch
from desk.ui.widgets.time_edit import TimeEdit
from desk.ui.wording import formats

WallSpans = tuple[tuple[str, str], ...]
"""Spans of wall times "HH:MM", from and to."""


class OpeningGrid(QWidget):
    """A line for each weekday: open or closed, from and to, and a second span after a break."""

    def __init__(self, opening: Mapping[int, WallSpans]) -> None:
        super().__init__()
        self._days = [_Day(number, opening.get(number, ())) for number in range(7)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SIZE.space_s)
        grid.setVerticalSpacing(SIZE.space_xs)
        for row, day in enumerate(self._days):
            for column, widget in enumerate(day.widgets()):
                grid.addWidget(widget, row, column)
        grid.setColumnStretch(len(self._days[0].widgets()), 1)

    def spans(self) -> dict[int, WallSpans]:
        """Return weekday → spans of wall times; closed days are missing."""
        return {day.number: day.spans() for day in self._days if day.spans()}

    def retranslate(self) -> None:
        """Say the days in the current language."""
        for day in self._days:
            day.retranslate()


_EDGES = (N_("{day}, from"), N_("{day}, to"), N_("{day}, again from"), N_("{day}, again to"))


class _Day:
    """One weekday of the grid."""

    def __init__(self, number: int, spans: WallSpans) -> None:
        self.number = number
        self._switch = Switch("")
        self._label = Text("")
        self._edges = [TimeEdit(text) for text in _edges(spans)]
        self._break = LinkButton("", "plus")
        self._has_break = len(spans) > 1
        self._switch.setChecked(bool(spans))
        self._switch.toggled.connect(self._show)
        self._break.clicked.connect(self._on_break)
        self._show()

    def widgets(self) -> tuple[QWidget, ...]:
        """Return the line's widgets, from first to last."""
        return (self._switch, self._label, *self._edges, self._break)

    def spans(self) -> WallSpans:
        """Return the spans; () when closed. What ends before it begins is left out."""
        if not self._switch.isChecked():
            return ()
        times = [edge.time().toString("HH:mm") for edge in self._edges[: 4 if self._has_break else 2]]
        pairs = zip(times[::2], times[1::2], strict=True)
        return tuple((begins, ends) for begins, ends in pairs if begins < ends)

    def retranslate(self) -> None:
        """Say the day in the current language."""
        name = formats.weekday(self.number)
        self._label.setText(name)
        self._switch.set_label(_("{day}, open").format(day=name))
        self._break.setText(_("Remove the break") if self._has_break else _("Add a break"))
        self._break.setAccessibleName(f"{self._break.text()}, {name}")
        for edge, says in zip(self._edges, _EDGES, strict=True):
            edge.setAccessibleName(_(says).format(day=name))

    def _on_break(self) -> None:
        self._has_break = not self._has_break
        self._show()
        self.retranslate()

    def _show(self) -> None:
        is_open = self._switch.isChecked()
        for place, edge in enumerate(self._edges):
            edge.setVisible(is_open and (place < 2 or self._has_break))
        self._break.setVisible(is_open)


def _edges(spans: WallSpans) -> tuple[str, ...]:
    if len(spans) > 1:
        return (*spans[0], *spans[1])
    first = spans[0] if spans else ("09:00", "19:00")
    return (*first, "14:00", "19:00")
