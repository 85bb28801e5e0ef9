# SPDX-License-Identifier: LicenseRef-Desk
"""An editor of one text in several languages, a tab for each."""

import json
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.theme import SIZE
from desk.ui.widgets import Segments, Text
from desk.ui.wording import formats

HEIGHT = 200

Texts = Mapping[str, tuple[str, str]]
"""Language → (subject, text)."""


class LanguageTexts(QWidget):
    """changed(): one was edited. Its value is the texts as JSON, see `packed`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tabs = Segments("")
        self.subject = QLineEdit()
        self.body = QPlainTextEdit()
        self.body.setMinimumHeight(HEIGHT)
        self.body.setTabChangesFocus(True)
        self._subject_label, self._text_label = Text("", "meta"), Text("", "meta")
        self._texts: dict[str, tuple[str, str]] = {}
        self._languages: tuple[str, ...] = ()
        self._lay_out()
        self.setFocusProxy(self.body)
        self.tabs.current_key_changed.connect(self._on_tab)
        self.subject.textEdited.connect(self._on_edited)
        self.body.textChanged.connect(self._on_edited)
        self.retranslate()

    def offer(self, languages: Sequence[str]) -> None:
        """Offer a tab for each of these languages and for those that a text is in."""
        wanted = tuple(dict.fromkeys((*languages, *self._texts)))
        if wanted == self._languages:
            return
        current = self.tabs.current()
        self._languages = wanted
        blocked = self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for tag in wanted:
            self.tabs.add(tag, self._tab_text(tag))
        self.tabs.blockSignals(blocked)
        if wanted:
            self.tabs.set_current(current if current in wanted else wanted[0])
        self._show()

    def value(self) -> str:
        """Return the texts that say something, packed."""
        return packed(self._texts)

    def set_value(self, value: object) -> None:
        """Hold these texts."""
        self._texts = dict(unpacked(str(value or "")))
        self.offer(self._languages)
        self._show()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.tabs.setAccessibleName(_("Language"))
        self._subject_label.setText(_("Subject (for email)"))
        self.subject.setAccessibleName(_("Subject (for email)"))
        self._text_label.setText(_("Text"))
        self.body.setAccessibleName(_("Text"))
        if not self.accessibleName():  # a form names it by its label
            self.setAccessibleName(_("Text"))
        self._say_tabs()

    def _on_tab(self, _key: str) -> None:
        self._show()

    def _on_edited(self, *_text: object) -> None:
        tag = self.tabs.current()
        typed = (self.subject.text(), self.body.toPlainText())
        if tag and typed != self._texts.get(tag, ("", "")):
            self._texts[tag] = typed
            self._say_tabs()
            self.changed.emit()

    def _show(self) -> None:
        subject, text = self._texts.get(self.tabs.current(), ("", ""))
        blocked = self.body.blockSignals(True)
        if self.body.toPlainText() != text:
            self.body.setPlainText(text)
        if self.subject.text() != subject:
            self.subject.setText(subject)
        self.body.blockSignals(blocked)
        self._say_tabs()

    def _say_tabs(self) -> None:
        for tag in self._languages:
            self.tabs.set_text(tag, self._tab_text(tag))

    def _tab_text(self, tag: str) -> str:
        is_empty = not any(part.strip() for part in self._texts.get(tag, ("", "")))
        name = formats.language_name(tag)
        return _("{language} (empty)").format(language=name) if is_empty else name

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZE.space_xs)
        column.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self._subject_label, self.subject, self._text_label, self.body):
            column.addWidget(widget)


def packed(texts: Texts) -> str:
    """Return texts as one string."""
    said = {
        tag: [subject, text]
        for tag, (subject, text) in sorted(texts.items())
        if subject.strip() or text.strip()
    }
    return json.dumps(said, ensure_ascii=False)


def unpacked(value: str) -> Texts:
    """Return what `packed` made."""
    return {tag: (subject, text) for tag, (subject, text) in json.loads(value or "{}").items()}
