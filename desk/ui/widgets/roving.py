# SPDX-License-Identifier: LicenseRef-Desk
"""Makes a row of buttons one stop of the Tab key; arrows go from one to the next."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class Roving(QObject):
    """Watches the buttons given to `add`; parent it to their container."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._buttons: list[QAbstractButton] = []

    def add(self, button: QAbstractButton) -> None:
        """Take `button` into the row; the first one is the stop at the start."""
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if not self._buttons else Qt.FocusPolicy.ClickFocus)
        self._buttons.append(button)
        button.installEventFilter(self)
        button.destroyed.connect(self._on_destroyed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QAbstractButton):
            self._make_stop(watched)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(watched, event)
        return False

    def _on_key(self, watched: QObject, event: QKeyEvent) -> bool:
        usable = [button for button in self._buttons if button.isVisible() and button.isEnabled()]
        if watched not in usable or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        at = usable.index(watched)
        match event.key():
            case Qt.Key.Key_Home:
                target = usable[0]
            case Qt.Key.Key_End:
                target = usable[-1]
            case key if key in _STEPS:
                target = usable[(at + _step(key, usable[at])) % len(usable)]
            case _:
                return False
        target.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _make_stop(self, chosen: QAbstractButton) -> None:
        for button in self._buttons:
            wanted = Qt.FocusPolicy.StrongFocus if button is chosen else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(wanted)

    def _on_destroyed(self, gone: QObject) -> None:
        self._buttons = [button for button in self._buttons if button is not gone]


def _step(key: int, button: QAbstractButton) -> int:
    step = _STEPS[Qt.Key(key)]
    sideways = key in {Qt.Key.Key_Left, Qt.Key.Key_Right}
    return -step if sideways and button.layoutDirection() is Qt.LayoutDirection.RightToLeft else step
