# SPDX-License-Identifier: LicenseRef-Desk
"""What the page of rules is made of, for those who connect its parts."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desk.ui.panes.rules.bulk import Deeds
from desk.ui.panes.rules.decisions_panel import DecisionsPanel
from desk.ui.panes.rules.list_model import RulesModel
from desk.ui.panes.rules.list_panel import ListPanel
from desk.ui.panes.rules.screen import Screen
from desk.ui.panes.rules.simulation_model import SimulationModel
from desk.ui.panes.rules.simulation_panel import SimulationPanel
from desk.ui.panes.rules.verbs import Verbs
from desk.ui.panes.rules.view_model import EditorModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The models and the panels of one page. open_rule(id), jump(place): what only the page can do."""

    page: QWidget
    editor_model: EditorModel
    rules: RulesModel
    deeds: Deeds
    simulation_model: SimulationModel
    verbs: Verbs
    screen: Screen
    list: ListPanel
    simulation: SimulationPanel
    decisions: DecisionsPanel
    open_rule: Callable[[str], None]
    jump: Callable[[str], None]
