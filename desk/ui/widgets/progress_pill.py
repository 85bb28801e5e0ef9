# SPDX-License-Identifier: LicenseRef-Desk
"""Work that goes on: what, how far, and a way to stop it."""

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desk.translation import _
from desk.ui.theme import SIZE, Theme
from desk.ui.widgets.buttons import IconButton
from desk.ui.widgets.labels import Text
from desk.ui.widgets.paint import box
from desk.ui.widgets.speaks import Speaks


class ProgressPill(Speaks, QWidget):
    """`cancel_requested` when the person wants it stopped; not offered when `cancellable` is False."""

    cancel_requested = Signal()

    def __init__(self, text: str = "", *, cancellable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share: float | None = None
        self._text = Text(text, "meta")
        self._cancel = IconButton("x", _("Cancel"))
        self._cancel.setVisible(cancellable)
        self._cancel.clicked.connect(self.cancel_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZE.space_m, 0, 0 if cancellable else SIZE.space_m, 0)
        row.setSpacing(0)
        row.addWidget(self._text)
        row.addWidget(self._cancel)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def set_progress(self, text: str, share: float | None = None) -> None:
        """Say how far it is; share: 0.0 to 1.0, None when it cannot be told."""
        self._share = share
        self._text.setText(text)
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), SIZE.control)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._cancel.set_label(_("Cancel"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        body = self.rect().adjusted(0, 2, 0, -2)
        box(painter, body, body.height() / 2, "neutral_bg")
        if self._share is not None:
            room = body.width() - 2 * SIZE.space_m
            done = round(room * min(1.0, max(0.0, self._share)))
            bar = QRect(SIZE.space_m, body.bottom() - SIZE.mark, room, SIZE.focus_ring)
            painter.fillRect(bar, Theme.current().colour("line"))
            painter.fillRect(
                QRect(bar.topLeft(), QSize(done, SIZE.focus_ring)), Theme.current().colour("primary")
            )
