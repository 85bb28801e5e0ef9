# SPDX-License-Identifier: LicenseRef-Desk
"""The editors of what a bot says: a text in several languages, and rules of words with a text each."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.panes.settings.language_texts import LanguageTexts, packed, unpacked
from desk.ui.theme import SIZE
from desk.ui.widgets import Card, IconButton, LinkButton, Switch, Text

TEXT_HEIGHT = 84

Rule = Mapping[str, Any]
"""{"words": […], "texts": {language: text}, "hands_over": bool}, as the bot keeps it."""


class SpokenTexts(LanguageTexts):
    """A text without a subject in several languages."""

    def __init__(self) -> None:
        super().__init__()
        self.subject.hide()
        self._subject_label.hide()
        self._text_label.hide()
        self.body.setMinimumHeight(TEXT_HEIGHT)
        self.body.setMaximumHeight(TEXT_HEIGHT)

    def texts(self) -> dict[str, str]:
        """Return language → text of those that say something."""
        return {language: text for language, (_subject, text) in unpacked(self.value()).items()}

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Hold these texts."""
        self.set_value(packed({language: ("", str(text)) for language, text in texts.items()}))


class RuleCard(Card):
    """One rule. changed(): it was edited. removed(): it is to go."""

    changed = Signal()
    removed = Signal()

    def __init__(self, languages: Sequence[str]) -> None:
        super().__init__()
        self.words, self.texts = QLineEdit(), SpokenTexts()
        self.hands_over = Switch("")
        self.remove = IconButton("trash", "")
        self._words_label, self._over_label = Text("", "meta"), Text("", "text2", wrap=True)
        self._texts_label = Text("", "meta")
        self.texts.offer(languages)
        self._lay_out()
        self.words.textEdited.connect(self._on_edited)
        self.texts.changed.connect(self.changed)
        self.hands_over.toggled.connect(self._on_edited)
        self.remove.clicked.connect(self.removed)
        self.retranslate()

    def rule(self) -> dict[str, Any]:
        """Return what is typed."""
        words = [word.strip() for word in self.words.text().split(",")]
        return {
            "words": [word for word in words if word],
            "texts": self.texts.texts(),
            "hands_over": self.hands_over.isChecked(),
        }

    def show_rule(self, rule: Rule) -> None:
        """Show a rule."""
        blocked = self.hands_over.blockSignals(True)
        self.words.setText(", ".join(str(word) for word in rule.get("words", ())))
        self.texts.show_texts(rule.get("texts", {}))
        self.hands_over.setChecked(bool(rule.get("hands_over")))
        self.hands_over.blockSignals(blocked)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._words_label.setText(
            _("When the message contains (words or phrases, separated by commas; * for any)")
        )
        self.words.setAccessibleName(_("Words"))
        self._texts_label.setText(_("Answer"))
        self.texts.setAccessibleName(_("Answer"))
        self._over_label.setText(_("Then a person goes on"))
        self.hands_over.setAccessibleName(_("Then a person goes on"))
        self.remove.set_label(_("Remove this rule"))
        self.texts.retranslate()

    def _on_edited(self, *_value: object) -> None:
        self.changed.emit()

    def _lay_out(self) -> None:
        self.column.setContentsMargins(SIZE.space_m, SIZE.space_s, SIZE.space_m, SIZE.space_m)
        self.column.setSpacing(SIZE.space_xs)
        head = QHBoxLayout()
        head.addWidget(self._words_label, 1)
        head.addWidget(self.remove)
        self.column.addLayout(head)
        for widget in (self.words, self._texts_label, self.texts):
            self.column.addWidget(widget)
        foot = QHBoxLayout()
        foot.setSpacing(SIZE.space_s)
        foot.addWidget(self.hands_over)
        foot.addWidget(self._over_label, 1)
        self.column.addLayout(foot)


class RulesEditor(QWidget):
    """The rules of a keyword bot, first the one that is looked at first. Its value is JSON. changed()."""

    changed = Signal()

    def __init__(self, languages: Sequence[str]) -> None:
        super().__init__()
        self._languages = tuple(languages)
        self.cards: list[RuleCard] = []
        self.add = LinkButton("", "plus")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SIZE.space_s)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.add)
        self.add.clicked.connect(self._on_add)
        self.retranslate()

    def value(self) -> str:
        """Return the rules as JSON."""
        return json.dumps([card.rule() for card in self.cards], ensure_ascii=False)

    def set_value(self, value: object) -> None:
        """Show rules."""
        while self.cards:
            self._drop(self.cards[-1])
        for rule in json.loads(str(value or "[]")):
            self._append().show_rule(rule)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.add.setText(_("Add a rule"))
        for card in self.cards:
            card.retranslate()

    def _append(self) -> RuleCard:
        card = RuleCard(self._languages)
        card.changed.connect(self.changed)
        card.removed.connect(lambda: self._on_removed(card))
        self._column.insertWidget(len(self.cards), card)
        self.cards.append(card)
        return card

    def _on_add(self) -> None:
        self._append().words.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _on_removed(self, card: RuleCard) -> None:
        self._drop(card)
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _drop(self, card: RuleCard) -> None:
        self.cards.remove(card)
        card.hide()
        self._column.removeWidget(card)
        card.deleteLater()
