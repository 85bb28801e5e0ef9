# SPDX-License-Identifier: LicenseRef-Desk
"""The head of the template that is open: its name, its event, where it stands, undo and redo, publishing."""

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from desk.services.templates import Wording
from desk.translation import _, ngettext
from desk.ui.changes import Changes
from desk.ui.panes.templates.event_options import event_options
from desk.ui.panes.templates.view_model import State
from desk.ui.theme import SIZE, font
from desk.ui.widgets import Badge, ElidedText, IconButton, Pill, PrimaryButton
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import event_name, formats

MOST_NAME = 200


class EditorHeader(Speaks, QWidget):
    """renamed(str): the name was changed and left. event_chosen(str): another event type. The rest: as they say."""

    renamed = Signal(str)
    event_chosen = Signal(str)
    publish_requested = Signal()
    versions_requested = Signal()

    def __init__(self, history: Changes[Wording], menu: QMenu) -> None:
        super().__init__()
        self._history = history
        self._state = State()
        self.name = QLineEdit()
        self.name.setProperty("role", "bare")
        self.name.setFont(font("h2"))
        self.name.setMaxLength(MOST_NAME)
        self.name.editingFinished.connect(self._on_name)
        self._standing = ElidedText("", "meta")
        self.badge = Badge("")
        self.event_kind = Pill("")
        self.event_kind.chosen.connect(self.event_chosen)
        self.undo, self.redo = IconButton("arrow-u-up-left", ""), IconButton("arrow-u-up-right", "")
        self.undo.clicked.connect(history.stack.undo)
        self.redo.clicked.connect(history.stack.redo)
        self.versions = IconButton("clock-counter-clockwise", "")
        self.versions.clicked.connect(self.versions_requested)
        self.more = IconButton("dots-three", "")
        self.more.setMenu(menu)
        self.publish = PrimaryButton("", "check")
        self.publish.clicked.connect(self.publish_requested)
        self._lay_out()
        history.stack.indexChanged.connect(self._say_history)
        self.retranslate()

    def show_state(self, state: State) -> None:
        """Show the template that is open."""
        before, self._state = self._state, state
        opened = state.opened
        if opened is None:
            return
        if not self.name.hasFocus() and self.name.text() != opened.row.card.name:
            self.name.setText(opened.row.card.name)
            self.name.setCursorPosition(0)
        if before.opened is None or before.event_kind != state.event_kind:
            self._show_event(state.event_kind)
        self._standing.setText(_standing(state))
        self._show_badge(state)
        self.publish.setEnabled((opened.is_draft or state.is_dirty) and not state.is_gone)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.name.setAccessibleName(_("Name of the template"))
        self.name.setPlaceholderText(_("Name of the template"))
        self.versions.set_label(_("Versions"))
        self.more.set_label(_("More"))
        self.publish.setText(_("Publish"))
        self._show_event(self._state.event_kind)
        self._say_history()
        self.show_state(self._state)

    def _show_event(self, event_kind: str) -> None:
        self.event_kind.set_options(event_options(), event_kind)
        if event_kind:
            self.event_kind.set_value(event_name(event_kind), "lightning")

    def _show_badge(self, state: State) -> None:
        opened = state.opened
        if opened is None:
            return
        if opened.is_draft or state.is_dirty:
            self.badge.set_badge(_("Draft"), "warn", "pencil-simple")
        else:
            self.badge.set_badge(_("Published"), "ok", "check")

    def _say_history(self, _index: int = 0) -> None:
        stack = self._history.stack
        if not shiboken6.isValid(stack):  # it empties itself while the page is taken down
            return
        self.undo.setEnabled(stack.canUndo())
        self.redo.setEnabled(stack.canRedo())
        undo, redo = _("Undo “{what}”"), _("Redo “{what}”")
        self.undo.set_label(undo.format(what=stack.undoText()) if stack.canUndo() else _("Nothing to undo"))
        self.redo.set_label(redo.format(what=stack.redoText()) if stack.canRedo() else _("Nothing to redo"))

    def _on_name(self) -> None:
        opened, name = self._state.opened, self.name.text().strip()
        if opened is None or name == opened.row.card.name:
            return
        if name:
            self.renamed.emit(name)
        else:
            self.name.setText(opened.row.card.name)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(SIZE.space_xs)
        first.addWidget(self.name, 1)
        for widget in (self.undo, self.redo, self.versions, self.more, self.publish):
            first.addWidget(widget)
        second = QHBoxLayout()
        second.setContentsMargins(SIZE.space_s, 0, 0, 0)
        second.setSpacing(SIZE.space_s)
        second.addWidget(self.badge)
        second.addWidget(self._standing, 1)
        second.addWidget(self.event_kind)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_s, SIZE.space_s, SIZE.space_m, SIZE.space_xs)
        column.setSpacing(SIZE.space_xs)
        column.addLayout(first)
        column.addLayout(second)


def _standing(state: State) -> str:
    """Say where the template stands: its version, whether it is kept, who uses it."""
    opened = state.opened
    if opened is None:
        return ""
    words = [_("version {number}").format(number=opened.version.number)]
    if state.is_busy:
        words.append(_("saving…"))
    elif state.is_dirty:
        words.append(_("not saved yet"))
    else:
        words.append(_("saved {moment}").format(moment=formats.moment(opened.version.updated_at)))
    used = opened.row.used_by
    words.append(
        ngettext("used by {count} rule", "used by {count} rules", used).format(count=used)
        if used
        else _("used by no rule")
    )
    return " · ".join(words)
