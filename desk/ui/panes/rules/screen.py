# SPDX-License-Identifier: LicenseRef-Desk
"""The middle of the page: the sentence of a rule, the control panel, or what to begin with."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.panes.rules.control_panel import ControlPanel
from desk.ui.panes.rules.editor import Editor
from desk.ui.panes.rules.list_model import RulesModel
from desk.ui.panes.rules.list_panel import CONTROL
from desk.ui.panes.rules.view_model import EditorModel
from desk.ui.widgets import EmptyState
from desk.ui.widgets.speaks import Speaks


class Screen(Speaks, QWidget):
    """new_requested(): the person wants to choose an example."""

    new_requested = Signal()

    def __init__(self, model: EditorModel, rules: RulesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._mode = ""
        self._count: int | None = None
        self.editor = Editor(model)
        self.control = ControlPanel(rules)
        self.empty = EmptyState("lightning", "")
        self.empty.verb_requested.connect(self.new_requested)
        self._stack = QStackedWidget()
        for widget in (self.empty, self.editor, self.control):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        model.changed.connect(self._show)
        self._show()

    def show_mode(self, mode: str) -> None:
        """Show the control panel, or the rule that is open."""
        self._mode = mode
        self._show()

    def show_count(self, count: int) -> None:
        """Say how many rules there are."""
        self._count = count
        self._show()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.control.retranslate()
        self._show()

    def _show(self) -> None:
        state = self._model.state
        if self._mode == CONTROL:
            self._stack.setCurrentWidget(self.control)
        elif state.draft is not None and state.has_shop:
            self._stack.setCurrentWidget(self.editor)
        else:
            self._say_empty()
            self._stack.setCurrentWidget(self.empty)

    def _say_empty(self) -> None:
        if self._count == 0:
            self.empty.set_texts(
                _("No rule."),
                _("Begin from an example: order ready, reminder, birthday."),
                _("Choose an example"),
            )
        elif self._count is None or self._model.rule_id is not None:
            self.empty.set_texts(_("Opening…"))
        else:
            self.empty.set_texts(_("Choose a rule at the side, or make a new one."), "", _("New rule"))
