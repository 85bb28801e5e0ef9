# SPDX-License-Identifier: LicenseRef-Desk
"""Buttons: the one main deed, the other deeds, deeds shown as an icon, deeds shown as a link."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desk.ui.theme import SIZE, Theme, draw_icon, font, has_solid
from desk.ui.widgets.paint import box, centred, ring


@dataclass(frozen=True, slots=True, kw_only=True)
class Skin:
    """The colour tokens of a button; empty: not painted."""

    text: str = "text"
    icon: str = "text2"
    fill: str = ""
    hover: str = "hover"
    pressed: str = "select"
    border: str = ""
    kind: str = "body"


PRIMARY = Skin(
    text="on_primary", icon="on_primary", fill="primary", hover="primary_hover", pressed="primary_hover",
    kind="strong",
)  # fmt: skip
DANGER = Skin(text="surface", icon="surface", fill="danger", hover="danger", pressed="danger", kind="strong")
SECONDARY = Skin(fill="surface", border="line_strong")
SECONDARY_DANGER = Skin(fill="surface", border="danger", text="danger", icon="danger", hover="danger_bg")
LINK = Skin(text="primary_text", icon="primary_text")
QUIET = Skin(text="text2")
_DISABLED = Skin(text="disabled", icon="disabled", fill="neutral_bg")
_DISABLED_OUTLINE = Skin(text="disabled", icon="disabled", border="line")
_DISABLED_BARE = Skin(text="disabled", icon="disabled")


class PaintedButton(QPushButton):
    """A push button painted from the tokens: icon, text, caret before a menu, ring on keyboard focus."""

    def __init__(self, text: str, icon: str, skin: Skin, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon_name = icon
        self._skin = skin
        self._has_ring = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str) -> None:
        """Show another icon; empty for none."""
        self._icon_name = name
        self.updateGeometry()
        self.update()

    def set_skin(self, skin: Skin) -> None:
        """Wear other colours."""
        self._skin = skin
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(font(self._skin.kind))
        width = metrics.size(Qt.TextFlag.TextShowMnemonic, self.text()).width() if self.text() else 0
        if self._icon_name:
            width += SIZE.icon_m + (SIZE.space_s if self.text() else 0)
        if self._has_caret():
            width += SIZE.space_l
        return QSize(width + 2 * self._padding(), max(SIZE.control, metrics.height() + SIZE.space_s))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        skin = self._worn()
        if skin.fill or skin.border:
            box(painter, self.rect(), SIZE.radius_control, skin.fill, skin.border)
        self._paint_content(painter, skin)
        if self._has_ring:
            self._paint_ring(painter)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._has_ring = shows_ring(event)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._has_ring = False
        super().focusOutEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def _has_caret(self) -> bool:
        return self.menu() is not None

    def _padding(self) -> int:
        return SIZE.space_m if self._skin.fill or self._skin.border else SIZE.space_s

    def _paint_ring(self, painter: QPainter) -> None:
        filled = self._skin.fill in {"primary", "danger"}
        inset = SIZE.focus_ring if filled else 0
        around = self.rect().adjusted(inset, inset, -inset, -inset)
        ring(painter, around, SIZE.radius_control, self._skin.text if filled else "focus")

    def _worn(self) -> Skin:
        skin = self._skin
        if not self.isEnabled():
            if skin.fill in {"primary", "danger"}:
                return _DISABLED
            return _DISABLED_OUTLINE if skin.border else _DISABLED_BARE
        if self.isDown() or (self.menu() is not None and self.menu().isVisible()):
            return _filled(skin, skin.pressed)
        if self.underMouse():
            return _filled(skin, skin.hover)
        return skin

    def _paint_content(self, painter: QPainter, skin: Skin) -> None:
        metrics = QFontMetrics(font(skin.kind))
        icon_width = SIZE.icon_m + (SIZE.space_s if self.text() else 0) if self._icon_name else 0
        caret_width = SIZE.space_l if self._has_caret() else 0
        room = self.rect().adjusted(SIZE.space_xs, 0, -SIZE.space_xs, 0)
        flags = Qt.TextFlag.TextShowMnemonic
        text_width = metrics.size(flags, self.text()).width() if self.text() else 0
        shown = self.text()
        if icon_width + text_width + caret_width > room.width():
            text_width = room.width() - icon_width - caret_width
            shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, text_width, flags)
        left = room.left() + (room.width() - icon_width - text_width - caret_width) // 2
        if self._icon_name:
            spot = centred(self.rect(), SIZE.icon_m, left)
            draw_icon(painter, self._spot(spot), self._icon_name, skin.icon)
        painter.setFont(font(skin.kind))
        painter.setPen(Theme.current().colour(skin.text))
        place = QRect(left + icon_width, 0, text_width + 1, self.height())
        painter.drawText(self._spot(place), Qt.AlignmentFlag.AlignVCenter | flags, shown)
        if caret_width:
            spot = centred(self.rect(), SIZE.space_m, left + icon_width + text_width + SIZE.space_xs)
            draw_icon(painter, self._spot(spot), "caret-down", skin.icon)

    def _spot(self, rect: QRect) -> QRect:
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            rect.moveLeft(self.width() - rect.right() - 1)
        return rect


class PrimaryButton(PaintedButton):
    """The main deed of a page or dialog; one at a time. `danger` for what cannot be taken back."""

    def __init__(
        self, text: str, icon: str = "", *, danger: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, icon, DANGER if danger else PRIMARY, parent)


class SecondaryButton(PaintedButton):
    """Any other deed, outlined. `danger` for the first step to something destructive."""

    def __init__(
        self, text: str, icon: str = "", *, danger: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, icon, SECONDARY_DANGER if danger else SECONDARY, parent)


class LinkButton(PaintedButton):
    """A deed inside text or a card, without a frame; `quiet` for a grey one."""

    def __init__(
        self, text: str, icon: str = "", *, quiet: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, icon, QUIET if quiet else LINK, parent)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), SIZE.pill)


class IconButton(PaintedButton):
    """A deed shown as an icon only; `label` is its name and tool tip.

    `checkable`: "on" is the solid icon in the colour `on_role`, or a tinted ground where there is none.
    """

    def __init__(
        self,
        icon: str,
        label: str,
        *,
        checkable: bool = False,
        on_role: str = "primary_text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", icon, Skin(), parent)
        self._on_role = on_role
        self.setCheckable(checkable)
        self.toggled.connect(self._on_toggled)
        self.set_label(label)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_label(self, label: str) -> None:
        """Name the button; the shortcut in brackets belongs to the tool tip (`setToolTip` afterwards)."""
        self.setAccessibleName(label)
        self.setToolTip(label)

    def sizeHint(self) -> QSize:
        return QSize(SIZE.icon_button, SIZE.icon_button)

    def _paint_content(self, painter: QPainter, skin: Skin) -> None:
        solid = self.isChecked() and has_solid(self._icon_name)
        draw_icon(painter, centred(self.rect(), SIZE.icon_l), self._icon_name, skin.icon, fill=solid)

    def _on_toggled(self, checked: bool) -> None:
        ground = "" if has_solid(self._icon_name) else "tint"
        self.set_skin(Skin(icon=self._on_role, fill=ground) if checked else Skin())


def shows_ring(event: QFocusEvent) -> bool:
    """Say whether focus that came this way is shown: yes for the keyboard, no for the mouse."""
    return event.reason() not in {Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ActiveWindowFocusReason}


def _filled(skin: Skin, fill: str) -> Skin:
    return Skin(
        text=skin.text, icon=skin.icon, fill=fill, hover=skin.hover, pressed=skin.pressed,
        border=skin.border, kind=skin.kind,
    )  # fmt: skip
