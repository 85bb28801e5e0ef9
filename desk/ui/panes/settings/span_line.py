# SPDX-License-Identifier: LicenseRef-Desk
"""Spans of wall times on one line: from, to, another one, one fewer."""

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.theme import SIZE
from desk.ui.widgets import FlowLayout, IconButton, LinkButton, Text
from desk.ui.widgets.time_edit import TimeEdit

WallSpans = tuple[tuple[str, str], ...]
"""Spans of wall times "HH:MM", from and to; one that ends before it begins ends the next day."""
MOST = 6
MIDNIGHT = "24:00"


class SpanLine(QWidget):
    """An editor of the spans of one day. changed(): something was typed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._spans: list[_Span] = []
        self._day = ""
        self._add = LinkButton("", "plus", quiet=True)
        self._add.clicked.connect(self._on_add)
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._holder)

    def spans(self) -> WallSpans:
        """Return what is typed."""
        return tuple(span.value() for span in self._spans)

    def set_spans(self, spans: WallSpans) -> None:
        """Show what is kept."""
        while self._flow.count():
            self._flow.takeAt(0)
        for old in self._spans:
            old.hide()
            old.deleteLater()
        self._spans = [self._made(*span) for span in spans]
        self._arrange()

    def say(self, day: str) -> None:
        """Name everything after the day, in the current language."""
        self._day = day
        self._add.setText(_("Add hours"))
        self._add.setAccessibleName(f"{self._add.text()}, {day}")
        for number, span in enumerate(self._spans):
            span.say(day, is_only=len(self._spans) == 1, number=number)

    def _made(self, begins: str, ends: str) -> "_Span":
        span = _Span(begins, ends)
        span.changed.connect(self.changed)
        span.removed.connect(lambda: self._on_remove(span))
        return span

    def _arrange(self) -> None:
        while self._flow.count():
            self._flow.takeAt(0)
        for span in self._spans:
            self._flow.addWidget(span)
            span.show()
        self._flow.addWidget(self._add)
        self._add.setVisible(len(self._spans) < MOST)
        self.say(self._day)
        self._holder.updateGeometry()

    def _on_add(self) -> None:
        last = self._spans[-1].value()[1] if self._spans else "09:00"
        begins = QTime.fromString(last, "HH:mm")
        first = begins.addSecs(3600) if begins.isValid() and begins.hour() < 22 else QTime(20, 0)
        self._spans.append(self._made(first.toString("HH:mm"), first.addSecs(7200).toString("HH:mm")))
        self._arrange()
        self._spans[-1].focus()
        self.changed.emit()

    def _on_remove(self, span: "_Span") -> None:
        self._spans.remove(span)
        span.hide()
        span.deleteLater()
        self._arrange()
        self.changed.emit()


class _Span(QWidget):
    """From, to, and away with it."""

    changed = Signal()
    removed = Signal()

    def __init__(self, begins: str, ends: str) -> None:
        super().__init__()
        self._from, self._to = TimeEdit(begins), TimeEdit("00:00" if ends == MIDNIGHT else ends)
        self._next = Text("", "meta")
        self._remove = IconButton("x", "")
        self._remove.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZE.space_xs)
        for widget in (self._from, Text("–", "meta"), self._to, self._next, self._remove):
            row.addWidget(widget)
        for edge in (self._from, self._to):
            edge.timeChanged.connect(self._on_changed)

    def value(self) -> tuple[str, str]:
        begins, ends = (edge.time().toString("HH:mm") for edge in (self._from, self._to))
        return begins, MIDNIGHT if ends == "00:00" else ends

    def focus(self) -> None:
        self._from.setFocus()

    def say(self, day: str, *, is_only: bool, number: int) -> None:
        self._from.setAccessibleName(_("{day}, from").format(day=day))
        self._to.setAccessibleName(_("{day}, to").format(day=day))
        self._remove.set_label(_("Remove these hours"))
        self._remove.setAccessibleName(f"{_('Remove these hours')}, {day} {number + 1}")
        self._remove.setVisible(not is_only)
        self._show_next()

    def _on_changed(self) -> None:
        self._show_next()
        self.changed.emit()

    def _show_next(self) -> None:
        begins, ends = self.value()
        self._next.setText(_("the next day") if ends <= begins else "")
        self._next.setVisible(ends <= begins)
