# SPDX-License-Identifier: LicenseRef-Desk
"""The page of rules: list, sentence or control panel, simulation, latest decisions, and their commands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt

from desk.models.identity import RuleId
from desk.translation import N_, _
from desk.ui.docks import Dock, Page, Places
from desk.ui.panes import Context
from desk.ui.panes.rules.bulk import Deeds
from desk.ui.panes.rules.decisions_panel import DecisionsPanel
from desk.ui.panes.rules.list_model import RulesModel
from desk.ui.panes.rules.list_panel import CONTROL, LIST, ListPanel
from desk.ui.panes.rules.offers import ready_name
from desk.ui.panes.rules.page_commands import add_commands
from desk.ui.panes.rules.parts import Parts
from desk.ui.panes.rules.questions import Question, ask
from desk.ui.panes.rules.reactions import Reactions
from desk.ui.panes.rules.screen import Screen
from desk.ui.panes.rules.simulation_model import SimulationModel
from desk.ui.panes.rules.simulation_panel import SimulationPanel
from desk.ui.panes.rules.verbs import Verbs
from desk.ui.panes.rules.view_model import EditorModel

LIST_WIDTH, SIMULATION_WIDTH, DECISIONS_HEIGHT = 282, 300, 240
SIMULATION, DECISIONS = "simulation", "decisions"
Area = Qt.DockWidgetArea


class RulesPage(Page):
    """The page. Everything a person wants goes to a model from here; leaving unsaved work asks."""

    def __init__(self, context: Context) -> None:
        super().__init__("rules")
        self._put_aside: list[Dock] = []
        self.editor_model = EditorModel(context.desk, context.jobs, self)
        self.rules = RulesModel(context.desk, self)
        self.deeds = Deeds(context.desk, context.jobs, self)
        self.simulation_model = SimulationModel(context.desk, self.editor_model, self)
        self.verbs = Verbs(self.deeds, lambda: self.editor_model.state.shop, self)
        self.screen_ = Screen(self.editor_model, self.rules)
        self.list = ListPanel(self.rules)
        self.simulation = SimulationPanel(self.simulation_model, self.editor_model)
        self.decisions = DecisionsPanel(context.desk)
        self.list.setMinimumWidth(LIST_WIDTH)
        self.simulation.setMinimumWidth(SIMULATION_WIDTH)
        self.decisions.setMinimumHeight(DECISIONS_HEIGHT)
        self.set_screen(self.screen_)
        self._add_docks()
        self._connect()
        parts = self._parts()
        Reactions(context, parts)
        add_commands(context.commands, parts)
        header = self.screen_.editor.header
        context.commands.rights.guard("edit_rules", self.list.new, header.save)

    def reveal(self, **target: str) -> None:
        """Open the rule `rule_id`."""
        if rule_id := target.get("rule_id", ""):
            self.open_rule(rule_id)

    def undo(self) -> None:
        """Take back the last change of the draft."""
        self.editor_model.history.stack.undo()

    def redo(self) -> None:
        """Make the change again that was taken back."""
        self.editor_model.history.stack.redo()

    def leave(self, go_on: Callable[[], None]) -> None:
        """Call `go_on` once the draft is saved, or the person wants to lose it."""
        state = self.editor_model.state
        if not state.is_dirty or state.draft is None:
            go_on()
            return
        question = Question(
            title=_("Save the changes to “{name}”?").format(name=state.draft.name),
            sentences=(_("What is not saved is lost, and the rule goes on as it was."),),
            verb=_("Save"),
            other=_("Don’t save"),
        )
        dialog = ask(self, question, lambda: self.editor_model.save(then=go_on), lambda: self._drop(go_on))
        dialog.rejected.connect(self._follow)

    def open_rule(self, rule_id: str) -> None:
        """Show a rule; unsaved work on another one asks first."""
        self._show_mode(LIST)
        if rule_id != self.editor_model.rule_id:
            self.leave(lambda: self._open(rule_id))

    def jump(self, place: str) -> None:
        """Go to the pill that changes a place of the spec."""
        self._show_mode(LIST)
        self.screen_.editor.jump(place)

    def remember(self, places: Places) -> None:
        self._show_mode(LIST)
        super().remember(places)

    def retranslate(self) -> None:
        super().retranslate()
        self.list.retranslate()
        self.screen_.retranslate()

    def _parts(self) -> Parts:
        return Parts(
            page=self,
            editor_model=self.editor_model,
            rules=self.rules,
            deeds=self.deeds,
            simulation_model=self.simulation_model,
            verbs=self.verbs,
            screen=self.screen_,
            list=self.list,
            simulation=self.simulation,
            decisions=self.decisions,
            open_rule=self.open_rule,
            jump=self.jump,
        )

    def _show_mode(self, mode: str) -> None:
        """Show the sentence or the control panel; docks about one rule give way to a table of all."""
        self.list.modes.set_current(mode)
        self.screen_.show_mode(mode)
        about_one = [dock for dock in self.docks() if dock.objectName() in (SIMULATION, DECISIONS)]
        if mode == CONTROL:
            self._put_aside = [dock for dock in about_one if not dock.isHidden()]
            for dock in self._put_aside:
                dock.hide()
        else:
            for dock in self._put_aside:
                dock.show()
            self._put_aside = []

    def _drop(self, go_on: Callable[[], None]) -> None:
        self.editor_model.discard()
        go_on()

    def _open(self, rule_id: str) -> None:
        self.editor_model.open(RuleId(rule_id))
        self.list.select(rule_id)
        self.decisions.show_rule(rule_id)

    def _add_docks(self) -> None:
        self.add_dock("rules_list", N_("Rules"), self.list, Area.LeftDockWidgetArea, width=LIST_WIDTH)
        simulation = self.add_dock(
            SIMULATION, N_("Simulation"), self.simulation, Area.RightDockWidgetArea, width=SIMULATION_WIDTH
        )
        simulation.is_detail = True
        simulation.set_shortcut("F7")
        decisions = self.add_dock(
            DECISIONS, N_("Latest decisions"), self.decisions, Area.BottomDockWidgetArea
        )
        decisions.set_shortcut("F4")
        decisions.hide()
        self.setCorner(Qt.Corner.BottomLeftCorner, Area.LeftDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, Area.BottomDockWidgetArea)

    def _connect(self) -> None:
        self.rules.changed.connect(self._on_rules)
        self.editor_model.changed.connect(self._on_gone)
        self.list.opened.connect(self.open_rule)
        self.list.edit_requested.connect(self.screen_.editor.focus)
        self.list.toggled.connect(self._on_toggled)
        self.list.new_requested.connect(self._on_new)
        self.list.menu_requested.connect(self._on_menu)
        self.list.mode_changed.connect(self._show_mode)
        self.list.bulk.requested.connect(self._on_bulk)
        self.screen_.control.chosen.connect(self._on_kind)
        self.screen_.control.menu_requested.connect(self._on_control_menu)
        self.verbs.open_requested.connect(self.open_rule)
        self.deeds.made.connect(self.open_rule)
        self.screen_.new_requested.connect(self.list.open_new)

    def _on_rules(self) -> None:
        """Open the first rule when none is open, and count what works badly."""
        state = self.rules.state
        if state.every is None:
            return
        broken = sum(one.is_active and bool(one.problems) for one in state.every)
        self.badge_changed.emit(broken)
        self.screen_.show_count(len(state.every))
        if self.editor_model.rule_id is None and state.shown:
            active = (one for one in state.shown if one.is_active)
            self._open(next(active, state.shown[0]).id)
        elif self.editor_model.state.is_gone and not self.editor_model.state.is_dirty:
            self.editor_model.close()
            self.decisions.show_rule("")
            self._on_rules()

    def _on_gone(self) -> None:
        """Give way to the next rule when the list has lost the open one before its editor has."""
        gone = self.editor_model.rule_id
        if self.editor_model.state.is_gone and gone is not None and self.rules.state.find(gone) is None:
            self._on_rules()

    def _on_toggled(self, rule_id: str, on: bool) -> None:
        """Switch a rule; the one that is open goes through its editor, which knows what is not saved."""
        listed = self.rules.state.find(rule_id)
        if rule_id == self.editor_model.rule_id:
            self._show_mode(LIST)
            (self.editor_model.activate if on else self.editor_model.pause)()
        elif listed is not None:
            self.verbs.do("activate" if on else "pause", [listed], self.list)

    def _on_new(self, event_kind: str, is_ready: bool) -> None:
        name = ready_name(event_kind) if is_ready else _("New rule")
        self.leave(lambda: self.deeds.create(event_kind, name, is_ready=is_ready))

    def _on_kind(self, event_kind: str, rule_id: str) -> None:
        if rule_id:
            self.open_rule(rule_id)
            self.screen_.editor.focus()
        else:
            self._on_new(event_kind, is_ready=True)

    def _on_menu(self, at: QPoint) -> None:
        if rules := self.list.selected():
            self.verbs.menu(rules, self.list.new, at)

    def _on_control_menu(self, at: QPoint) -> None:
        self.verbs.menu(self.screen_.control.selected(), self.screen_.control.search, at)

    def _on_bulk(self, verb: str) -> None:
        self.verbs.do(verb, self.list.selected(), self.list.bulk.buttons[verb])

    def _follow(self) -> None:
        """Mark the rule again that stays open."""
        self.list.select(self.editor_model.rule_id or "")
