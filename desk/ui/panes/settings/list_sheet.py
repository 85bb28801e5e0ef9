# SPDX-License-Identifier: LicenseRef-Desk
"""A page with a list at the side and a form for each of its things; going to another loses nothing typed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desk.translation import N_, _
from desk.ui.panes.settings.edit_form import EditForm
from desk.ui.panes.settings.sheet import Sheet
from desk.ui.rows_model import Column, RowsModel
from desk.ui.theme import SIZE
from desk.ui.widgets import CardList, EmptyState, ListCard, PrimaryButton

LIST_WIDTH = 264
NEW = ""
"""The key of the form for a thing that is not kept yet."""


class HasId(Protocol):
    """What a list shows."""

    @property
    def id(self) -> str:
        """What it is known by."""


Row = TypeVar("Row", bound=HasId)
Made = TypeVar("Made", bound=EditForm)


class ListSheet(Sheet, Generic[Row, Made]):
    """Subclasses say how a row looks (`card`), make its form (`make_form`) and keep it fresh (`show_row`)."""

    def __init__(self, title: str, lead: str, icon: str) -> None:
        super().__init__(title, lead)
        self.new = PrimaryButton("", "plus")
        self.header.add_action(self.new)
        self.rows: RowsModel[Row, str] = RowsModel(
            (Column(name="name", header=N_("Name"), text=lambda row: self.card(row).title),),
            lambda row: row.id,
            self,
            self._sentence,
        )
        self.list = CardList("", self._marked)
        self.list.setSelectionMode(CardList.SelectionMode.SingleSelection)
        self.list.setModel(self.rows)
        self.forms: dict[str, Made] = {}
        self.new_keys: tuple[str, ...] = (NEW,)
        self.shown = NEW
        self.empty = EmptyState(icon, "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self.side = QVBoxLayout()
        self._holder = QWidget()
        self._has_rows = False
        self._lay_out()
        self.new.clicked.connect(self.start_new)
        self.empty.verb_requested.connect(self.start_new)
        self.list.current_row_changed.connect(self._on_current)
        self.list.row_activated.connect(self._on_activated)

    # ------------------------------------------------------------------- what subclasses say

    def card(self, row: Row) -> ListCard:
        """Return how `row` looks in the list."""
        raise NotImplementedError

    def make_form(self, key: str, row: Row | None) -> Made:
        """Make the form of `row`, or (None) of the new thing `key`, and connect it."""
        raise NotImplementedError

    def show_row(self, form: Made, row: Row) -> None:
        """Show in `form` what is kept now, unless somebody is typing there."""
        raise NotImplementedError

    # ---------------------------------------------------------------------------- what they use

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these things; the first is opened when none is."""
        self.rows.set_rows(rows)
        self._holder.setVisible(bool(rows) or self.side.count() > 1)  # no room for a list of nothing
        by_id = {row.id: row for row in rows}
        for key, form in list(self.forms.items()):
            if key in by_id:
                self.show_row(form, by_id[key])
            elif key not in self.new_keys and not form.is_touched:
                self.drop(key)
        if not self._has_rows or self.shown not in self.forms:
            self._has_rows = True
            if rows and not any(key in self.forms for key in self.new_keys):
                self.open(rows[0].id)

    def open(self, key: str) -> None:
        """Show the form of the thing known as `key`."""
        index = self.rows.index_of(key)
        row = self.rows.row_at(index)
        if key not in self.new_keys and row is None:
            return
        if key not in self.forms:
            form = self.forms[key] = self.make_form(key, row)
            self._stack.addWidget(form)
            form.touched_changed.connect(self.rows.retranslate)
            form.retranslate()
            self.show_rights()
        self.shown = key
        self._stack.setCurrentWidget(self.forms[key])
        flags = QItemSelectionModel.SelectionFlag
        if row is not None:
            self.list.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)
        else:
            self.list.selectionModel().clear()

    def start_new(self) -> None:
        """Show an empty form, or the one that was begun."""
        self.begin_new(self.new_keys[0])

    def begin_new(self, key: str) -> None:
        """Show the form for the new thing `key` and go to its first field."""
        self.open(key)
        self.forms[key].begin()

    def drop(self, key: str) -> None:
        """Forget the form of `key`; the first thing is shown instead, or the empty state."""
        form = self.forms.pop(key, None)
        if form is None:
            return
        focused = QApplication.focusWidget()
        if focused is not None and form.isAncestorOf(focused):
            (self.list if self.rows.rows else self.new).setFocus(Qt.FocusReason.OtherFocusReason)
        self._stack.removeWidget(form)
        form.deleteLater()
        if self.shown == key:
            self.shown = NEW
            self._stack.setCurrentWidget(self.empty)
            if self.rows.rows:
                self.open(self.rows.rows[0].id)
        self.rows.retranslate()

    def unsaved(self) -> int:
        return sum(form.is_touched for form in self.forms.values())

    def retranslate(self) -> None:
        super().retranslate()
        for form in self.forms.values():
            form.retranslate()
        self.rows.retranslate()

    def _marked(self, row: Row) -> ListCard:
        card = self.card(row)
        form = self.forms.get(row.id)
        if form is not None and form.is_touched:
            return replace(card, badge=_("Not saved"), badge_role="warn", badge_icon="pencil-simple")
        return card

    def _sentence(self, row: Row) -> str:
        card = self._marked(row)
        return ", ".join(part for part in (card.title, card.meta, card.badge) if part)

    def _on_current(self, row: Row | None) -> None:
        if row is not None and row.id != self.shown:
            self.open(row.id)

    def _on_activated(self, row: Row) -> None:
        self.open(row.id)

    def _lay_out(self) -> None:
        self.side.setSpacing(SIZE.space_xs)
        self.side.addWidget(self.list, 1)
        self._holder.setFixedWidth(LIST_WIDTH)
        self._holder.setLayout(self.side)
        self.side.setContentsMargins(0, 0, 0, SIZE.space_m)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._holder)
        row.addWidget(self._stack, 1)
        self.body.addLayout(row, 1)
