# SPDX-License-Identifier: LicenseRef-Desk
"""The small parts of the details pane: a heading with its lines, a line that is copied, people, badges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.rights import Rights
from desk.ui.theme import SIZE
from desk.ui.widgets import (
    Avatar,
    Badge,
    Divider,
    ElidedText,
    FlowLayout,
    IconButton,
    IconMark,
    LinkButton,
    SectionLabel,
    Text,
)


class Section(QWidget):
    """A heading with lines under it, and a hairline above; its lines are made anew when they change."""

    def __init__(self, parent: QWidget | None = None, *, is_first: bool = False) -> None:
        super().__init__(parent)
        self.title = SectionLabel()
        self._signature: object = None
        self._shown: tuple[QWidget, ...] = ()
        self._held: tuple[Rights, str] | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(SIZE.space_xs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZE.space_s)
        if not is_first:
            column.addWidget(Divider())
        column.addWidget(self.title)
        column.addLayout(self._lines)

    def hold_for(self, rights: Rights, deed: str) -> None:
        """Grey the buttons of the lines, now and whenever they are made anew, while `deed` may not be done."""
        self._held = rights, deed
        self._guard()

    def fill(self, title: str, signature: object, lines: Callable[[], Sequence[QWidget]]) -> None:
        """Show `lines()` under `title`, unless `signature` is what is shown already; none hide the section."""
        self.title.setText(title)
        self.title.setVisible(bool(title))
        if (title, signature) == self._signature:
            return
        self._signature = (title, signature)
        _empty(self._lines)
        made = self._shown = tuple(lines())
        for line in made:
            self._lines.addWidget(line)
        self._guard()
        self.setVisible(bool(made))

    def forget(self) -> None:
        """Make the lines anew at the next call: they are said in another language."""
        self._signature = None

    def _guard(self) -> None:
        if self._held is None:
            return
        rights, deed = self._held
        for line in self._shown:
            own = [line] if isinstance(line, QAbstractButton) else line.findChildren(QAbstractButton)
            rights.guard(deed, *own)


def _empty(layout: QLayout) -> None:
    while layout.count():
        place = layout.takeAt(0)
        line = place.widget() if place is not None else None
        if line is not None:
            line.hide()
            line.deleteLater()


class CopyLine(QWidget):
    """Icon, what it is, and the value at the end; a click copies it."""

    def __init__(self, icon: str, label: str, value: str, *, copies: bool = False) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZE.space_s)
        row.addWidget(IconMark(icon, "text2", SIZE.icon_m))
        row.addWidget(Text(label, "meta"))
        text = _Value(label, value) if copies else ElidedText(value)
        if isinstance(text, ElidedText):
            text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(text, 1)
        self.setFixedHeight(max(SIZE.least_target, self.sizeHint().height()))


class _Value(LinkButton):
    """A value at the end of its line, cut where room is short; a click copies it."""

    def __init__(self, label: str, value: str) -> None:
        super().__init__("", quiet=True)
        self.setToolTip(_("Copy {text}").format(text=value))
        self.setAccessibleName(f"{label}: {value}")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        text = ElidedText(value)
        text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(text)
        self.clicked.connect(partial(copy, value))


def copy(text: str, *_pressed: object) -> None:
    """Put `text` on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def person_line(name: str, verb: str, deed: Callable[[], object], icon: str = "x") -> QWidget:
    """Return a face and a name with one verb, shown as an icon."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SIZE.space_s)
    row.addWidget(Avatar(name, SIZE.avatar_s + SIZE.space_xs))
    row.addWidget(ElidedText(name), 1)
    button = IconButton(icon, f"{verb}, {name}")
    button.clicked.connect(lambda *_pressed: deed())
    row.addWidget(button)
    return line


def link_line(text: str, deed: Callable[[], object], badge: Badge | None = None) -> QWidget:
    """Return a line that leads somewhere, with a badge at its end."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SIZE.space_s)
    button = _Start(text)
    button.clicked.connect(lambda *_pressed: deed())
    row.addWidget(button, 1)
    if badge is not None:
        row.addWidget(badge)
    return line


class _Start(LinkButton):
    """A quiet link whose words begin where the line does, cut where it ends."""

    def __init__(self, text: str) -> None:
        super().__init__("", quiet=True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        self.setToolTip(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        label = ElidedText(text)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(label)


def deed_line(icon: str, title: str, detail: str, verb: str, deed: Callable[[], object]) -> QWidget:
    """Return an icon, two lines of text, and one verb."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SIZE.space_s)
    row.addWidget(IconMark(icon, "info", SIZE.icon_l), 0, Qt.AlignmentFlag.AlignTop)
    texts = QVBoxLayout()
    texts.setSpacing(0)
    texts.addWidget(ElidedText(title))
    if detail:
        texts.addWidget(ElidedText(detail, "meta"))
    row.addLayout(texts, 1)
    if verb:
        button = LinkButton(verb)
        button.setAccessibleName(f"{verb}, {title}")
        button.clicked.connect(lambda *_pressed: deed())
        row.addWidget(button)
    return line


def badges_line(badges: Sequence[tuple[str, str, str, str]]) -> QWidget:
    """Return badges side by side: (text, role, icon, what there is to say of it)."""
    line = QWidget()
    flow = FlowLayout(line)
    for text, role, icon, tip in badges:
        badge = Badge(text, role, icon)
        badge.setToolTip(tip)
        badge.setAccessibleDescription(tip)
        flow.addWidget(badge)
    return line
