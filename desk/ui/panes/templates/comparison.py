# SPDX-License-Identifier: LicenseRef-Desk
"""Shows what two wordings do not have in common, line by line, in words and colours."""

from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from desk.services.templates import Difference, LineKind, Wording, compare
from desk.translation import _
from desk.ui.panes.templates.edits import normal
from desk.ui.panes.templates.places import read_place
from desk.ui.theme import Theme
from desk.ui.wording import channel_mark, formats

_SIGNS = {LineKind.SAME: "   ", LineKind.REMOVED: " − ", LineKind.ADDED: " + "}
_COLOURS = {LineKind.REMOVED: ("danger", "danger_bg"), LineKind.ADDED: ("ok", "ok_bg")}


class ComparisonView(QPlainTextEdit):
    """Reads from top to bottom: a heading for each part that changed, then its lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAccessibleName(_("Differences"))

    def show_difference(self, older: Wording, newer: Wording) -> None:
        """Show what `newer` took away from `older` and added."""
        self.clear()
        differences = compare(normal(older), normal(newer))
        if not differences:
            self.setPlainText(_("Both say the same."))
            return
        cursor = self.textCursor()
        for difference in differences:
            self._write(cursor, difference)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _write(self, cursor: QTextCursor, difference: Difference) -> None:
        head = QTextCharFormat()
        head.setFontWeight(QFont.Weight.DemiBold)
        before = "" if cursor.position() == 0 else "\n\n"
        cursor.insertText(f"{before}{place_title(difference.place)}", head)
        for line in difference.lines:
            look = QTextCharFormat()
            if line.kind in _COLOURS:
                ink, ground = _COLOURS[line.kind]
                look.setForeground(Theme.current().colour(ink))
                look.setBackground(Theme.current().colour(ground))
            cursor.insertText("\n", QTextCharFormat())
            cursor.insertText(f"{_SIGNS[line.kind]}{line.text}", look)


def place_title(place: str) -> str:
    """Say which part of a wording it is: "E-mail · French · subject"."""
    if place == "policies":
        return _("What happens without a value")
    read = read_place(place)
    names = {
        "subject": _("subject"),
        "preheader": _("preview line"),
        "body": _("text"),
        "blocks": _("blocks"),
    }
    words = (channel_mark(read.channel).text, formats.language_name(read.language), names.get(read.part, ""))
    return " · ".join(word for word in words if word)
