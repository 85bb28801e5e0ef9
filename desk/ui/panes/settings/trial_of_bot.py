# SPDX-License-Identifier: LicenseRef-Desk
"""A sentence to try a bot with, and what it answers; nothing is sent."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desk.services.assistants import Reply
from desk.translation import _
from desk.ui.theme import SIZE
from desk.ui.widgets import Card, SecondaryButton, SectionLabel, StateLabel, Text
from desk.ui.wording.assistants import trouble_text


class TrialOfBot(QWidget):
    """asked(sentence): try it; what is typed in the form counts, saved or not."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.sentence, self.go = QLineEdit(), SecondaryButton("", "play")
        self.state = StateLabel("info", "")
        self.answer = Text("", wrap=True)
        self._title = SectionLabel("")
        self._card = Card()
        self._reply: Reply | None = None
        self._lay_out()
        self.go.clicked.connect(self._on_go)
        self.sentence.returnPressed.connect(self._on_go)
        self.retranslate()

    def show_thinking(self) -> None:
        """Say that the bot is being asked."""
        self._show("hourglass-medium", _("The bot is thinking…"), "info", "")

    def show_reply(self, reply: Reply) -> None:
        """Show what the bot answers."""
        if not reply.text and not reply.hands_over:
            self._show("minus", _("It has nothing to say to that; the next bot is asked."), "text2", "")
        elif not reply.text:
            self._show("user", _("It hands over to a person."), "text2", "")
        elif reply.hands_over:
            self._show("robot", _("It answers, then hands over:"), "ok", reply.text)
        else:
            self._show("robot", _("It answers:"), "ok", reply.text)

    def show_trouble(self, error: Exception) -> None:
        """Say why there is no answer."""
        self._show("x-circle", trouble_text(error), "danger", "")

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._title.setText(_("Try it"))
        self.sentence.setPlaceholderText(_("Write as a customer would, such as: When are you open?"))
        self.sentence.setAccessibleName(_("Sentence of a customer"))
        self.go.setText(_("Try"))

    def _show(self, icon: str, words: str, role: str, answer: str) -> None:
        self.state.set_state(icon, words, role)
        self.answer.setText(answer)
        self.answer.setVisible(bool(answer))
        self._card.show()

    def _on_go(self) -> None:
        if sentence := self.sentence.text().strip():
            self.asked.emit(sentence)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SIZE.space_s, 0, 0)
        column.setSpacing(SIZE.space_xs)
        column.addWidget(self._title)
        row = QHBoxLayout()
        row.setSpacing(SIZE.space_s)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.go)
        column.addLayout(row)
        self._card.column.setContentsMargins(SIZE.space_m, SIZE.space_s, SIZE.space_m, SIZE.space_s)
        self._card.column.addWidget(self.state)
        self._card.column.addWidget(self.answer)
        column.addWidget(self._card)
        self._card.hide()
