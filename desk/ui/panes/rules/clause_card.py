# SPDX-License-Identifier: LicenseRef-Desk
"""One clause of the sentence as a card: its tag in capitals, and what it says beside it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desk.services.rules import RuleDraft
from desk.ui.panes.rules.sentence_line import SentenceLine
from desk.ui.panes.rules.sight import Sight
from desk.ui.theme import SIZE
from desk.ui.widgets import ClauseTag, Pill
from desk.ui.widgets.speaks import Speaks


class ClauseCard(Speaks, QFrame):
    """edited(RuleDraft, what, key): the draft with one thing changed; see `EditorModel.edit`."""

    edited = Signal(object, str, str)

    def __init__(self, say_tag: Callable[[], str], role: str) -> None:
        """say_tag: gives the word that begins the clause, translated. role: its colours."""
        super().__init__()
        self.setProperty("role", "card")
        self._tag_word = say_tag
        self.tag = ClauseTag("", role)
        self.sight: Sight | None = None
        self.column = QVBoxLayout()
        self.column.setSpacing(SIZE.space_s)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZE.space_s, SIZE.space_s, SIZE.space_m, SIZE.space_s)
        row.setSpacing(SIZE.space_m)
        row.addWidget(self.tag, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self.column, 1)
        self._say_tag()

    def add_line(self) -> SentenceLine:
        """Add a line of words and pills at the end."""
        line = SentenceLine()
        line.chosen.connect(self.on_chosen)
        line.pressed.connect(self.on_pressed)
        self.column.addWidget(line)
        return line

    def show_sight(self, sight: Sight) -> None:
        """Show what a draft says here."""
        self.sight = sight
        self.fill(sight)

    def fill(self, sight: Sight) -> None:
        """Show it; clauses say how."""
        raise NotImplementedError

    def on_chosen(self, key: str, choice: str) -> None:
        """Take a choice; clauses say how."""

    def on_pressed(self, key: str) -> None:
        """Take a pressed verb; clauses say how."""

    def edit(self, draft: RuleDraft, what: str, key: str = "") -> None:
        """Tell a change."""
        self.edited.emit(draft, what, key)

    def find_place(self, place: str) -> QWidget | None:
        """Return the pill that changes a place, or the first part of it; None when it is elsewhere."""
        for pill in self.findChildren(Pill):
            key = pill.objectName()
            if key == place or key.startswith(f"{place}."):
                return pill
        return None

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._say_tag()
        if self.sight is not None:
            self.fill(self.sight)

    def _say_tag(self) -> None:
        self.tag.setText(self._tag_word())
        self.setAccessibleName(self._tag_word())
