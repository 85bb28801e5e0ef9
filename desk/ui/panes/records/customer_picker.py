# SPDX-License-Identifier: LicenseRef-Desk
"""Chooses the customer of a new record: search, take, or make one in place."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desk.services.shop import CustomerDraft, CustomerRow
from desk.translation import N_, _
from desk.ui.panes.records.customer_search import CustomerSearch, SearchState, draft_from
from desk.ui.rows_model import Column, RowRole, RowsModel
from desk.ui.theme import SIZE
from desk.ui.widgets import (
    Avatar,
    Card,
    CellDelegate,
    ElidedText,
    LinkButton,
    PersonCell,
    SearchField,
    Text,
)
from desk.ui.widgets.new_customer import NewCustomer


class CustomerPicker(QWidget):
    """Shows what a CustomerSearch finds. chosen(): the customer is another one."""

    chosen = Signal()

    def __init__(self, search: CustomerSearch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = search
        self._before: CustomerRow | None = None
        self._is_making = False
        self._label = Text("", "meta")
        self._problem = Text("", "problem", wrap=True)
        self.search = SearchField()
        self.found = QListView()
        self.make = LinkButton("", "user-plus")
        self.new = NewCustomer()
        self._person = _Person()
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.retranslate()
        self._show()

    def set_problem(self, text: str) -> None:
        """Say what is wrong; "" nothing."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.search.setAccessibleDescription(text)
        if text:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._label.setText(_("Customer"))
        self.search.set_placeholder(_("Name, phone, email…"))
        self.found.setAccessibleName(_("Customers found"))
        self._person.retranslate()
        self.new.retranslate()
        self._say_make(self._model.state)

    def _lay_out(self) -> None:
        self._label.setBuddy(self.search)
        self._rows: RowsModel[CustomerRow, str] = RowsModel(
            (Column(name="name", header=N_("Customer"), text=_said),), lambda row: row.id, self
        )
        self.found.setModel(self._rows)
        self.found.setItemDelegate(CellDelegate(_cell, self.found))
        self.found.setUniformItemSizes(True)
        self.found.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        looking = QWidget()
        column = QVBoxLayout(looking)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZE.space_xs)
        column.addWidget(self.search)
        column.addWidget(self.found)
        column.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        for part in (looking, self._person, self.new):
            self._stack.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SIZE.space_xs)
        for widget in (self._label, self._stack, self._problem):
            whole.addWidget(widget)
        self._problem.hide()

    def _connect(self) -> None:
        self._model.changed.connect(self._show)
        self.search.textChanged.connect(self._on_text)
        self.search.left_down.connect(self._to_found)
        self.search.returnPressed.connect(self._on_return)
        self.found.clicked.connect(self._on_pick)
        self.found.activated.connect(self._on_pick)
        self.make.clicked.connect(self._on_make)
        self._person.change_requested.connect(self._on_change)
        self.new.made.connect(self._on_new)
        self.new.left.connect(self._on_left)

    def _show(self) -> None:
        state = self._model.state
        self._rows.set_rows(state.found)
        self.found.setVisible(bool(state.found))
        self.found.setFixedHeight(max(1, len(state.found)) * SIZE.row)
        self._say_make(state)
        if state.chosen is not None:
            self._person.show_customer(state.chosen)
        self._is_making = self._is_making and state.chosen is None
        self._stack.setCurrentIndex(1 if state.chosen is not None else 2 if self._is_making else 0)
        if state.chosen != self._before:
            self._before = state.chosen
            self.set_problem("")
            self.chosen.emit()
        if self.search.text() != state.text:
            self.search.setText(state.text)
        self._fit()

    def _fit(self) -> None:
        """Let the part that is shown decide how high the picker is."""
        for at in range(self._stack.count()):
            part = self._stack.widget(at)
            is_shown = at == self._stack.currentIndex()
            wish = QSizePolicy.Policy.Preferred if is_shown else QSizePolicy.Policy.Ignored
            if part is not None:
                part.setSizePolicy(QSizePolicy.Policy.Preferred, wish)
        self._stack.adjustSize()

    def _say_make(self, state: SearchState) -> None:
        name = " ".join(state.text.split())
        if state.has_none:
            self.make.setText(_("No customer matches – Create “{name}”").format(name=name))
        else:
            self.make.setText(_("New customer"))

    def _on_text(self, text: str) -> None:
        if text != self._model.state.text:
            self._model.find(text)

    def _to_found(self) -> None:
        if self._rows.rowCount():
            self.found.setCurrentIndex(self._rows.index(0, 0))
            self.found.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_return(self) -> None:
        if self._model.state.found:
            self._model.choose(self._model.state.found[0])
        elif self._model.state.has_none:
            self._on_make()

    def _on_pick(self, index: QModelIndex) -> None:
        self._model.choose(index.data(RowRole))

    def _on_make(self) -> None:
        self._is_making = True
        self._show()
        self.new.begin(draft_from(self._model.state.text))

    def _on_left(self) -> None:
        self._is_making = False
        self._show()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_new(self, draft: CustomerDraft) -> None:
        self._model.create(draft, self.new.show_failure)

    def _on_change(self) -> None:
        self._model.choose(None)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.selectAll()


class _Person(Card):
    """The customer who was chosen. change_requested(): somebody else is meant."""

    change_requested = Signal()

    def __init__(self) -> None:
        super().__init__(quiet=True)
        self._avatar = Avatar("", SIZE.avatar_m)
        self._name = ElidedText("", "strong")
        self._contact = ElidedText("", "meta")
        self._change = LinkButton("")
        self._change.clicked.connect(self.change_requested)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._name)
        texts.addWidget(self._contact)
        row = QHBoxLayout()
        row.addWidget(self._avatar)
        row.addLayout(texts, 1)
        row.addWidget(self._change)
        self.column.setContentsMargins(SIZE.space_s, SIZE.space_xs, SIZE.space_s, SIZE.space_xs)
        self.column.addLayout(row)

    def show_customer(self, row: CustomerRow) -> None:
        """Show who it is."""
        self._avatar.set_person(row.name or row.company)
        self._name.setText(row.name or row.company)
        self._contact.setText(_contact(row) or _("No address yet: nobody can be told."))

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._change.setText(_("Change"))
        self._change.setAccessibleName(_("Choose another customer"))


def _contact(row: CustomerRow) -> str:
    return " · ".join(part for part in (row.email, row.phone) if part)


def _said(row: CustomerRow) -> str:
    return ", ".join(part for part in (row.name or row.company, row.email, row.phone) if part)


def _cell(row: CustomerRow) -> PersonCell:
    return PersonCell(name=row.name or row.company, second=_contact(row))
