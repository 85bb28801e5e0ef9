# SPDX-License-Identifier: LicenseRef-Desk
"""Short notes at the bottom left: what was done, with undo while it can be undone."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.theme import SIZE, Theme
from desk.ui.widgets.buttons import IconButton, LinkButton
from desk.ui.widgets.empty_state import IconMark
from desk.ui.widgets.info_bar import announce
from desk.ui.widgets.labels import Text
from desk.ui.widgets.paint import box

TICK_MS = 100


class Toast(QWidget):
    """One note. It leaves after `seconds` (0: stays) with `expired`, or earlier with `dismissed`."""

    expired = Signal()
    dismissed = Signal()
    gone = Signal()

    def __init__(
        self, text: str, *, seconds: float = 6.0, icon: str = "check-circle", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text = text
        self._whole_ms = round(seconds * 1000)
        self._left_ms = self._whole_ms
        self._label = Text(text, wrap=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SIZE.space_m, SIZE.space_s, SIZE.space_s, SIZE.space_s)
        self._row.addWidget(IconMark(icon, "text2"))
        self._row.addWidget(self._label, 1)
        self._close = IconButton("x", _("Close"))
        self._close.clicked.connect(self.dismiss)
        self._row.addWidget(self._close)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self.setFixedWidth(SIZE.toast_width)
        self.set_text(text)
        if self._whole_ms:
            self._tick.start()

    def add_action(self, verb: str, deed: Callable[[], object]) -> LinkButton:
        """Add a verb; pressing it does `deed` and dismisses the note."""
        button = LinkButton(verb)
        button.clicked.connect(self._on_deed(deed))
        self._row.insertWidget(self._row.count() - 1, button)
        return button

    def set_text(self, text: str) -> None:
        """Say something else; "{seconds}" in it counts down."""
        self._text = text
        self._label.setText(text.replace("{seconds}", str(self.seconds_left())))

    def seconds_left(self) -> int:
        """Return the whole seconds until it leaves, rounded up."""
        return -(-self._left_ms // 1000)

    def dismiss(self) -> None:
        """Leave now."""
        self._leave(self.dismissed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box(painter, self.rect(), SIZE.radius_pane, "raised", "line_strong")
        if self._whole_ms:
            width = (self.width() - 2 * SIZE.radius_pane) * self._left_ms // self._whole_ms
            bar = QRect(SIZE.radius_pane, self.height() - SIZE.mark, width, SIZE.focus_ring)
            painter.fillRect(bar, Theme.current().colour("primary"))

    def _on_deed(self, deed: Callable[[], object]) -> Callable[[], None]:
        def do() -> None:
            deed()
            self.dismiss()

        return do

    def _on_tick(self) -> None:
        if self.underMouse():
            return  # a person who points at it is reading
        self._left_ms -= TICK_MS
        self.set_text(self._text)
        self.update()
        if self._left_ms <= 0:
            self._leave(self.expired)

    def _leave(self, how: SignalInstance) -> None:
        if self._tick.isActive() or not self.isHidden():
            self._tick.stop()
            self.hide()
            how.emit()
            self.gone.emit()
            self.deleteLater()


class ToastStack(QWidget):
    """The notes of one window, newest at the bottom; lies over the window's bottom left corner.

    clearance: so much stays free below. beside: a widget at the side that is not covered either.
    """

    def __init__(
        self, window: QWidget, *, clearance: int = SIZE.control, beside: QWidget | None = None
    ) -> None:
        super().__init__(window)
        self._window = window
        self._beside = beside
        self._clearance = clearance
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SIZE.space_s)
        self.setAccessibleName(_("Notes"))
        window.installEventFilter(self)
        if beside is not None:
            beside.installEventFilter(self)
        self.hide()

    def show_toast(
        self,
        text: str,
        actions: Sequence[tuple[str, Callable[[], object]]] = (),
        *,
        seconds: float = 6.0,
        icon: str = "check-circle",
    ) -> Toast:
        """Show `text` with (verb, deed) actions; "{seconds}" in the text counts down. Return the note."""
        toast = Toast(text, seconds=seconds, icon=icon)
        for verb, deed in actions:
            toast.add_action(verb, deed)
        toast.gone.connect(self._settle, type=Qt.ConnectionType.QueuedConnection)
        self._column.addWidget(toast)
        toast.show()
        self._settle()
        announce(self, text.replace("{seconds}", str(toast.seconds_left())))
        return toast

    def toasts(self) -> list[Toast]:
        """Return the notes that are shown, oldest first."""
        return [toast for toast in self.findChildren(Toast) if not toast.isHidden()]

    def offering(self) -> LinkButton | None:
        """Return the verb of the newest note that offers one; None for none."""
        verbs = (toast.findChild(LinkButton) for toast in reversed(self.toasts()))
        return next((verb for verb in verbs if isinstance(verb, LinkButton)), None)

    def clear(self) -> None:
        """Dismiss every note: what they could undo is gone."""
        for toast in self.toasts():
            toast.dismiss()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._settle()  # a note says more than before
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show}:
            self._settle()
        return False

    def _settle(self) -> None:
        shown = bool(self.toasts())
        self.setVisible(shown)
        if not shown:
            return
        self._column.activate()
        self.adjustSize()
        left = self._beside.width() if self._beside is not None else 0
        below = self.height() + self._clearance + SIZE.space_s
        self.move(left + SIZE.space_m, self._window.height() - below)
        self.raise_()
