# SPDX-License-Identifier: LicenseRef-Desk
"""A switch: on or off, at once."""

from PySide6.QtCore import QEasingCurve, QEvent, QPoint, QPointF, QRect, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QWidget

from desk.ui.theme import MOTION_MS, SIZE, Theme
from desk.ui.widgets.buttons import shows_ring
from desk.ui.widgets.paint import ALIGN_LEFT, Words, box, mirrored, ring, width_of, words


class Switch(QAbstractButton):
    """A painted check box; `label` is its name, shown before it when `show_label`."""

    def __init__(self, label: str, *, show_label: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._shows_label = show_label
        self._has_ring = False
        self._place = 0.0
        self._slide = QVariantAnimation(
            self, duration=MOTION_MS, easingCurve=QEasingCurve(QEasingCurve.Type.OutCubic)
        )
        self._slide.valueChanged.connect(self._on_slide)
        self.toggled.connect(self._on_toggled)
        self.set_label(label)

    def set_label(self, label: str) -> None:
        """Name the switch anew."""
        self.setText(label if self._shows_label else "")
        self.setAccessibleName(label)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        text = width_of(self.text(), "meta") + SIZE.space_s + 2 if self.text() else 0
        return QSize(SIZE.switch_width + text, max(SIZE.switch_height, SIZE.least_target))

    def checkStateSet(self) -> None:
        super().checkStateSet()
        if self.signalsBlocked():  # a form that is filled: the knob moves all the same
            self._on_slide(1.0 if self.isChecked() else 0.0)

    def hitButton(self, pos: QPoint) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        track = QRect(0, 0, SIZE.switch_width, SIZE.switch_height)
        track.moveTop((self.height() - track.height()) // 2)
        track.moveRight(self.width() - 1)
        if self.text():
            room = mirrored(self, QRect(0, 0, track.left() - SIZE.space_s, self.height()))
            words(painter, room, self.text(), Words("meta", "text2", ALIGN_LEFT))
        paint_switch(painter, mirrored(self, track), self._place, enabled=self.isEnabled())
        if self._has_ring:
            ring(painter, mirrored(self, track), SIZE.switch_height, _ring_role(self._place))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._has_ring = shows_ring(event)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._has_ring = False
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.update()

    def _on_toggled(self, checked: bool) -> None:
        end = 1.0 if checked else 0.0
        calm = not self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
        self._slide.stop()
        if calm or not self.isVisible():
            self._on_slide(end)
            return
        self._slide.setStartValue(self._place)
        self._slide.setEndValue(end)
        self._slide.start()

    def _on_slide(self, value: float) -> None:
        self._place = float(value)
        self.update()


def paint_switch(painter: QPainter, track: QRect, place: float, *, enabled: bool = True) -> None:
    """Paint a switch into `track`; `place` 0.0 is off, 1.0 on."""
    on = place >= 0.5
    theme = Theme.current()
    if on:
        box(painter, track, track.height() / 2, "primary" if enabled else "disabled")
    else:
        box(painter, track, track.height() / 2, "surface", "line_strong" if enabled else "disabled")
    knob = "on_primary" if on else ("line_strong" if enabled else "disabled")
    radius = track.height() / 2 - (3 if on else 4)
    reach = track.width() - track.height()
    centre = QPointF(track.left() + track.height() / 2 + reach * place, track.top() + track.height() / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(knob))
    painter.drawEllipse(centre, radius, radius)


def _ring_role(place: float) -> str:
    return "text" if place >= 0.5 else "focus"
