# SPDX-License-Identifier: LicenseRef-Desk
"""The sheet on which a new record is written; what is typed survives until it is kept or thrown away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desk.errors import Refused
from desk.services.events import KINDS, record_kind
from desk.translation import _
from desk.ui.panes.records.readings import Shop
from desk.ui.panes.records.record_form import RecordForm
from desk.ui.theme import SIZE
from desk.ui.widgets import (
    Divider,
    InfoBar,
    LinkButton,
    PageHeader,
    PrimaryButton,
    SecondaryButton,
    Segments,
)
from desk.ui.widgets.customer_search import CustomerSearch
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import failure_text

WIDTH, HEIGHT = 780, 600


class NewRecord(Speaks, QDialog):
    """create_requested(RecordDraft). Closing keeps what was typed; `start` shows it again."""

    create_requested = Signal(object)

    def __init__(self, search: CustomerSearch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search = search
        self._header = PageHeader("")
        self._trouble = InfoBar("warn")
        self.kinds = Segments("")
        self.form = RecordForm(search)
        self.create_button = PrimaryButton("", "plus")
        self._close = SecondaryButton("")
        self._empty = LinkButton("", "trash", quiet=True)
        self._lay_out()
        self.kinds.current_key_changed.connect(self.show_kind)
        self.create_button.clicked.connect(self.submit)
        self._close.clicked.connect(self.reject)
        self._empty.clicked.connect(self.empty)
        self.retranslate()

    def start(self, kind: str, shop: Shop, customer_id: str = "") -> None:
        """Open the sheet for a kind, as it was left when something is unfinished on it."""
        self.form.offer(shop)
        is_back = self.form.is_touched()
        if not is_back:
            self.show_kind(kind)
        if customer_id:
            self._search.choose_id(customer_id)
        self._empty.setVisible(is_back)
        if is_back:
            self._trouble.show_message(_("What you had begun is still here."), role="info", icon="info")
        else:
            self._trouble.hide()
        self.open()
        self.form.go_to_first()

    def is_touched(self) -> bool:
        """Whether something was typed or chosen that would be lost."""
        return self.form.is_touched()

    def finish(self) -> None:
        """Close the sheet and empty it: the record is kept."""
        self.empty()
        self.accept()

    def empty(self) -> None:
        """Throw away what was typed."""
        self.form.empty()
        self.create_button.setEnabled(True)
        self._trouble.hide()
        self._empty.hide()

    def show_kind(self, name: str) -> None:
        """Ask for the fields of another kind."""
        self.kinds.set_current(name)
        self.form.show_kind(record_kind(name))

    def show_failure(self, error: Exception) -> None:
        """Say why the record could not be kept; everything typed stays."""
        self.create_button.setEnabled(True)
        if isinstance(error, Refused):
            self.form.show_problems(error.problems)
            return
        failure = failure_text(error)
        text = f"{failure.title} {failure.sentence}".strip()
        self._trouble.show_message(text, details=failure.detail, role="warn", icon="warning")

    def submit(self) -> None:
        """Ask for the record to be kept; what is missing or cannot be read is told under its field."""
        draft = self.form.draft() if self.create_button.isEnabled() else None
        if draft is not None:
            self.create_button.setEnabled(False)
            self.create_requested.emit(draft)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.setWindowTitle(_("New record"))
        self._header.set_title(_("New record"))
        self.kinds.setAccessibleName(_("Kind of record"))
        for kind in KINDS:
            self.kinds.set_text(kind.name, _(kind.label))
        self.create_button.setText(_("Create"))
        self.create_button.setToolTip(_("Create ({key})").format(key="Ctrl+⏎"))
        self._close.setText(_("Close"))
        self._empty.setText(_("Empty the form"))
        self.form.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submit()  # Enter alone does not: too much is decided by it

    def _lay_out(self) -> None:
        self.resize(WIDTH, HEIGHT)
        self.setModal(True)
        for kind in KINDS:
            self.kinds.add(kind.name, "")
        self._header.add_action(self.kinds)
        buttons = QHBoxLayout()
        buttons.addWidget(self._empty)
        buttons.addStretch(1)
        for button in (self._close, self.create_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_l, SIZE.space_l, SIZE.space_l, SIZE.space_l)
        column.setSpacing(SIZE.space_m)
        column.addWidget(self._header)
        column.addWidget(self._trouble)
        column.addWidget(self.form, 1)
        column.addWidget(Divider())
        column.addLayout(buttons)
