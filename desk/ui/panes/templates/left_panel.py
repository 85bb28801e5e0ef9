# SPDX-License-Identifier: LicenseRef-Desk
"""The left dock: the library, or the blocks and variables of the template that is open."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.panes.templates.library_panel import LibraryPanel
from desk.ui.panes.templates.variables_panel import VariablesPanel
from desk.ui.theme import SIZE
from desk.ui.widgets import Segments
from desk.ui.widgets.speaks import Speaks

LIBRARY, VARIABLES = "library", "variables"


class LeftPanel(Speaks, QWidget):
    """Two parts, one shown at a time."""

    def __init__(self, library: LibraryPanel, variables: VariablesPanel) -> None:
        super().__init__()
        self.parts = Segments("")
        self.parts.add(LIBRARY, "", "file-text")
        self.parts.add(VARIABLES, "", "brackets-curly")
        self.parts.current_key_changed.connect(self.show_part)
        self._places = {LIBRARY: library, VARIABLES: variables}
        self._stack = QStackedWidget()
        for place in self._places.values():
            self._stack.addWidget(place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SIZE.space_xs, 0, 0)
        column.setSpacing(SIZE.space_s)
        row = QVBoxLayout()
        row.setContentsMargins(SIZE.space_s, 0, SIZE.space_s, 0)
        row.addWidget(self.parts)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        self.retranslate()

    def show_part(self, part: str) -> None:
        """Show LIBRARY or VARIABLES."""
        self.parts.set_current(part)
        self._stack.setCurrentWidget(self._places[part])

    def part(self) -> str:
        """Return the part that is shown."""
        return self.parts.current()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.parts.setAccessibleName(_("What is shown"))
        self.parts.set_text(LIBRARY, _("Library"))
        self.parts.set_text(VARIABLES, _("To insert"))
