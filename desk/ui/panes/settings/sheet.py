# SPDX-License-Identifier: LicenseRef-Desk
"""One page of the settings: its head, a bar for what went wrong, and what can be set."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.rights import Rights, hold, let_go
from desk.ui.theme import SIZE
from desk.ui.widgets import Card, InfoBar, PageHeader, Text
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import failure_text


class Sheet(Speaks, QWidget):
    """One page of the settings. retry_requested(): the verb of the bar was pressed.

    title, lead: msgids; lead says in a line what is found here.
    """

    retry_requested = Signal()

    def __init__(self, title: str, lead: str) -> None:
        super().__init__()
        self._title, self._lead = title, lead
        self._rights: Rights | None = None
        self._deed = ""
        self._held: list[QWidget] = []
        self.note = InfoBar("info")
        self.header = PageHeader("")
        self.header.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.bar = InfoBar("danger")
        self.bar.verb_requested.connect(self.retry_requested)
        self.body = QVBoxLayout()
        self.body.setSpacing(SIZE.space_s)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_xl, SIZE.space_l, SIZE.space_xl, 0)
        column.setSpacing(SIZE.space_m)
        column.addWidget(self.header)
        column.addWidget(self.note)
        column.addWidget(self.bar)
        column.addLayout(self.body, 1)

    def unsaved(self) -> int:
        """Return how many things were typed and not saved."""
        return 0

    def show_error(self, error: Exception | None) -> None:
        """Say that reading failed; None: it works (again)."""
        if error is None:
            self.bar.hide()
            return
        failure = failure_text(error)
        text = f"{failure.title} {failure.sentence}".strip()
        self.bar.show_message(text, verb=_("Try again"), details=failure.detail)

    def hold_for(self, rights: Rights, deed: str) -> None:
        """Let only those change what is here who may do `deed`; the others read it, and are told why."""
        self._rights, self._deed = rights, deed
        rights.changed.connect(self.show_rights)
        self.show_rights()

    def show_rights(self) -> None:
        """Hold everything back that may not be done, and let it go once it may."""
        reason = self._rights.reason(self._deed) if self._rights is not None else ""
        self.header.setEnabled(not reason)
        if not reason:
            self.note.hide()
            let_go(self._held)
            self._held.clear()
            return
        self.note.show_message(reason)
        for part in parts_of(self.body):
            self._held += hold(part)

    def retranslate(self) -> None:
        """Say everything in the current language; pages extend this."""
        self.show_rights()
        self.header.set_title(_(self._title))
        self.header.set_subtitle(_(self._lead))


def parts_of(layout: QLayout) -> list[QWidget]:
    """Return the widgets of a layout, and of those in it."""
    found: list[QWidget] = []
    for item in filter(None, map(layout.itemAt, range(layout.count()))):
        if (widget := item.widget()) is not None:
            found.append(widget)
        elif (inner := item.layout()) is not None:
            found += parts_of(inner)
    return found


class Group(Card):
    """A few settings that belong together, under a heading; `title` and `note` are msgids."""

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__()
        self._said = title, note
        self._title, self._note = Text("", "h3"), Text("", "meta", wrap=True)
        self._note.setVisible(bool(note))
        self.column.setContentsMargins(SIZE.space_l, SIZE.space_m, SIZE.space_l, SIZE.space_l)
        self.column.setSpacing(SIZE.space_m)
        self.column.addWidget(self._title)
        self.column.addWidget(self._note)

    def retranslate(self) -> None:
        """Say the heading in the current language."""
        self._title.setText(_(self._said[0]))
        self._note.setText(_(self._said[1]))


def at_start(widget: QWidget) -> QWidget:
    """Return `widget` at the start of a line of its own, no wider than it needs."""
    line = QWidget()
    line.setProperty("role", "clear")
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return line


def uncover(part: QWidget) -> None:
    """Scroll so far that `part` is in sight, once everything has its place."""

    def scroll() -> None:
        area = part.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None and part.isVisible():
            area.ensureWidgetVisible(part, SIZE.space_xl, SIZE.space_xl)

    QTimer.singleShot(0, part, scroll)


def scrolled(parent: QVBoxLayout, *, width: int = SIZE.reading_width) -> QVBoxLayout:
    """Add a part that scrolls to `parent` and return its column, at most `width` wide."""
    inner = QWidget()
    inner.setProperty("role", "clear")
    inner.setMaximumWidth(width)
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, SIZE.space_m, SIZE.space_xl)
    column.setSpacing(SIZE.space_m)
    around = QWidget()
    around.setProperty("role", "clear")
    row = QHBoxLayout(around)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(inner, 100)
    row.addStretch(1)
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(around)
    parent.addWidget(area, 1)
    return column
