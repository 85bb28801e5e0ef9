# SPDX-License-Identifier: LicenseRef-Desk
"""Sets the few marks a letter may have where the caret of a text field is: bold, italic, a list, a link."""

from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextList,
    QTextListFormat,
)
from PySide6.QtWidgets import QTextEdit

from desk.ui.panes.messages.composer.clean_html import is_link
from desk.ui.theme import Theme


def has(field: QTextEdit, mark: str) -> bool:
    """Say whether "bold", "italic" or "list" holds where the caret is."""
    form = field.currentCharFormat()
    if mark == "list":
        return _list_at(field.textCursor()) is not None
    return form.fontWeight() > QFont.Weight.Medium if mark == "bold" else form.fontItalic()


def toggle(field: QTextEdit, mark: str) -> None:
    """Set it, or take it away."""
    if mark == "list":
        _toggle_list(field.textCursor())
        return
    form = QTextCharFormat()
    if mark == "bold":
        form.setFontWeight(QFont.Weight.Normal if has(field, "bold") else QFont.Weight.Bold)
    else:
        form.setFontItalic(not has(field, "italic"))
    field.mergeCurrentCharFormat(form)


def link(field: QTextEdit, address: str) -> None:
    """Let the selection lead to `address`, which is written itself where nothing is selected; "": nowhere."""
    cursor = field.textCursor()
    form = QTextCharFormat()
    form.setAnchor(bool(address))
    form.setAnchorHref(address)
    form.setFontUnderline(bool(address))
    if address:
        form.setForeground(Theme.current().colour("primary_text"))
    else:
        form.clearForeground()
    if address and not cursor.hasSelection():
        cursor.insertText(address.removeprefix("mailto:"), form)
        cursor.insertText(" ", QTextCharFormat())
    else:
        cursor.mergeCharFormat(form)
    field.setTextCursor(cursor)


def proper_link(typed: str) -> str:
    """Return the address a person means: with https:// or mailto: where it is missing; "" when it is none."""
    text = typed.strip()
    if not text or " " in text:
        return ""
    if is_link(text):
        return text
    if "@" in text and ":" not in text:
        return f"mailto:{text}"
    return f"https://{text}" if "." in text and "://" not in text and ":" not in text.split("/", 1)[0] else ""


def _toggle_list(cursor: QTextCursor) -> None:
    around = _list_at(cursor)
    if around is None:
        cursor.createList(QTextListFormat.Style.ListDisc)
        return
    around.remove(cursor.block())
    form = QTextBlockFormat(cursor.blockFormat())
    form.setIndent(0)
    cursor.setBlockFormat(form)


def _list_at(cursor: QTextCursor) -> QTextList | None:
    """Return the list the caret is in; Qt's own stubs forget that there may be none."""
    return cursor.currentList()
