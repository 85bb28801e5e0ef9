# SPDX-License-Identifier: LicenseRef-Desk
"""Chooses a customer: search as one types, take, or make one in place."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from desk.services.shop import CustomerDraft, CustomerRow
from desk.translation import N_, _
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
from desk.ui.widgets.customer_search import CustomerSearch, Found, draft_from
from desk.ui.widgets.new_customer import NewCustomer
from desk.ui.wording import channel_mark


class CustomerField(QWidget):
    """Shows what a CustomerSearch finds. title: what it is called, in the current language."""

    def __init__(self, search: CustomerSearch, title: Callable[[], str]) -> None:
        super().__init__()
        self._model = search
        self._title = title
        self._label = Text("", "meta")
        self.field = SearchField()
        self.found = QListView()
        self.make = LinkButton("", "user-plus")
        self.new = NewCustomer()
        self.person = _Person()
        self._reasons = Text("", "muted", wrap=True)
        self._problem = Text("", "problem", wrap=True)
        self._is_making = False
        self._rows: RowsModel[Found, str] = RowsModel(
            (Column(name="name", header=N_("Customer"), text=_said),), lambda one: one.row.id, self
        )
        self._lay_out()
        self._connect()
        self._show()

    def go(self) -> None:
        """Give the keyboard to the search."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_problem(self, text: str) -> None:
        """Say what is wrong; "" nothing."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.field.setAccessibleDescription(text)
        if text:
            self.go()

    def show_reasons(self, reasons: Sequence[str]) -> None:
        """Say why some channels cannot be used with who was chosen."""
        is_shown = bool(reasons) and self._model.state.chosen is not None
        self._reasons.setText(" · ".join(reasons))
        self._reasons.setVisible(is_shown)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._label.setText(self._title())
        self.field.set_placeholder(_("Name, phone, email…"))
        self.found.setAccessibleName(_("Customers found"))
        self.person.retranslate()
        self.new.retranslate()
        self._say_make()

    def _show(self) -> None:
        state = self._model.state
        has_chosen = state.chosen is not None
        self._is_making = self._is_making and not has_chosen
        looks = not has_chosen and not self._is_making
        self._rows.set_rows(state.found)
        self.field.setVisible(looks)
        self.found.setVisible(looks and bool(state.found))
        self.found.setFixedHeight(max(1, len(state.found)) * SIZE.row)
        self.make.setVisible(looks)
        self.new.setVisible(self._is_making)
        self.person.setVisible(has_chosen)
        if state.chosen is not None:
            self.person.show_customer(state.chosen)
        if self.field.text() != state.text:
            self.field.setText(state.text)
        self._say_make()

    def _say_make(self) -> None:
        state = self._model.state
        name = " ".join(state.text.split())
        if state.has_none:
            self.make.setText(_("No customer matches – Create “{name}”").format(name=name))
        else:
            self.make.setText(_("New customer"))

    def _on_chosen(self) -> None:
        self.set_problem("")

    def _on_text(self, text: str) -> None:
        if text != self._model.state.text:
            self._model.find(text)

    def _to_found(self) -> None:
        if self._rows.rowCount():
            self.found.setCurrentIndex(self._rows.index(0, 0))
            self.found.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_return(self) -> None:
        state = self._model.state
        if state.found and state.is_asked:
            self._model.choose(state.found[0].row)
        elif state.has_none:
            self._on_make()

    def _on_pick(self, index: QModelIndex) -> None:
        found = index.data(RowRole)
        if isinstance(found, Found):
            self._model.choose(found.row)

    def _on_make(self) -> None:
        self._is_making = True
        self._show()
        self.new.begin(draft_from(self._model.state.text))

    def _on_left(self) -> None:
        self._is_making = False
        self._show()
        self.go()

    def _on_new(self, draft: CustomerDraft) -> None:
        self._model.create(draft, self.new.show_failure)

    def _on_change(self) -> None:
        self._model.choose(None)
        self.go()
        self.field.selectAll()

    def _connect(self) -> None:
        self._model.changed.connect(self._show)
        self._model.chosen_changed.connect(self._on_chosen)
        self.field.textChanged.connect(self._on_text)
        self.field.left_down.connect(self._to_found)
        self.field.returnPressed.connect(self._on_return)
        self.found.clicked.connect(self._on_pick)
        self.found.activated.connect(self._on_pick)
        self.make.clicked.connect(self._on_make)
        self.person.change_wanted.connect(self._on_change)
        self.new.made.connect(self._on_new)
        self.new.left.connect(self._on_left)

    def _lay_out(self) -> None:
        self._label.setBuddy(self.field)
        self.found.setModel(self._rows)
        self.found.setItemDelegate(CellDelegate(_cell, self.found))
        self.found.setUniformItemSizes(True)
        self.found.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZE.space_xs)
        for upper in (self._label, self.field, self.found):
            column.addWidget(upper)
        column.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        for lower in (self.new, self.person, self._reasons, self._problem):
            column.addWidget(lower)
        self._reasons.hide()
        self._problem.hide()


class _Person(Card):
    """The customer who was chosen. change_wanted(): somebody else is meant."""

    change_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(quiet=True)
        self._avatar = Avatar("", SIZE.avatar_m)
        self._name = ElidedText("", "strong")
        self._contact = ElidedText("", "meta")
        self.change = LinkButton("")
        self.change.clicked.connect(self.change_wanted)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._name)
        texts.addWidget(self._contact)
        row = QHBoxLayout()
        row.addWidget(self._avatar)
        row.addLayout(texts, 1)
        row.addWidget(self.change)
        self.column.setContentsMargins(SIZE.space_s, SIZE.space_xs, SIZE.space_s, SIZE.space_xs)
        self.column.addLayout(row)

    def show_customer(self, row: CustomerRow) -> None:
        """Show who it is."""
        self._avatar.set_person(row.name or row.company)
        self._name.setText(row.name or row.company)
        self._contact.setText(_contact(row) or _("No address yet: nobody can be told."))

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.change.setText(_("Change"))
        self.change.setAccessibleName(_("Choose another customer"))


def _contact(row: CustomerRow) -> str:
    return " · ".join(part for part in (row.email, row.phone) if part)


def _agreed(one: Found) -> str:
    names = ", ".join(channel_mark(channel).text for channel in sorted(one.agreed))
    return _("agreed: {channels}").format(channels=names) if names else _("no consent noted")


def _said(one: Found) -> str:
    row = one.row
    return ", ".join(part for part in (row.name or row.company, row.email, row.phone, _agreed(one)) if part)


def _cell(one: Found) -> PersonCell:
    second = " · ".join(part for part in (_contact(one.row), _agreed(one)) if part)
    return PersonCell(name=one.row.name or one.row.company, second=second)
