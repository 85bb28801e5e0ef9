# SPDX-License-Identifier: LicenseRef-Desk
"""One address of a customer: typed in place, with what is known of it and what can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from desk.models.vocabulary import PointKind, PointState
from desk.translation import _
from desk.ui.panes.customers.looks import POINT_ICONS, address_text
from desk.ui.panes.customers.typed import TypedPoint
from desk.ui.theme import SIZE
from desk.ui.widgets import IconButton, IconMark, StateLabel, Text
from desk.ui.wording import point_mark, word

_BAD = frozenset({PointState.BOUNCING, PointState.DEAD})


class PointRow(QWidget):
    """One address. edited, left, removed carry the row; moved also by how many places."""

    edited = Signal(object)
    left = Signal(object)
    removed = Signal(object)
    moved = Signal(object, int)

    def __init__(self, kind: PointKind, country: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._country = country
        self._point = TypedPoint(kind=kind, address="")
        self._shown = ""
        self.editor = QLineEdit()
        self._state = StateLabel("circle-dashed", "")
        self._problem = Text("", "problem", wrap=True)
        self.more = IconButton("dots-three", "")
        self._menu = QMenu(self.more)
        self._works = QAction(self._menu)
        self._deeds = [QAction(self._menu) for _place in range(3)]
        self._lay_out()
        self.editor.textEdited.connect(self._on_text)
        self.editor.editingFinished.connect(self._on_left)
        self.retranslate()

    def value(self) -> TypedPoint:
        """Return the address as it stands."""
        return self._point

    def show_point(self, one: TypedPoint) -> None:
        """Show an address; numbers as they are dialled."""
        if one == self._point and self._shown:
            return
        self._point = one
        self._shown = address_text(one.kind, one.address, self._country)
        if self.editor.text() != self._shown:
            self.editor.setText(self._shown)
        self.editor.setCursorPosition(0)

    def show_state(self, state: PointState | None) -> None:
        """Show what is known of the address; None: it is new."""
        self._works.setVisible(state in _BAD)
        self._state.setVisible(state in _BAD or self._point.works)
        if state is None:
            self.editor.setAccessibleDescription("")
            return
        mark = point_mark(state)
        self._state.set_state(mark.icon, mark.text, mark.role)
        self.editor.setAccessibleDescription(mark.text)
        self.editor.setToolTip(mark.text)

    def show_problem(self, text: str) -> None:
        """Say what is wrong with it."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.editor.setProperty("problem", bool(text))
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)
        if text:
            self.editor.setAccessibleDescription(text)

    def problem(self) -> str:
        """Return what is shown as wrong."""
        return self._problem.text()

    def move_up(self) -> None:
        """Ask to be written to before the address above."""
        self.moved.emit(self, -1)

    def move_down(self) -> None:
        """Ask to be written to after the address below."""
        self.moved.emit(self, 1)

    def remove(self) -> None:
        """Ask to be taken away."""
        self.removed.emit(self)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.editor.setAccessibleName(word("point_kind", self.kind))
        self.editor.setPlaceholderText(word("point_kind", self.kind))
        self.more.set_label(_("More about this address"))
        says = (_("Write to this one first"), _("Write to this one later"), _("Remove"))
        for action, text in zip(self._deeds, says, strict=True):
            action.setText(text)
        self._works.setText(_("It works again"))

    def _lay_out(self) -> None:
        self._menu.addAction(self._works)
        self._menu.addActions(self._deeds)
        self._works.triggered.connect(self._on_works)
        for action, deed in zip(self._deeds, (self.move_up, self.move_down, self.remove), strict=True):
            action.triggered.connect(deed)
        self.more.clicked.connect(self._open_menu)
        row = QHBoxLayout()
        row.setSpacing(SIZE.space_s)
        row.addWidget(IconMark(POINT_ICONS[self.kind], "text2"))
        row.addWidget(self.editor, 1)
        row.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZE.space_xs)
        column.addLayout(row)
        below = QVBoxLayout()
        below.setContentsMargins(SIZE.icon_l + SIZE.space_s, 0, 0, 0)
        below.addWidget(self._state)
        below.addWidget(self._problem)
        column.addLayout(below)
        self._state.hide()
        self._problem.hide()

    def _on_text(self, text: str) -> None:
        typed = text.replace(", ", "\n") if self.kind is PointKind.POSTAL else text
        address = self._point.address if text == self._shown else typed
        self._point = TypedPoint(kind=self.kind, address=address, label=self._point.label)
        self.edited.emit(self)

    def _on_left(self) -> None:
        self.left.emit(self)

    def _on_works(self) -> None:
        one = self._point
        self._point = TypedPoint(kind=one.kind, address=one.address, label=one.label, works=True)
        self.edited.emit(self)

    def _open_menu(self) -> None:
        self._menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
