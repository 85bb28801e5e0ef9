# SPDX-License-Identifier: LicenseRef-Desk
"""The head of the rule that is open: its name, what is not saved, undo and redo, its switch, saving."""

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desk.services.rules import RuleDraft
from desk.translation import _
from desk.ui.changes import Changes
from desk.ui.panes.rules.editor_state import State
from desk.ui.theme import SIZE, font
from desk.ui.widgets import Badge, ElidedText, IconButton, PrimaryButton, Switch
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import formats


class EditorHeader(Speaks, QWidget):
    """renamed(str): while typing. active_requested(bool): the switch was pressed; it follows the state."""

    renamed = Signal(str)
    active_requested = Signal(bool)
    save_requested = Signal()

    def __init__(self, history: Changes[RuleDraft], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history = history
        self._state = State()
        self.name = QLineEdit()
        self.name.setProperty("role", "bare")
        self.name.setFont(font("h2"))
        self.name.setMaxLength(200)
        self.name.textEdited.connect(self.renamed)
        self._version = ElidedText("", "meta")
        self._unsaved = Badge("", "warn")
        self.undo = IconButton("arrow-u-up-left", "")
        self.redo = IconButton("arrow-u-up-right", "")
        self.undo.clicked.connect(history.stack.undo)
        self.redo.clicked.connect(history.stack.redo)
        self.active = Switch("", show_label=True)
        self.active.clicked.connect(self._on_active)
        self.save = PrimaryButton("", "check")
        self.save.clicked.connect(self.save_requested)
        self._lay_out()
        history.stack.indexChanged.connect(self._say_history)
        self.retranslate()

    def show_state(self, state: State) -> None:
        """Show the rule that is open."""
        self._state = state
        if state.draft is not None and self.name.text() != state.draft.name:
            self.name.setText(state.draft.name)
            self.name.setCursorPosition(0)
        if state.card is not None:
            moment = formats.moment(state.card.updated_at)
            self._version.setText(
                _("Version {number} · {moment}").format(number=state.card.version, moment=moment)
            )
        self._unsaved.setVisible(state.is_dirty)
        self._version.setVisible(not state.is_dirty)
        self.save.setEnabled(state.is_dirty and not state.is_busy)
        self.active.setChecked(state.is_active)
        self.active.setEnabled(state.card is not None and not state.is_busy and not state.is_gone)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.name.setAccessibleName(_("Name of the rule"))
        self.name.setPlaceholderText(_("Name of the rule"))
        self._unsaved.set_badge(_("Unsaved changes"), "warn", "circle")
        self.active.set_label(_("Active"))
        self.save.setText(_("Save"))
        self.save.setToolTip(_("Save (Ctrl+S)"))
        self._say_history()
        self.show_state(self._state)

    def _say_history(self, _index: int = 0) -> None:
        stack = self._history.stack
        if not shiboken6.isValid(stack):  # it tells of its own end
            return
        self.undo.setEnabled(stack.canUndo())
        self.redo.setEnabled(stack.canRedo())
        undo, redo = _("Undo “{what}”"), _("Redo “{what}”")
        self.undo.set_label(undo.format(what=stack.undoText()) if stack.canUndo() else _("Nothing to undo"))
        self.redo.set_label(redo.format(what=stack.redoText()) if stack.canRedo() else _("Nothing to redo"))

    def _on_active(self, checked: bool) -> None:
        self.active.setChecked(self._state.is_active)
        self.active_requested.emit(checked)

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.name)
        line = QHBoxLayout()
        line.setContentsMargins(SIZE.space_s, 0, 0, 0)
        line.addWidget(self._version, 1)
        line.addWidget(self._unsaved, 0, Qt.AlignmentFlag.AlignLeft)
        line.addStretch(0)
        texts.addLayout(line)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZE.space_s, SIZE.space_s, SIZE.space_m, SIZE.space_s)
        row.setSpacing(SIZE.space_s)
        row.addLayout(texts, 1)
        for widget in (self.undo, self.redo, self.active, self.save):
            row.addWidget(widget)
