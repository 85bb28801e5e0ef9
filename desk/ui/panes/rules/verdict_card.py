# SPDX-License-Identifier: LicenseRef-Desk
"""Shows a verdict, what would turn it round, and the steps that led to it."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desk.services.rules import Step
from desk.services.simulation import Imagined
from desk.translation import _
from desk.ui.panes.rules.verdict import FlipText, VerdictText
from desk.ui.theme import SIZE, Theme
from desk.ui.widgets import Badge, IconMark, LinkButton, Text, TraceStep
from desk.ui.wording import describe_step, formats


class VerdictCard(QFrame):
    """What would become of the message."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "quiet")
        self._mark = IconMark("check-circle", "ok", SIZE.icon_xl)
        self.title = Text("", "strong", wrap=True)
        self.detail = Text("", "meta", wrap=True)
        self.paused = Badge("", "warn", "pause")
        texts = QVBoxLayout()
        texts.setSpacing(SIZE.space_xs // 2)
        for part in (self.title, self.detail, self.paused):
            texts.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZE.space_m, SIZE.space_s, SIZE.space_m, SIZE.space_s)
        row.setSpacing(SIZE.space_m)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(texts, 1)

    def show_verdict(self, text: VerdictText, imagined: Imagined) -> None:
        """Show a verdict."""
        self._mark.set_icon(text.icon, text.role)
        self.title.setText(text.title)
        self.detail.setText(text.detail)
        self.detail.setVisible(bool(text.detail))
        self.paused.set_badge(_("Rule paused: nothing leaves"), "warn", "pause")
        self.paused.setVisible(imagined.is_paused)
        parts = (text.title, text.detail, self.paused.text() if imagined.is_paused else "")
        self.setAccessibleName(", ".join(part for part in parts if part))


class FlipCard(QWidget):
    """pressed(deed): the change is wanted; see `verdict.FlipText`."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deed = ""
        self._mark = IconMark("arrows-clockwise", "text3", SIZE.icon_m)
        self.text = Text("", "meta", wrap=True)
        self.verb = LinkButton("")
        self.verb.clicked.connect(self._on_pressed)
        row = QHBoxLayout()
        row.setSpacing(SIZE.space_s)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.verb, 0, Qt.AlignmentFlag.AlignRight)

    def show_flip(self, flip: FlipText | None) -> None:
        """Show what would turn it round; None hides it."""
        self.setVisible(flip is not None)
        if flip is None:
            return
        self._deed = flip.deed
        self.text.setText(flip.sentence)
        self.verb.setText(flip.verb)
        self.verb.setVisible(bool(flip.verb))
        self.verb.setAccessibleName(f"{flip.verb}, {flip.sentence}")

    def _on_pressed(self) -> None:
        self.pressed.emit(self._deed)


class PastFrame(QWidget):
    """Gets an amber frame while the past is imagined, with a word for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_past = False

    def set_past(self, is_past: bool) -> None:
        """Say whether the past is imagined."""
        if is_past != self.is_past:
            self.is_past = is_past
            self.setAccessibleDescription(_("A moment in the past") if is_past else "")
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.is_past:
            painter = QPainter(self)
            painter.setPen(QPen(Theme.current().colour("warn"), SIZE.focus_ring))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


def trace_of(steps: Sequence[Step], at: datetime) -> tuple[TraceStep, ...]:
    """Return the steps of a decision made `at` in words."""
    found = []
    for step in steps:
        said = describe_step(step)
        found.append(
            TraceStep(
                title=said.title, detail=said.sentence, time=_until(step, at), icon=said.icon, role=said.role
            )
        )
    return tuple(found)


def _until(step: Step, at: datetime) -> str:
    """Say how long a step makes a message wait; "" for one that does not."""
    try:
        until = datetime.fromisoformat(step.details.get("until", ""))
    except ValueError:
        return ""
    return f"+{formats.short_span(until - at)}" if until > at else ""
