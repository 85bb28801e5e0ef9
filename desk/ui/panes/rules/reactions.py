# SPDX-License-Identifier: LicenseRef-Desk
"""What follows from what the page's models tell: notes, questions, and other pages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt

from desk.translation import _
from desk.ui.panes import Context
from desk.ui.panes.rules.parts import Parts
from desk.ui.panes.rules.questions import Question, ask
from desk.ui.panes.rules.words import concerned_text

LONG_S = 10.0
"""How long a note stays that says why something was not done."""


class Reactions(QObject):
    """Connects the models of a page to the window."""

    def __init__(self, context: Context, parts: Parts) -> None:
        super().__init__(parts.page)
        self._context = context
        self._parts = parts
        parts.editor_model.told.connect(self._on_told)
        parts.editor_model.asked.connect(self._on_asked)
        parts.deeds.done.connect(self._on_done)
        parts.deeds.stopped.connect(self._on_stopped)
        parts.simulation.deed_requested.connect(self.do)
        parts.decisions.customer_requested.connect(self._open_customer)
        parts.screen.editor.template_requested.connect(self._open_template)

    def do(self, deed: str) -> None:
        """Do what would turn a verdict round; see `verdict.FlipText`."""
        imagined = self._parts.simulation_model.state.imagined
        draft = self._parts.editor_model.state.draft
        match deed.partition(":"):
            case ("activate", *_rest):
                self._parts.editor_model.activate()
            case ("customer", *_rest) if imagined is not None:
                self._open_customer(imagined.customer_id)
            case ("template", *_rest) if draft is not None:
                self._open_template(draft.template_id or "", "")
            case ("settings", *_rest):
                self._context.navigate("settings", page="accounts")
            case ("go", _colon, place):
                self._parts.jump(place)

    def _open_template(self, template_id: str, channel: str) -> None:
        self._context.navigate("templates", template_id=template_id, channel=channel)

    def _open_customer(self, customer_id: str) -> None:
        self._context.navigate("customers", customer_id=customer_id)

    def _on_told(self, text: str) -> None:
        self._context.toasts.show_toast(text)

    def _on_done(self, text: str, undo: Callable[[], None] | None) -> None:
        self._context.toasts.show_toast(text, [(_("Undo"), undo)] if undo is not None else [])

    def _on_stopped(self, text: str, rule_id: str) -> None:
        actions = [(_("Go there"), self._going_to(rule_id))] if rule_id else []
        self._context.toasts.show_toast(text, actions, icon="warning", seconds=LONG_S)

    def _going_to(self, rule_id: str) -> Callable[[], None]:
        """Return how to open a rule with the list of what keeps it from being active."""

        def go() -> None:
            model = self._parts.editor_model
            self._parts.open_rule(rule_id)
            if model.state.card is None:
                model.opened.connect(model.activate, type=Qt.ConnectionType.SingleShotConnection)
            else:
                model.activate()

        return go

    def _on_asked(self, count: int) -> None:
        model = self._parts.editor_model
        sentences = [concerned_text(count)]
        if model.state.shop.settings.trial_mode:
            sentences.append(_("Trial mode is on: messages are caught, none really leaves."))
        name = model.state.draft.name if model.state.draft else ""
        question = Question(
            title=_("Activate “{name}”?").format(name=name), sentences=tuple(sentences), verb=_("Activate")
        )
        ask(self._parts.page, question, model.activate_now)
