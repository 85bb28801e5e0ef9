# SPDX-License-Identifier: LicenseRef-Desk
"""The middle of the page: counters, filters or what is selected, a question, the table, the footer."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.panes.sends.bulk import DeedKind, plan_approve, plan_cancel
from desk.ui.panes.sends.confirm_bar import ConfirmBar
from desk.ui.panes.sends.deeds import AGAIN, SendDeeds
from desk.ui.panes.sends.filter_bar import FilterBar
from desk.ui.panes.sends.filters import Period, Shown
from desk.ui.panes.sends.footer import SendsFooter
from desk.ui.panes.sends.head import ALL, APPROVALS, SendsHead
from desk.ui.panes.sends.kpi_strip import KpiStrip
from desk.ui.panes.sends.selection_bar import SelectionBar
from desk.ui.panes.sends.send_list import SendList
from desk.ui.panes.sends.view_model import SendsModel
from desk.ui.theme import SIZE
from desk.ui.widgets import InfoBar
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import failure_text


class SendsScreen(Speaks, QWidget):
    """simulate_requested(): nothing was ever sent."""

    simulate_requested = Signal()

    def __init__(self, model: SendsModel, deeds: SendDeeds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._deeds = deeds
        self._error: Exception | None = None
        self.head = SendsHead()
        self.kpis = KpiStrip(model)
        self.bar = FilterBar(model)
        self.selection = SelectionBar()
        self.confirm = ConfirmBar()
        self.list = SendList(model)
        self.table = self.list.table
        self.footer = SendsFooter(model)
        self._tools = QStackedWidget()
        self._trouble = InfoBar("warn")
        self._lay_out()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.head.retranslate()
        self.table.setAccessibleName(_("Sends"))
        self.kpis.retranslate()
        self.bar.retranslate()
        self._model.rows.retranslate()
        self._error = None
        self._show()

    def request(self, kind: DeedKind) -> None:
        """Do something to what is selected; many are asked about first."""
        rows = self.table.selected()
        if not rows:
            return
        if kind in AGAIN:
            self._deeds.plan_resend(rows, kind)
            return
        plan = plan_approve(rows) if kind is DeedKind.APPROVE else plan_cancel(rows)
        if len(plan.going) == 1 and not plan.left:
            self._deeds.do(plan)
        else:
            self.confirm.ask(plan)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.resume()
        self._model.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._model.pause()

    def _lay_out(self) -> None:
        self._tools.addWidget(self.bar)
        self._tools.addWidget(self.selection)
        top = QVBoxLayout()
        top.setContentsMargins(SIZE.space_m, SIZE.space_m, SIZE.space_m, SIZE.space_s)
        top.setSpacing(SIZE.space_s)
        for widget in (self.head, self.kpis, self._tools):
            top.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._trouble)
        column.addWidget(self.confirm)
        column.addWidget(self.list, 1)
        column.addWidget(self.footer)

    def _connect(self) -> None:
        self._model.changed.connect(self._show)
        self.head.part_chosen.connect(self._on_part)
        self.head.failures_requested.connect(self._deeds.plan_failures)
        self.head.columns.clicked.connect(self._on_columns)
        self._trouble.verb_requested.connect(self._model.refresh)
        self._deeds.planned.connect(self.confirm.ask)
        self.confirm.confirmed.connect(self._deeds.do)
        self.confirm.closed.connect(self.list.go)
        self.selection.deed_requested.connect(self.request)
        self.selection.closed.connect(self.list.select_one)
        self.bar.left_down.connect(self.list.go)
        self.list.selection_changed.connect(self._show_selection)
        self.list.verb_requested.connect(self._on_verb)

    def _show(self) -> None:
        self.head.show_state(self._model.state)
        self.kpis.show_state()
        self.bar.show_state()
        self.list.show_state()
        self._show_trouble()
        self._show_selection()

    def _show_trouble(self) -> None:
        error = self._model.state.error
        if error is self._error:
            return
        self._error = error
        if error is None:
            self._trouble.hide()
            return
        failure = failure_text(error)
        text = f"{failure.title} {failure.sentence}".strip()
        self._trouble.show_message(text, verb=_("Try again"), details=failure.detail)

    def _show_selection(self) -> None:
        count = self.table.selection_size()
        if count > 1:
            self.selection.show_rows(self.table.selected_rows())
        self._tools.setCurrentWidget(self.selection if count > 1 else self.bar)
        self.footer.say(count)

    def _on_part(self, part: str) -> None:
        if part == APPROVALS:
            self._model.choose(Shown.AWAITING, Period.ALL)
        else:
            self._model.choose(Shown.ALL, Period.TODAY)

    def _on_verb(self, deed: str) -> None:
        match deed:
            case "simulate":
                self.simulate_requested.emit()
            case "widen":
                self._model.choose_period(Period.ALL)
            case "clear":
                self.bar.search.clear()
                self._model.clear()
            case _:
                self._on_part(ALL)

    def _on_columns(self) -> None:
        self.table.open_columns(self.head.columns)
