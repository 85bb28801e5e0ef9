# SPDX-License-Identifier: LicenseRef-Desk
"""The dock of blocks and variables: dragged, pressed twice, or Enter puts one where the caret is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.panes.templates.block_palette import BlockPalette
from desk.ui.panes.templates.variable_tree import VariableTree
from desk.ui.panes.templates.variables import Variable, Vocabulary, found
from desk.ui.theme import SIZE
from desk.ui.widgets import SearchField, SectionLabel, Text
from desk.ui.widgets.speaks import Speaks


class VariablesPanel(Speaks, QWidget):
    """variable_wanted(str): a placeholder as it is written. block_wanted(BlockKind)."""

    variable_wanted = Signal(str)
    block_wanted = Signal(object)

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = vocabulary
        self._shown: tuple[Variable, ...] = ()
        self._blocks_label, self._label = SectionLabel(""), SectionLabel("")
        self.blocks = BlockPalette()
        self.blocks.taken.connect(self.block_wanted)
        self.search = SearchField("")
        self.search.search_changed.connect(lambda _text: self.show_entries())
        self.tree = VariableTree()
        self.tree.taken.connect(self.variable_wanted)
        self.search.left_down.connect(lambda: self.tree.setFocus(Qt.FocusReason.OtherFocusReason))
        self._nothing = Text("", "muted", wrap=True)
        self._nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_m, SIZE.space_xs, SIZE.space_s, SIZE.space_s)
        column.setSpacing(SIZE.space_xs)
        for widget in (self._blocks_label, self.blocks, self._label, self.search, self._nothing):
            column.addWidget(widget)
        column.addWidget(self.tree, 1)
        self.retranslate()

    def show_mail(self, *, is_mail: bool) -> None:
        """Offer blocks only where there are any."""
        self.blocks.setVisible(is_mail)
        self._blocks_label.setVisible(is_mail)

    def show_entries(self) -> None:
        """Show the variables that the search leaves."""
        entries = found(self._vocabulary.entries(), self.search.text())
        self._nothing.setVisible(not entries)
        if entries != self._shown:
            self._shown = entries
            self.tree.show_entries(entries, is_open=bool(self.search.text()))

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._blocks_label.setText(_("Blocks"))
        self._label.setText(_("Variables"))
        self.search.set_placeholder(_("Search a variable…"))
        self.tree.setAccessibleName(_("Variables"))
        self._nothing.setText(_("No variable is called like that."))
        self.blocks.retranslate()
        self.show_entries()
