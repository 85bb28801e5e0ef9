# SPDX-License-Identifier: LicenseRef-Desk
"""One block of an e-mail as a card: its grip, what it is, its form."""

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.panes.templates.block_forms import BlockForm
from desk.ui.panes.templates.block_looks import icon_of, name_of
from desk.ui.theme import SIZE, draw_icon
from desk.ui.widgets import Badge, IconButton, IconMark, Text
from desk.ui.widgets.paint import box, centred
from desk.ui.widgets.speaks import Speaks

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Grip(QWidget):
    """Six dots to drag a card by; the mouse's way, the keyboard has Alt and arrows."""

    dragged = Signal(QPoint)
    dropped = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setFixedSize(SIZE.icon_l, SIZE.least_target)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_icon(QPainter(self), centred(self.rect(), SIZE.icon_m), "dots-six-vertical", "text3")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.dragged.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.dropped.emit(event.globalPosition().toPoint())


class BlockCard(Speaks, QWidget):
    """step_wanted(±1): move it. copy_wanted, removal_wanted, more_wanted: as they say (more: a text below)."""

    step_wanted = Signal(int)
    copy_wanted = Signal()
    removal_wanted = Signal()
    more_wanted = Signal()

    def __init__(self, form: BlockForm) -> None:
        super().__init__()
        self.form = form
        self.kind = form.block.kind
        self.grip = Grip()
        self._name = Text("", "meta")
        self.badge = Badge("", "chat", "funnel-simple")
        self.badge.hide()
        self._copy, self._remove = IconButton("copy", ""), IconButton("trash", "")
        self._copy.clicked.connect(self.copy_wanted)
        self._remove.clicked.connect(self.removal_wanted)
        self._is_active = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._lay_out()
        self._show_deeds()
        self.retranslate()

    def set_active(self, active: bool) -> None:
        """Show whether the keyboard is in this card."""
        if active != self._is_active:
            self._is_active = active
            self._show_deeds()
            self.update()

    def is_active(self) -> bool:
        """Say whether the keyboard is in this card, or was there last."""
        return self._is_active

    def focus_in(self, part: str = "") -> None:
        """Give the keyboard to what changes a part; to the card itself when it has no field."""
        (self.form.field_for(part) or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        name = name_of(self.kind)
        self._name.setText(name)
        self.setAccessibleName(name)
        self.grip.setToolTip(_("Drag to reorder, or Alt and ↑ or ↓"))
        self._copy.set_label(_("Duplicate the block"))
        self._remove.set_label(_("Take the block away"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers, key = event.modifiers(), event.key()
        if modifiers == Qt.KeyboardModifier.AltModifier and key in _STEPS:
            self.step_wanted.emit(_STEPS[Qt.Key(key)])
        elif modifiers == Qt.KeyboardModifier.ControlModifier and key in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        ):
            self.more_wanted.emit()
        elif key == Qt.Key.Key_Delete and self.hasFocus():
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.focus_in()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._show_deeds()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show_deeds()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._is_active:
            box(painter, self.rect(), SIZE.radius_control, "select", "primary")
        else:
            box(painter, self.rect(), SIZE.radius_control, "surface", "line")

    def _show_deeds(self) -> None:
        for button in (self._copy, self._remove):
            button.setVisible(self._is_active or self.underMouse())

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SIZE.space_xs)
        head.addWidget(self.grip)
        head.addWidget(IconMark(icon_of(self.kind), "text2", SIZE.icon_m))
        head.addWidget(self._name)
        head.addWidget(self.badge)
        head.addStretch(1)
        for button in (self._copy, self._remove):
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            button.setSizePolicy(policy)
            button.setFixedSize(SIZE.least_target, SIZE.least_target)
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_xs, SIZE.space_xs, SIZE.space_s, SIZE.space_xs)
        column.setSpacing(0)
        column.addLayout(head)
        inner = QHBoxLayout()
        inner.setContentsMargins(SIZE.space_xs, 0, 0, 0)
        inner.addWidget(self.form, 1)
        column.addLayout(inner)
