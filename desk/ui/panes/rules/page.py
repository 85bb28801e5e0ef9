# SPDX-License-Identifier: LicenseRef-Desk
"""The page of rules."""
from desk.ui.docks import Page
from desk.ui.panes import Context
from desk.ui.panes.rules.editor import Editor
from desk.ui.panes.rules.view_model import EditorModel


class RulesPage(Page):
    def __init__(self, context: Context) -> None:
        super().__init__("rules")
        self.model = EditorModel(context.desk, context.jobs, self)
        self.set_screen(Editor(self.model))
