# SPDX-License-Identifier: LicenseRef-Desk
"""What few people need: folded away under a verb."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.theme import SIZE
from desk.ui.widgets import LinkButton


class Folded(QWidget):
    """A verb that shows and hides what is in `column`."""

    def __init__(self) -> None:
        super().__init__()
        self.verb = LinkButton("", "caret-right", quiet=True)
        self._inner = QWidget()
        self.column = QVBoxLayout(self._inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SIZE.space_m)
        row = QHBoxLayout()
        row.addWidget(self.verb)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._inner)
        self._inner.hide()
        self.verb.clicked.connect(self._on_verb)

    def retranslate(self) -> None:
        """Say the verb in the current language."""
        is_open = not self._inner.isHidden()
        self.verb.setText(_("Fewer settings") if is_open else _("More settings"))
        self.verb.set_icon("caret-down" if is_open else "caret-right")

    def unfold(self) -> None:
        """Show what is in it."""
        self._inner.show()
        self.retranslate()

    def _on_verb(self) -> None:
        self._inner.setVisible(self._inner.isHidden())
        self.retranslate()
