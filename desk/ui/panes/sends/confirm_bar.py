# SPDX-License-Identifier: LicenseRef-Desk
"""Asks in a line under the filters before many messages are touched; Esc says no."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.translation import _
from desk.ui.panes.sends.bulk import DeedKind, Plan
from desk.ui.panes.sends.plan_words import plan_text, plan_verb
from desk.ui.theme import SIZE, Theme
from desk.ui.widgets import IconMark, LinkButton, PrimaryButton, Text, announce
from desk.ui.widgets.speaks import Speaks


class ConfirmBar(Speaks, QWidget):
    """confirmed(Plan). closed(): answered either way; the keyboard may go back."""

    confirmed = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        self._text = Text("", wrap=True)
        self.yes = PrimaryButton("")
        self.off = PrimaryButton("", danger=True)
        self.no = LinkButton("", quiet=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZE.space_m, SIZE.space_s, SIZE.space_m, SIZE.space_s)
        row.setSpacing(SIZE.space_s)
        row.addWidget(IconMark("question", "warn"))
        row.addWidget(self._text, 1)
        for button in (self.yes, self.off, self.no):
            row.addWidget(button)
        self.yes.clicked.connect(self._on_yes)
        self.off.clicked.connect(self._on_yes)
        self.no.clicked.connect(self.put_away)
        self.hide()

    def ask(self, plan: Plan) -> None:
        """Ask whether to do it."""
        self._plan = plan
        self._say()
        self.show()
        button = self.off if plan.kind is DeedKind.CANCEL else self.yes
        (button if plan.going else self.no).setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self._text.text())

    def put_away(self) -> None:
        """Do nothing."""
        if self._plan is not None:
            self._plan = None
            self.hide()
            self.closed.emit()

    def text(self) -> str:
        """Return what is asked; "" when nothing is."""
        return self._text.text() if self._plan is not None else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._say()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), Theme.current().colour("warn_bg"))

    def _say(self) -> None:
        if self._plan is None:
            return
        plan = self._plan
        self._text.setText(plan_text(plan))
        self.no.setText(_("Keep as it is") if plan.going else _("Close"))
        is_off = plan.kind is DeedKind.CANCEL
        for button in (self.yes, self.off):
            button.setVisible(bool(plan.going) and is_off == (button is self.off))
            button.setText(plan_verb(plan))

    def _on_yes(self) -> None:
        plan = self._plan
        self.put_away()
        if plan is not None:
            self.confirmed.emit(plan)
