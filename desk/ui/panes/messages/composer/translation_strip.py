# SPDX-License-Identifier: LicenseRef-Desk
"""The answer in the customer's language: asked for by a switch, shown under one's own words before it leaves."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.theme import SIZE
from desk.ui.widgets import Card, ElidedText, LinkButton, Switch, Text
from desk.ui.wording import formats

HEIGHT = 96


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the strip shows. language: the customer's; "" hides the strip. text: the translation.

    is_stale: it is of other words, or there is none yet. trouble: why there is no translation.
    """

    language: str = ""
    is_on: bool = False
    is_busy: bool = False
    is_stale: bool = False
    text: str = ""
    trouble: str = ""


class TranslationStrip(QWidget):
    """switched(bool), renewal_wanted(): translate again. corrected(str): the person changed the translation."""

    switched = Signal(bool)
    renewal_wanted = Signal()
    corrected = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self.switch = Switch("")
        self._label = ElidedText("", "meta")
        self._state = ElidedText("", "muted")
        self.renew = LinkButton("", "arrows-clockwise")
        self.words = QPlainTextEdit()
        self.words.setProperty("role", "bare")
        self.words.setFixedHeight(HEIGHT)
        self.words.setTabChangesFocus(True)
        self._card = Card(quiet=True)
        self._trouble = Text("", "problem", wrap=True)
        self._lay_out()
        self.switch.toggled.connect(self.switched)
        self.renew.clicked.connect(self.renewal_wanted)
        self.words.textChanged.connect(self._on_words)
        self.retranslate()

    def show_look(self, look: Look) -> None:
        """Show how far the translation is."""
        self._look = look
        self.setVisible(bool(look.language))
        blocked = self.switch.blockSignals(True)
        self.switch.setChecked(look.is_on)
        self.switch.blockSignals(blocked)
        if self.words.toPlainText() != look.text:
            blocked = self.words.blockSignals(True)
            self.words.setPlainText(look.text)
            self.words.blockSignals(blocked)
        self._card.setVisible(look.is_on and bool(look.text))
        self.renew.setVisible(look.is_on and not look.is_busy and (look.is_stale or bool(look.trouble)))
        self._trouble.setText(look.trouble)
        self._trouble.setVisible(look.is_on and bool(look.trouble))
        self._say()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.renew.setText(_("Translate again"))
        self.words.setAccessibleName(_("Translation that is sent"))
        self.show_look(self._look)

    def _say(self) -> None:
        name = formats.language_name(self._look.language)
        said = _("Reply in {language} (automatic translation)").format(language=name)
        self._label.setText(said)
        self.switch.set_label(said)
        state = ""
        if self._look.is_on:
            if self._look.is_busy:
                state = _("Translating…")
            elif self._look.is_stale and self._look.text:
                state = _("Your words have changed since.")
            elif self._look.text:
                state = _("This is what is sent; your own words stay with it.")
        self._state.setText(state)
        self._state.setVisible(bool(state))

    def _on_words(self) -> None:
        self.corrected.emit(self.words.toPlainText())

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SIZE.space_s)
        row.addWidget(self.switch)
        row.addWidget(self._label)
        self._state.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._state, 1)
        row.addWidget(self.renew)
        self._card.column.setContentsMargins(SIZE.space_xs, 0, SIZE.space_xs, 0)
        self._card.column.addWidget(self.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_l, SIZE.space_xs, SIZE.space_m, SIZE.space_xs)
        column.setSpacing(SIZE.space_xs)
        column.addLayout(row)
        column.addWidget(self._card)
        column.addWidget(self._trouble)
