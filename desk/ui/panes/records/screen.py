# SPDX-License-Identifier: LicenseRef-Desk
"""The list of records: kinds, filters, the table, and what is said when there is nothing in it."""

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from desk.services.events import KINDS
from desk.translation import _, pgettext
from desk.ui.panes.records import rows
from desk.ui.panes.records.cell_changes import CellChanges
from desk.ui.panes.records.deeds import RecordDeeds
from desk.ui.panes.records.filter_bar import FilterBar
from desk.ui.panes.records.record_table import RecordTable
from desk.ui.panes.records.view_model import RecordsModel
from desk.ui.theme import SIZE
from desk.ui.widgets import EmptyState, InfoBar, PageHeader, PrimaryButton, Segments, Text
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import failure_text, formats

REST_MS = 60
"""The event feed follows the arrow keys once they rest."""
SETTLED_MS = 1_500
"""So long a record that was asked for is looked for again when the list is read anew."""


class RecordsScreen(Speaks, QWidget):
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
        self._wanted_id = ""
        self.table = RecordTable(model)
        self.changes = CellChanges(self.table, model, deeds)
        self.bar = FilterBar(model)
        self._header = PageHeader("")
        self.kinds = Segments("")
        self.new = PrimaryButton("", "plus")
        self._trouble = InfoBar("warn")
        self._empty = EmptyState("clipboard-text", "")
        self._middle = QStackedWidget()
        self._footer = Text("", "meta")
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._lay_out()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._header.set_title(_("Records"))
        self.kinds.setAccessibleName(_("Kind of record"))
        for kind in KINDS:
            self.kinds.set_text(kind.name, _(kind.label_many))
        self.table.setAccessibleName(_("Records"))
        self.new.setText(pgettext("record", "New"))
        self.bar.retranslate()
        self._model.retranslate()
        self._show()

    def select(self, record_id: str) -> None:
        """Make a record current, as soon as it is loaded."""
        self._wanted_id = record_id
        self._settled.start()
        self._on_loaded()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rest.stop()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(SIZE.space_m, SIZE.space_m, SIZE.space_m, SIZE.space_s)
        head.setSpacing(SIZE.space_s)
        for kind in KINDS:
            self.kinds.add(kind.name, "")
        self._header.add_action(self.kinds)
        self._header.add_action(self.new)
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
        later = Qt.ConnectionType.QueuedConnection  # the table forgets its current row while it is reset
        self._model.loaded.connect(self._on_loaded, later)
        self.kinds.current_key_changed.connect(self._model.show_kind)
        self.new.clicked.connect(self.new_requested)
        self._trouble.verb_requested.connect(self._model.refresh)
        self._empty.verb_requested.connect(self._on_empty_verb)
        self.bar.left_down.connect(self._to_table)
        self._rest.timeout.connect(self._tell_current)
        self._settled.timeout.connect(self._on_settled)
        self.table.sort_requested.connect(self._on_sort)
        self.table.current_row_changed.connect(self._on_current)
        self.table.selection_size_changed.connect(self._say_footer)
        self.table.row_activated.connect(self.feed_wanted)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._open_menu)

    def _show(self) -> None:
        state = self._model.state
        self.kinds.set_current(state.kind.name)
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
                pgettext("record", "New"),
            )

    def _say_footer(self) -> None:
        state = self._model.state
        if state.figures is None:
            self._footer.setText(_("Counting…"))
            return
        chosen = len(self.table.selectionModel().selectedRows())
        total = formats.number(state.figures.shown)
        if chosen > 1:
            said = _("{count} of {total} selected").format(count=formats.number(chosen), total=total)
        else:
            said = _("{total} in this list").format(total=total)
        if state.figures.overdue:
            said += " · " + _("{count} overdue").format(count=formats.number(state.figures.overdue))
        self._footer.setText(said)

    def _on_loaded(self) -> None:
        self._say_empty()
        if not self._wanted_id:
            return
        index = self._model.rows.index_of(self._wanted_id)
        if index.isValid() and index.row() != self.table.currentIndex().row():
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)

    def _on_settled(self) -> None:
        self._wanted_id = ""

    def _on_current(self) -> None:
        if self.table.hasFocus():  # the person goes elsewhere
            self._wanted_id = ""
        self._rest.start()

    def _on_sort(self, by_due: bool) -> None:
        self._model.sort_by_due(by_due=by_due)
        self._show()

    def _open_menu(self, at: QPoint) -> None:
        if not self.table.indexAt(at).isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(_("What to do with the record"))
        menu.addActions(self.actions())
        menu.popup(self.table.viewport().mapToGlobal(at))

    def _on_empty_verb(self) -> None:
        if self._model.state.filters.is_narrow or self._model.state.by_due:
            self._model.clear()
        else:
            self.new_requested.emit()

    def _to_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _tell_current(self) -> None:
        self.record_chosen.emit(self.table.current_row())
