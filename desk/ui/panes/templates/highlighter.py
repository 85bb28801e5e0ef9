# SPDX-License-Identifier: LicenseRef-Desk
"""Colours placeholders in a text that is being typed; the text itself stays plain."""

from collections.abc import Callable

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from desk.ui.panes.templates.tokens import Token, TokenKind, tokens
from desk.ui.theme import Theme
from desk.ui.widgets.utf16 import units

_LOOKS = {
    TokenKind.SHOW: ("on_tint", "tint"),
    TokenKind.TAG: ("chat", "chat_bg"),
    TokenKind.NOTE: ("text3", "neutral_bg"),
}
_UNKNOWN = ("danger", "danger_bg")


class TokenHighlighter(QSyntaxHighlighter):
    """is_known(name): whether a placeholder means something here; others are shown in red."""

    def __init__(self, document: QTextDocument, is_known: Callable[[str], bool]) -> None:
        super().__init__(document)
        self._is_known = is_known
        self._formats: dict[tuple[str, str], QTextCharFormat] = {}
        Theme.current().changed.connect(self._on_look)

    def highlightBlock(self, text: str) -> None:
        if "{" not in text:
            return
        for token in tokens(text):
            start, length = units(text[: token.start]), units(text[token.start : token.end])
            self.setFormat(start, length, self._look(token))

    def _look(self, token: Token) -> QTextCharFormat:
        is_unknown = token.kind is TokenKind.SHOW and bool(token.name) and not self._is_known(token.name)
        pair = _UNKNOWN if is_unknown else _LOOKS[token.kind]
        found = self._formats.get(pair)
        if found is None:
            theme = Theme.current()
            found = self._formats[pair] = QTextCharFormat()
            found.setForeground(theme.colour(pair[0]))
            found.setBackground(theme.colour(pair[1]))
            found.setFontWeight(QFont.Weight.DemiBold)
        return found

    def _on_look(self) -> None:
        self._formats.clear()
        self.rehighlight()
