# SPDX-License-Identifier: LicenseRef-Desk
"""The last decisions about the rule that is open, the negative ones too, each with why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desk.models.identity import RuleId
from desk.services.delivery import EvaluationRow
from desk.services.rules import Step, decode_steps
from desk.services.store import Change, Session
from desk.translation import N_, _
from desk.ui.live_query import LiveQuery
from desk.ui.panes.rules.readings import read_decisions
from desk.ui.panes.rules.verdict_card import trace_of
from desk.ui.rows_model import Column, RowsModel
from desk.ui.theme import SIZE
from desk.ui.widgets import (
    DeskTable,
    EmptyState,
    InfoBar,
    LinkButton,
    PersonCell,
    StateCell,
    Text,
    TextCell,
    TraceList,
)
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import event_name, failure_text, formats, outcome_mark, reason_text

if TYPE_CHECKING:
    from desk.bootstrap import Desk


class DecisionsPanel(Speaks, QWidget):
    """customer_requested(id): open the customer a decision was about."""

    customer_requested = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule_id = ""
        self._query: LiveQuery[tuple[EvaluationRow, ...]] = LiveQuery(
            desk, _none, (Change.EVALUATIONS,), self
        )
        self._query.rows_changed.connect(self._on_rows)
        self._query.error_changed.connect(self._on_error)
        self.rows = _rows(self)
        self.table = DeskTable("")
        self.table.setModel(self.rows)
        self.table.set_cells(
            {
                "at": lambda row: TextCell(text=formats.moment(row.at), tabular=True, role="text2"),
                "who": lambda row: PersonCell(name=_who(row)),
                "outcome": _outcome_cell,
                "reason": lambda row: TextCell(text=_reason(row)),
            },
            {"at": 96, "who": 168, "outcome": 126, "reason": 150},
        )
        self.table.set_density("compact")
        self.table.current_row_changed.connect(self._on_current)
        self.bar = InfoBar("danger")
        self.title = Text("", "strong", wrap=True)
        self.when = Text("", "meta", wrap=True)
        self.open = LinkButton("", "user")
        self.open.clicked.connect(self._on_open)
        self.trace = TraceList("")
        self.empty = EmptyState("list-checks", "")
        self._stack = QStackedWidget()
        self._lay_out()
        self.retranslate()

    def show_rule(self, rule_id: str) -> None:
        """Show the decisions about a rule; "" for none."""
        if rule_id != self._rule_id:
            self._rule_id = rule_id
            self._query.use(lambda session: read_decisions(session, RuleId(rule_id)) if rule_id else ())

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.table.setAccessibleName(_("Latest decisions"))
        self.trace.setAccessibleName(_("Why?"))
        self.open.setText(_("Open the customer"))
        self.empty.set_texts(
            _("Nothing has been decided yet."),
            _("Each time its event happens, the decision appears here with its reasons."),
        )
        self.rows.retranslate()
        self._on_current(self.table.current_row())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._query.resume()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._query.pause()

    def _on_rows(self, rows: tuple[EvaluationRow, ...]) -> None:
        self.rows.set_rows(rows)
        self._stack.setCurrentIndex(0 if rows else 1)
        if rows and self.table.current_row() is None:
            self.table.selectRow(0)
        if not rows:
            self._on_current(None)

    def _on_error(self, error: Exception | None) -> None:
        if error is None:
            self.bar.hide()
        else:
            self.bar.show_message(failure_text(error).title, details=failure_text(error).detail)

    def _on_current(self, row: EvaluationRow | None) -> None:
        self.open.setVisible(row is not None and row.customer_id is not None)
        if row is None:
            self.title.setText("")
            self.when.setText("")
            self.trace.set_steps(())
            return
        parts = (_who(row), outcome_mark(row.outcome.value).text, _reason(row))
        self.title.setText(" · ".join(part for part in parts if part))
        self.when.setText(formats.instant(row.at))
        self.trace.set_steps(trace_of(steps_of(row), row.at))

    def _on_open(self) -> None:
        row: EvaluationRow | None = self.table.current_row()
        if row is not None and row.customer_id:
            self.customer_requested.emit(row.customer_id)

    def _lay_out(self) -> None:
        why = QWidget()
        why.setProperty("role", "clear")
        inner = QVBoxLayout(why)
        inner.setContentsMargins(SIZE.space_m, SIZE.space_xs, SIZE.space_m, SIZE.space_s)
        inner.setSpacing(SIZE.space_s)
        inner.addWidget(self.title)
        inner.addWidget(self.when)
        inner.addWidget(self.trace)
        inner.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(why)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(scroll)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        self._stack.addWidget(split)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SIZE.space_xs, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)


def steps_of(row: EvaluationRow) -> tuple[Step, ...]:
    """Return the steps of a kept decision; () when they were written by a newer Desk."""
    try:
        return decode_steps(row.trace)
    except ValueError:
        return ()


def _rows(parent: QObject) -> RowsModel[EvaluationRow, str]:
    columns: tuple[Column[EvaluationRow], ...] = (
        Column(name="at", header=N_("Moment"), text=lambda row: formats.moment(row.at)),
        Column(name="who", header=N_("Customer"), text=_who),
        Column(name="outcome", header=N_("Decision"), text=lambda row: outcome_mark(row.outcome.value).text),
        Column(name="reason", header=N_("Reason"), text=_reason),
    )
    return RowsModel(columns, lambda row: row.id, parent, _sentence)


def _sentence(row: EvaluationRow) -> str:
    parts = (formats.moment(row.at), _who(row), outcome_mark(row.outcome.value).text, _reason(row))
    return ", ".join(part for part in parts if part)


def _who(row: EvaluationRow) -> str:
    return row.customer_name or event_name(row.event_kind)


def _reason(row: EvaluationRow) -> str:
    return reason_text(row.reason.value).title if row.reason else ""


def _outcome_cell(row: EvaluationRow) -> StateCell:
    mark = outcome_mark(row.outcome.value)
    return StateCell(icon=mark.icon, word=mark.text, role=mark.role)


def _none(_session: Session) -> tuple[EvaluationRow, ...]:
    return ()
