# SPDX-License-Identifier: LicenseRef-Desk
"""The list of records: kinds, filters, the table, and the popups that change what is selected."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from desk.models.identity import OperatorId
from desk.services.events import KINDS
from desk.services.shop import RecordRow
from desk.translation import _
from desk.ui.panes.records import rows
from desk.ui.panes.records.deeds import RecordDeeds
from desk.ui.panes.records.filter_bar import FilterBar
from desk.ui.panes.records.popups import NOBODY, anchor_at, open_assignee, open_due, open_status
from desk.ui.panes.records.view_model import RecordsModel
from desk.ui.theme import SIZE
from desk.ui.widgets import (
    DeskTable,
    EmptyState,
    InfoBar,
    PageHeader,
    PrimaryButton,
    Segments,
    Text,
)
from desk.ui.wording import failure_text, formats

REST_MS = 60
"""The event feed follows the arrow keys once they rest."""


class RecordsScreen(QWidget):
    """The page's middle.

    new_requested(): a record is to be made. record_chosen(RecordRow | None): another row is current.
    feed_wanted(RecordRow): Enter or double click.
    """

    new_requested = Signal()
    record_chosen = Signal(object)
    feed_wanted = Signal(object)

    def __init__(self, model: RecordsModel, deeds: RecordDeeds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._deeds = deeds
        self._wanted_id = ""
        self.table = DeskTable("")
        self.bar = FilterBar(model)
        self._header = PageHeader("")
        self._kinds = Segments("")
        self._new = PrimaryButton("", "plus")
        self._trouble = InfoBar("warn")
        self._empty = EmptyState("clipboard-text", "")
        self._middle = QStackedWidget()
        self._footer = Text("", "meta")
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._dress_table()
        self._lay_out()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._header.set_title(_("Records"))
        self._kinds.setAccessibleName(_("Kind of record"))
        for kind in KINDS:
            self._kinds.set_text(kind.name, _(kind.label_many))
        self.table.setAccessibleName(_("Records"))
        self._new.setText(_("New"))
        self.bar.retranslate()
        self._model.retranslate()
        self._show()

    def selected(self) -> list[RecordRow]:
        """Return what a change is for: the selected records, else the current one."""
        chosen: list[RecordRow] = self.table.selected_rows()
        current = self.table.current_row()
        return chosen or ([current] if current is not None else [])

    def choose_status(self) -> None:
        """Offer the statuses for what is selected."""
        self._at_cell(rows.STATUS, self._open_status)

    def choose_due(self) -> None:
        """Offer dates for what is selected."""
        self._at_cell(rows.DUE, self._open_due)

    def choose_assignee(self) -> None:
        """Offer the staff for what is selected."""
        self._at_cell(rows.ASSIGNEE, self._open_assignee)

    def select(self, record_id: str) -> None:
        """Make a record current, as soon as it is loaded."""
        self._wanted_id = record_id
        self._on_loaded()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rest.stop()

    # ------------------------------------------------------------------------------- building it

    def _dress_table(self) -> None:
        self.table.setModel(self._model.rows)
        self.table.set_cells(rows.cells(lambda: self._model.state.shop), rows.WIDTHS)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header = self.table.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        self._model.paged.visible = self._visible

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(SIZE.space_m, SIZE.space_m, SIZE.space_m, SIZE.space_s)
        head.setSpacing(SIZE.space_s)
        for kind in KINDS:
            self._kinds.add(kind.name, "")
        self._header.add_action(self._kinds)
        self._header.add_action(self._new)
        head.addWidget(self._header)
        head.addWidget(self.bar)
        self._middle.addWidget(self.table)
        self._middle.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._trouble)
        column.addWidget(self._middle, 1)
        self._footer.setContentsMargins(SIZE.space_m, SIZE.space_xs, SIZE.space_m, SIZE.space_xs)
        column.addWidget(self._footer)

    def _connect(self) -> None:
        self._model.changed.connect(self._show)
        self._model.loaded.connect(self._on_loaded)
        self._kinds.current_key_changed.connect(self._model.show_kind)
        self._new.clicked.connect(self.new_requested)
        self._trouble.verb_requested.connect(self._model.refresh)
        self._empty.verb_requested.connect(self._on_empty_verb)
        self.bar.left_down.connect(self._to_table)
        self._rest.timeout.connect(self._tell_current)
        self.table.current_row_changed.connect(self._rest.start)
        self.table.selection_size_changed.connect(self._say_footer)
        self.table.row_activated.connect(self.feed_wanted)
        self.table.clicked.connect(self._on_clicked)
        self.table.customContextMenuRequested.connect(self._open_menu)
        self.table.horizontalHeader().sectionClicked.connect(self._on_header)

    # -------------------------------------------------------------------------------- showing it

    def _show(self) -> None:
        state = self._model.state
        self._kinds.set_current(state.kind.name)
        self.bar.show_state(state)
        self.table.show_sort(rows.DUE if state.by_due else rows.REFERENCE, ascending=state.by_due)
        if state.error is not None:
            failure = failure_text(state.error)
            text = f"{failure.title} {failure.sentence}".strip()
            self._trouble.show_message(text, verb=_("Try again"), details=failure.detail)
        else:
            self._trouble.hide()
        self._say_empty()
        self._say_footer()

    def _say_empty(self) -> None:
        state = self._model.state
        is_known = state.figures is not None
        is_empty = is_known and self._model.rows.rowCount() == 0 and self._model.rows.is_complete
        self._middle.setCurrentWidget(self._empty if is_empty else self.table)
        if state.filters.is_narrow or state.by_due:
            self._empty.set_texts(_("No record matches these filters."), "", _("Clear the filters"))
        else:
            many = _(state.kind.label_many)
            self._empty.set_texts(
                _("{records}: nothing here yet.").format(records=many),
                _("Make one: what happens to it is told to the customer, by the rules you have switched on."),
                _("New"),
            )

    def _say_footer(self) -> None:
        state = self._model.state
        chosen = len(self.table.selectionModel().selectedRows())
        if state.figures is None:
            self._footer.setText(_("Counting…"))
            return
        total = formats.number(state.figures.shown)
        if chosen > 1:
            said = _("{count} of {total} selected").format(count=formats.number(chosen), total=total)
        else:
            said = _("{total} in this list").format(total=total)
        late = formats.number(state.figures.overdue)
        said += " · " + _("{count} overdue").format(count=late) if state.figures.overdue else ""
        self._footer.setText(said)

    def _on_loaded(self) -> None:
        self._say_empty()
        if not self._wanted_id:
            return
        index = self._model.rows.index_of(self._wanted_id)
        if index.isValid():
            self._wanted_id = ""
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)

    def _visible(self) -> tuple[int, int]:
        first = self.table.rowAt(0)
        last = self.table.rowAt(self.table.viewport().height() - 1)
        return max(first, 0), last if last >= 0 else self._model.rows.rowCount() - 1

    # --------------------------------------------------------------------------------- deeds

    def _on_clicked(self, index: QModelIndex) -> None:
        match self._model.rows.columns[index.column()].name:
            case rows.STATUS:
                self._open_status(index)
            case rows.DUE:
                self._open_due(index)
            case rows.ASSIGNEE:
                self._open_assignee(index)

    def _at_cell(self, column: str, deed: Callable[[QModelIndex], None]) -> None:
        """Do `deed` at the cell of `column` in the current row, brought on screen."""
        current = self.table.currentIndex()
        if not current.isValid():
            return
        names = [one.name for one in self._model.rows.columns]
        index = current.siblingAtColumn(names.index(column))
        self.table.scrollTo(index)
        deed(index)

    def _open_status(self, index: QModelIndex) -> None:
        seen = self.selected()
        if seen:
            codes = {row.status for row in seen}
            current = codes.pop() if len(codes) == 1 else ""
            chosen = partial(self._deeds.change_status, seen)
            self._keep(index, lambda at: open_status(at, self._model.state.kind, current, chosen))

    def _open_due(self, index: QModelIndex) -> None:
        seen = self.selected()
        if seen:
            dues: set[datetime | None] = {row.due_at for row in seen}
            due_at = dues.pop() if len(dues) == 1 else None
            place = self._model.state.shop.place(seen[0].location_id)
            chosen = partial(self._deeds.move_due, seen)
            self._keep(index, lambda at: open_due(at, due_at, place, chosen))

    def _open_assignee(self, index: QModelIndex) -> None:
        seen = self.selected()
        if seen:
            people = {row.assignee_id for row in seen}
            current = (people.pop() or "") if len(people) == 1 else ""
            staff = self._model.state.shop.operators
            chosen = partial(self._assign, seen)
            self._keep(index, lambda at: open_assignee(at, staff, current, chosen))

    def _keep(self, index: QModelIndex, open_popup: Callable[[QWidget], object]) -> None:
        """Open a popup at a cell; the keyboard comes back to the table when it goes."""
        anchor = anchor_at(self.table, index)
        popup = open_popup(anchor)
        closed = getattr(popup, "closed", None)
        if closed is not None:
            closed.connect(anchor.hide)
            closed.connect(anchor.deleteLater, Qt.ConnectionType.QueuedConnection)
            closed.connect(self.table.setFocus)

    def _assign(self, seen: Sequence[RecordRow], key: str) -> None:
        name = "" if key == NOBODY else self._model.state.shop.operator_name(key)
        self._deeds.assign(seen, None if key == NOBODY else OperatorId(key), name)

    def _open_menu(self, at: QPoint) -> None:
        index = self.table.indexAt(at)
        if not index.isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(_("What to do with the record"))
        menu.addActions(self.actions())
        menu.popup(self.table.viewport().mapToGlobal(at))

    def _on_header(self, section: int) -> None:
        name = self._model.rows.columns[section].name
        if name in {rows.DUE, rows.REFERENCE}:
            self._model.sort_by_due(by_due=name == rows.DUE)
        else:
            self._show()

    def _on_empty_verb(self) -> None:
        if self._model.state.filters.is_narrow or self._model.state.by_due:
            self._model.clear()
        else:
            self.new_requested.emit()

    def _to_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _tell_current(self) -> None:
        self.record_chosen.emit(self.table.current_row())
