# SPDX-License-Identifier: LicenseRef-Desk
"""The small questions of the page: to whom, which tags, which customer, delete for good."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from desk.services.shop import CustomerRow
from desk.translation import _
from desk.ui.panes.messages.readings import Choices
from desk.ui.theme import SIZE
from desk.ui.widgets import PillPopup, PrimaryButton, SearchField, Text

Chosen = Callable[[tuple[str, ...]], object]


def fill_staff(menu: QMenu, choices: Choices, current: Sequence[str], chosen: Chosen) -> None:
    """Put the staff into `menu`, each on or off; `chosen` gets who is on afterwards."""
    people = [one for one in choices.operators if one.is_active or one.id in current]
    if choices.me is not None:
        people.sort(key=lambda one: one.id != choices.my_id)
    for one in people:
        label = _("Me ({name})").format(name=one.name) if one.id == choices.my_id else one.name
        action = menu.addAction(label.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(one.id in current)
        action.triggered.connect(
            partial(_flip, tuple(current), one.id, chosen)
        )  # takes no tick: Qt gives none
    if not people:
        menu.addAction(_("Nobody of the staff is entered yet")).setEnabled(False)
    if current:
        menu.addSeparator()
        menu.addAction(_("Nobody")).triggered.connect(lambda *_on: chosen(()))


def _flip(current: tuple[str, ...], operator_id: str, chosen: Chosen) -> None:
    rest = tuple(one for one in current if one != operator_id)
    chosen(rest if operator_id in current else (*rest, operator_id))


class TagForm(QWidget):
    """Asks for tags, with commas between them. chosen(tuple of str)."""

    chosen = Signal(object)

    def __init__(self, tags: Sequence[str], known: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = QLineEdit(", ".join(tags))
        self._field.setAccessibleName(_("Tags"))
        self._field.setPlaceholderText(_("warranty, urgent…"))
        completer = QCompleter(list(known), self._field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._field.setCompleter(completer)
        button = PrimaryButton(_("Apply"))
        button.clicked.connect(self._on_chosen)
        self._field.returnPressed.connect(self._on_chosen)
        row = QHBoxLayout()
        row.setSpacing(SIZE.space_s)
        row.addWidget(self._field, 1)
        row.addWidget(button)
        column = QVBoxLayout(self)
        column.addWidget(Text(_("Tags, with commas between them"), "meta"))
        column.addLayout(row)
        self.setMinimumWidth(SIZE.popup_width)
        self.setFocusProxy(self._field)

    def _on_chosen(self) -> None:
        typed = (one.strip() for one in self._field.text().split(","))
        self.chosen.emit(tuple(dict.fromkeys(one for one in typed if one)))


class CustomerForm(QWidget):
    """Finds a customer by typing. looked_for(str): words were typed. chosen(id)."""

    looked_for = Signal(str)
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: tuple[str, ...] = ()
        self.search = SearchField(_("Name, address, number…"))
        self._names = QStringListModel(self)
        self.list = QListView()
        self.list.setModel(self._names)
        self.list.setProperty("role", "bare")
        self.list.setAccessibleName(_("Customers"))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.clicked.connect(self._on_chosen)
        self.list.activated.connect(self._on_chosen)
        self.search.search_changed.connect(self.looked_for)
        self.search.left_down.connect(self._to_list)
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addWidget(self.list)
        self.setMinimumSize(SIZE.popup_width, SIZE.popup_height // 2)
        self.setFocusProxy(self.search)

    def show_customers(self, rows: Sequence[CustomerRow]) -> None:
        """Offer these customers."""
        self._ids = tuple(row.id for row in rows)
        shown = [
            " · ".join(part for part in (row.name or row.company, row.email or row.phone) if part)
            for row in rows
        ]
        self._names.setStringList(shown or [_("Nobody matches.")])

    def _to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)
        self.list.setCurrentIndex(self._names.index(0, 0))

    def _on_chosen(self, index: object) -> None:
        place = index.row()  # type: ignore[attr-defined]
        if place < len(self._ids):
            self.chosen.emit(self._ids[place])


def open_form(anchor: QWidget, form: TagForm | CustomerForm, chosen: Callable[[object], object]) -> PillPopup:
    """Show a form under `anchor`; `chosen` gets its answer."""
    popup = PillPopup(anchor)
    form.chosen.connect(popup.close)
    form.chosen.connect(chosen)
    popup.set_form(form)
    popup.open_under(anchor)
    form.setFocus(Qt.FocusReason.PopupFocusReason)
    return popup


def ask_delete(
    parent: QWidget, question: str, delete: Callable[[bool], object], *, is_on_server: bool
) -> QMessageBox:
    """Ask before something is deleted for good; `delete` hears whether the server's copy goes too."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(question)
    also = QCheckBox(_("Also delete it on the mail server"))
    if is_on_server:
        stays, goes = _("The copy on the mail server stays."), _("The copy on the mail server goes too.")
        box.setInformativeText(stays)
        box.setCheckBox(also)
        also.toggled.connect(lambda is_on: box.setInformativeText(goes if is_on else stays))
    verb = box.addButton(_("Delete"), QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    verb.clicked.connect(lambda *_pressed: delete(also.isChecked()))
    box.open()
    return box


def ask_open(parent: QWidget, title: str, text: str, verb: str, deed: Callable[[], object]) -> QMessageBox:
    """Ask before something that may harm; nothing happens unless the verb is pressed."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(title)
    box.setInformativeText(text)
    go = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
    stay = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    go.clicked.connect(lambda *_pressed: deed())
    box.open()
    return box
