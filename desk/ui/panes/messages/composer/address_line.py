# SPDX-License-Identifier: LicenseRef-Desk
"""From which mailbox, to whom, with a copy to whom; and where the answers will arrive."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from desk.models.vocabulary import Channel
from desk.services.inbox import DraftContent
from desk.translation import _, pgettext
from desk.ui.panes.messages.composer.recipients import split_addresses, wrong_addresses
from desk.ui.panes.messages.composer.state import State
from desk.ui.panes.messages.composer.words import answers_text, box_text
from desk.ui.theme import SIZE
from desk.ui.widgets import ElidedText, LinkButton, Text
from desk.ui.widgets.paint import width_of
from desk.ui.wording import formats

ADDRESS_WIDTH = 230
"""So much of an address is always seen."""


class AddressLine(QWidget):
    """content_changed(DraftContent): another mailbox or copy was chosen."""

    content_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._from, self._to = Text("", "meta"), Text("", "meta")
        self.mailbox = LinkButton("", quiet=True)
        self._menu = QMenu(self.mailbox)
        self.address = ElidedText("", "text2")
        self.copy = LinkButton("")
        self.copies = QLineEdit()
        self._copies_label = Text("", "meta")
        self._problem = Text("", "problem", wrap=True)
        self._answers = _IfThereIsRoom("", "muted")
        self._state = State()
        self._wants_copies = False
        self._lay_out()
        self.copy.clicked.connect(self._on_copy)
        self.copies.editingFinished.connect(self._on_copies)
        self.retranslate()

    def show_state(self, state: State) -> None:
        """Show where it goes; a note goes nowhere."""
        was = self._state
        self._state = state
        content, is_mail = state.letter.content, state.letter.content.channel is Channel.EMAIL
        self.setVisible(not state.is_note)
        to = content.to if is_mail else formats.phone(content.to, state.around.country)
        self.address.setText(to or _("nobody yet"))
        self.address.setToolTip(to)
        self.address.setMinimumWidth(min(width_of(self.address.text()) + 2, ADDRESS_WIDTH))
        box = state.around.box(content.mailbox_id)
        for widget in (self._from, self.mailbox):
            widget.setVisible(is_mail and box is not None)
        self.mailbox.setText(box.address if box is not None else "")
        if len(state.around.boxes) > 1:
            self.mailbox.setMenu(self._menu)
        if box is not None:
            self._answers.setText(answers_text(box))
            self.mailbox.setToolTip(_("Answers arrive in: {box}").format(box=box_text(box)))
        has_choice = is_mail and len(state.around.boxes) > 1
        self._answers.setText(self._answers.text() if has_choice else "")
        if was.conversation_id != state.conversation_id:
            self._wants_copies = False
        if not self.copies.hasFocus() or was.letter.content.cc != content.cc:
            self.copies.setText(", ".join(content.cc))
        self._show_copies(is_mail=is_mail, has_any=bool(content.cc))
        if was.around.boxes != state.around.boxes or not self._menu.actions():
            self._fill()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._from.setText(pgettext("mail", "From"))
        self._to.setText(pgettext("mail", "To"))
        self.copy.setText(_("Cc"))
        self.copy.setAccessibleName(_("Add a copy"))
        self._copies_label.setText(_("Cc"))
        self.copies.setAccessibleName(_("Copy to"))
        self.copies.setPlaceholderText(_("Addresses, separated by commas"))
        self._menu.clear()
        self.show_state(self._state)

    def open_copies(self) -> None:
        """Show the field for copies and go there."""
        self._wants_copies = True
        self._show_copies(is_mail=True, has_any=True)
        self.copies.setFocus(Qt.FocusReason.OtherFocusReason)

    def settle(self) -> bool:
        """Take what stands in the field for copies; go there and return False where that is no address."""
        typed = split_addresses(self.copies.text())
        if self.copies.isHidden() or typed == self._state.letter.content.cc or self._on_copies():
            return True
        self.copies.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _show_copies(self, *, is_mail: bool, has_any: bool) -> None:
        is_open = is_mail and (has_any or self._wants_copies)
        self.copies.setVisible(is_open)
        self._copies_label.setVisible(is_open)
        self.copy.setVisible(is_mail and not is_open)
        if not is_open:
            self._problem.hide()

    def _fill(self) -> None:
        self._menu.clear()
        group = QActionGroup(self._menu)
        chosen = self._state.around.box(self._state.letter.content.mailbox_id)
        for box in self._state.around.boxes:
            action = self._menu.addAction(box_text(box))
            action.setData(box.id)
            action.setCheckable(True)
            action.setChecked(chosen is not None and box.id == chosen.id)
            group.addAction(action)
        group.triggered.connect(lambda action: self._tell(mailbox_id=str(action.data())))

    def _on_copy(self) -> None:
        self.open_copies()

    def _on_copies(self) -> bool:
        if self._state.is_note:  # the field lost the keyboard because it was hidden
            return True
        typed = split_addresses(self.copies.text())
        wrong = wrong_addresses(typed)
        said = _("This is no email address: {value}").format(value=", ".join(wrong)) if wrong else ""
        self._problem.setText(said)
        self._problem.setVisible(bool(said))
        self.copies.setAccessibleDescription(said)
        if not wrong and typed != self._state.letter.content.cc:
            self._tell(cc=typed)
        return not wrong

    def _tell(self, mailbox_id: str = "", cc: tuple[str, ...] | None = None) -> None:
        content: DraftContent = self._state.letter.content
        if mailbox_id:
            content = replace(content, mailbox_id=mailbox_id)
        if cc is not None:
            content = replace(content, cc=cc)
        self.content_changed.emit(content)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(SIZE.space_xs)
        for widget in (self._from, self.mailbox):
            line.addWidget(widget)
        line.addSpacing(SIZE.space_xs)
        line.addWidget(self._to)
        line.addWidget(self.address)
        line.addSpacing(SIZE.space_s)
        line.addWidget(self._answers, 1)
        line.addWidget(self.copy)
        second = QHBoxLayout()
        second.setSpacing(SIZE.space_s)
        second.addWidget(self._copies_label)
        second.addWidget(self.copies, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_l, SIZE.space_xs, SIZE.space_s, 0)
        column.setSpacing(SIZE.space_xs)
        column.addLayout(line)
        column.addLayout(second)
        column.addWidget(self._problem)
        self._problem.hide()


class _IfThereIsRoom(ElidedText):
    """A line that is shown whole, or not at all: half of it says nothing."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.fontMetrics().horizontalAdvance(self.text()) <= self.contentsRect().width():
            super().paintEvent(event)
