# SPDX-License-Identifier: LicenseRef-Desk
"""The list of sends: counters, filters or what is selected, the table, and what stands where it is empty."""

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desk.services.delivery import DeliveryRow
from desk.translation import _, ngettext
from desk.ui.panes.sends.bulk import DeedKind, plan_approve, plan_cancel
from desk.ui.panes.sends.confirm_bar import ConfirmBar
from desk.ui.panes.sends.deeds import AGAIN, SendDeeds
from desk.ui.panes.sends.empty_words import empty_text
from desk.ui.panes.sends.filter_bar import FilterBar
from desk.ui.panes.sends.filters import Period, Shown
from desk.ui.panes.sends.kpi_strip import KpiStrip
from desk.ui.panes.sends.selection_bar import SelectionBar
from desk.ui.panes.sends.send_table import SendTable
from desk.ui.panes.sends.view_model import SendsModel
from desk.ui.theme import SIZE
from desk.ui.widgets import (
    EmptyState,
    IconButton,
    InfoBar,
    LinkButton,
    PageHeader,
    SecondaryButton,
    Segments,
    Text,
)
from desk.ui.wording import failure_text, formats

REST_MS = 60
"""The pane "Why?" follows the arrow keys once they rest."""
ALL, APPROVALS = "all", "approvals"


class SendsScreen(QWidget):
    """The page's middle.

    send_chosen(DeliveryRow | None): another row is current. why_wanted(DeliveryRow): Enter or double click.
    simulate_requested(): nothing was ever sent. export_requested().
    """

    send_chosen = Signal(object)
    why_wanted = Signal(object)
    simulate_requested = Signal()
    export_requested = Signal()

    def __init__(self, model: SendsModel, deeds: SendDeeds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._deeds = deeds
        self._wanted_id = ""
        self.table = SendTable(model)
        self.kpis = KpiStrip(model)
        self.bar = FilterBar(model)
        self.selection = SelectionBar()
        self.confirm = ConfirmBar()
        self.parts = Segments("")
        self.failures = SecondaryButton("", "arrow-clockwise")
        self.export = LinkButton("", "export", quiet=True)
        self.columns = IconButton("columns", "")
        self._header = PageHeader("")
        self._tools = QStackedWidget()
        self._trouble = InfoBar("warn")
        self._empty = EmptyState("paper-plane-tilt", "")
        self._middle = QStackedWidget()
        self._chosen = Text("", "meta")
        self._kept = Text("", "meta")
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._lay_out()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._header.set_title(_("Sends"))
        self.parts.setAccessibleName(_("What is shown"))
        self.parts.set_text(ALL, _("All sends"))
        self.export.setText(_("Export…"))
        self.columns.set_label(_("Columns"))
        self.table.setAccessibleName(_("Sends"))
        self.kpis.retranslate()
        self.bar.retranslate()
        self._model.rows.retranslate()
        self._show()

    def select(self, delivery_id: str) -> None:
        """Make a send current, as soon as it is loaded."""
        self._wanted_id = delivery_id
        self._on_loaded()

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

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.resume()
        self._model.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rest.stop()
        self._model.pause()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and len(self.table.selected_rows()) > 1:
            self._on_select_nothing()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------------------------- building it

    def _lay_out(self) -> None:
        self.parts.add(ALL, "")
        self.parts.add(APPROVALS, "")
        for action in (self.parts, self.export, self.columns, self.failures):
            self._header.add_action(action)
        self._tools.addWidget(self.bar)
        self._tools.addWidget(self.selection)
        head = QVBoxLayout()
        head.setContentsMargins(SIZE.space_m, SIZE.space_m, SIZE.space_m, SIZE.space_s)
        head.setSpacing(SIZE.space_s)
        for widget in (self._header, self.kpis, self._tools):
            head.addWidget(widget)
        self._middle.addWidget(self.table)
        self._middle.addWidget(self._empty)
        foot = QHBoxLayout()
        foot.setContentsMargins(SIZE.space_m, SIZE.space_s, SIZE.space_m, SIZE.space_s)
        foot.addWidget(self._chosen, 1)
        foot.addWidget(self._kept)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._trouble)
        column.addWidget(self.confirm)
        column.addWidget(self._middle, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._model.changed.connect(self._show)
        self._model.loaded.connect(self._on_loaded)
        self._model.rows.rowsRemoved.connect(self._on_rows)
        self._model.rows.rowsInserted.connect(self._on_rows)
        self.parts.current_key_changed.connect(self._on_part)
        self.failures.clicked.connect(self._deeds.plan_failures)
        self._trouble.verb_requested.connect(self._model.refresh)
        self._empty.verb_requested.connect(self._on_empty_verb)
        self._deeds.planned.connect(self.confirm.ask)
        self.confirm.confirmed.connect(self._deeds.do)
        self.confirm.closed.connect(self._to_table)
        self.selection.deed_requested.connect(self.request)
        self.selection.closed.connect(self._on_select_nothing)
        self.bar.left_down.connect(self._to_table)
        self.export.clicked.connect(self.export_requested)
        self.columns.clicked.connect(self._on_columns)
        self._rest.timeout.connect(self._tell_current)
        self.table.rested.connect(self._model.feed.look)
        self.table.current_row_changed.connect(self._rest.start)
        self.table.selection_size_changed.connect(self._on_selection)
        self.table.row_activated.connect(self.why_wanted)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._open_menu)

    # -------------------------------------------------------------------------------- showing it

    def _show(self) -> None:
        state = self._model.state
        self.parts.set_current(APPROVALS if state.is_approving else ALL)
        pressing = state.figures.pressing if state.figures is not None else None
        self.parts.set_text(APPROVALS, _("To approve"))
        self.parts.set_count(APPROVALS, pressing.awaiting if pressing and pressing.awaiting else None)
        failed = pressing.unhandled if pressing else 0
        self.failures.setVisible(failed > 0)
        said = ngettext("{count} failure: send again…", "{count} failures: send again…", failed)
        self.failures.setText(said.format(count=formats.number(failed)))
        self.kpis.show_state()
        self.bar.show_state()
        self._show_trouble()
        self._show_empty()
        self._on_selection()

    def _show_trouble(self) -> None:
        error = self._model.state.error
        if error is None:
            self._trouble.hide()
            return
        failure = failure_text(error)
        text = f"{failure.title} {failure.sentence}".strip()
        self._trouble.show_message(text, verb=_("Try again"), details=failure.detail)

    def _show_empty(self) -> None:
        state = self._model.state
        rows = self._model.rows
        is_empty = not state.is_loading and rows.rowCount() == 0 and rows.is_complete
        self._middle.setCurrentWidget(self._empty if is_empty else self.table)
        if is_empty:
            said = empty_text(state)
            self._empty.set_icon(said.icon)
            self._empty.set_texts(said.title, said.sentence, said.verb)

    def _on_selection(self) -> None:
        chosen = self.table.selected_rows()
        many = len(chosen) > 1 or (self._model.state.is_approving and len(chosen) == 1)
        if many:
            self.selection.show_rows(chosen)
        self._tools.setCurrentWidget(self.selection if many else self.bar)
        self._say_footer(len(chosen))

    def _say_footer(self, chosen: int) -> None:
        state, rows = self._model.state, self._model.rows
        total = rows.rowCount() if rows.is_complete else state.total
        if state.is_loading:
            self._chosen.setText(_("Reading…"))
        elif total is None:
            count = formats.number(rows.rowCount())
            self._chosen.setText(_("{count} shown, more as you scroll").format(count=count))
        elif chosen:
            said = ngettext("{count} selected of {total}", "{count} selected of {total}", chosen)
            self._chosen.setText(said.format(count=formats.number(chosen), total=formats.number(total)))
        else:
            said = ngettext("{count} send", "{count} sends", total)
            self._chosen.setText(said.format(count=formats.number(total)))
        ever = state.figures.ever if state.figures is not None else 0
        kept = ngettext("{count} send kept", "{count} sends kept", ever)
        self._kept.setText(kept.format(count=formats.number(ever)) if ever else "")

    # ------------------------------------------------------------------------------------- deeds

    def _on_part(self, part: str) -> None:
        if part == APPROVALS:
            self._model.choose(Shown.AWAITING, Period.ALL)
        else:
            self._model.choose(Shown.ALL, Period.TODAY)

    def _on_loaded(self) -> None:
        rows = self._model.rows
        if self._wanted_id:
            index = rows.index_of(self._wanted_id)
            if index.isValid():
                self._wanted_id = ""
                self.table.setCurrentIndex(index)
                self.table.scrollTo(index)
        self._select_something()
        self._show()

    def _select_something(self) -> None:
        """Select the row one is at, else the first, so that the keyboard always has something to act on."""
        rows = self._model.rows
        if rows.rowCount() and not self.table.selectionModel().hasSelection():
            self.table.selectRow(max(self.table.currentIndex().row(), 0))

    def _on_rows(self) -> None:
        if self._model.state.is_approving:
            self._select_something()
        self._show_empty()
        self._on_selection()

    def _on_empty_verb(self) -> None:
        state = self._model.state
        match empty_text(state).deed:
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
        self.table.open_columns(self.columns)

    def _on_select_nothing(self) -> None:
        current = self.table.currentIndex()
        self.table.clearSelection()
        self.table.selectRow(current.row())
        self._to_table()

    def _open_menu(self, at: QPoint) -> None:
        if not self.table.indexAt(at).isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(_("What to do with the send"))
        menu.addActions(self.actions())
        menu.popup(self.table.viewport().mapToGlobal(at))

    def _to_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _tell_current(self) -> None:
        row: DeliveryRow | None = self.table.current_row()
        self.send_chosen.emit(row)
