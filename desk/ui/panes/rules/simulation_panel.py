# SPDX-License-Identifier: LicenseRef-Desk
"""The simulation: what would become of a message, why, and what would change it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desk.services.rules import TIMED
from desk.translation import _
from desk.ui.panes.rules.simulation_form import SimulationForm
from desk.ui.panes.rules.simulation_model import SimState, SimulationModel, When
from desk.ui.panes.rules.verdict import flip_text, verdict_text
from desk.ui.panes.rules.verdict_card import FlipCard, PastFrame, VerdictCard, trace_of
from desk.ui.panes.rules.view_model import EditorModel
from desk.ui.theme import SIZE
from desk.ui.widgets import EmptyState, InfoBar, SectionLabel, TraceList
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import failure_text, record_name


class SimulationPanel(Speaks, QWidget):
    """deed_requested(deed): a change that would help; see `verdict.FlipText`."""

    deed_requested = Signal(str)

    def __init__(self, model: SimulationModel, editor: EditorModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._editor = editor
        self.form = SimulationForm(model)
        self.bar = InfoBar("danger")
        self.verdict, self.flip = VerdictCard(), FlipCard()
        self.why = SectionLabel()
        self.trace = TraceList("")
        self.nothing = EmptyState("flask", "")
        self.frame = PastFrame()
        self._stack = QStackedWidget()
        self._lay_out()
        model.changed.connect(self._on_changed)
        editor.changed.connect(self._on_changed)
        self.flip.pressed.connect(self.deed_requested)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.why.setText(_("Why?"))
        self.trace.setAccessibleName(_("Why?"))
        self._on_changed()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.resume()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._model.pause()

    def _on_changed(self) -> None:
        state = self._model.state
        draft = self._editor.state.draft
        self.form.show_state(state, is_timed=draft is not None and draft.spec.trigger.kind in TIMED)
        self._say_error(state.error)
        has_rule = draft is not None and bool(state.event_kind)
        subject = state.record_id if state.record_kind else state.customer_id
        if not has_rule or not subject:
            self._say_nothing(state, has_rule=has_rule)
            self._stack.setCurrentWidget(self.nothing)
        else:
            self._stack.setCurrentIndex(0)
            self._say_verdict(state)

    def _say_nothing(self, state: SimState, *, has_rule: bool) -> None:
        if not has_rule:
            self.nothing.set_texts(_("Choose a rule to see what it would do."))
        elif state.record_kind:
            said = _("There is no record of this kind yet: {kind}.").format(
                kind=record_name(state.record_kind)
            )
            self.nothing.set_texts(_("Nothing to try it on."), said)
        else:
            self.nothing.set_texts(_("Nobody to try it on."), _("Choose a customer above."))

    def _say_error(self, error: Exception | None) -> None:
        if error is None:
            self.bar.hide()
        elif self.bar.isHidden():
            failure = failure_text(error)
            self.bar.show_message(failure.title, details=failure.detail)

    def _say_verdict(self, state: SimState) -> None:
        imagined = state.imagined
        self.verdict.setVisible(imagined is not None)
        shown = imagined is not None and bool(imagined.steps)
        self.why.setVisible(shown)
        self.trace.setVisible(shown)
        self.frame.set_past(imagined is not None and imagined.is_past)
        if imagined is None:
            self.flip.hide()
            return
        self.verdict.show_verdict(verdict_text(imagined, at_due=state.when is When.DUE), imagined)
        self.flip.show_flip(flip_text(imagined, state.event_kind))
        self.trace.set_steps(trace_of(imagined.steps, imagined.at))

    def _lay_out(self) -> None:
        answer = QWidget()
        answer.setProperty("role", "clear")
        inner = QVBoxLayout(answer)
        inner.setContentsMargins(0, 0, SIZE.space_xs, 0)
        inner.setSpacing(SIZE.space_s)
        for part in (self.verdict, self.flip, self.why, self.trace):
            inner.addWidget(part)
        inner.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(answer)
        self._stack.addWidget(scroll)
        self._stack.addWidget(self.nothing)
        inside = QVBoxLayout(self.frame)
        inside.setContentsMargins(SIZE.space_m, SIZE.space_xs, SIZE.space_m, SIZE.space_s)
        inside.setSpacing(SIZE.space_s)
        inside.addWidget(self.form)
        inside.addWidget(self.bar)
        inside.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
