# SPDX-License-Identifier: LicenseRef-Desk
"""The sentence editor: head, what stands in the way, the plain sentence, and its clauses as cards."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desk.services.rules import RuleDraft
from desk.translation import _
from desk.ui.panes.rules.clause_but import ButClause, MoreOptions
from desk.ui.panes.rules.clause_card import ClauseCard
from desk.ui.panes.rules.clause_if import IfClause
from desk.ui.panes.rules.clause_send import SendClause
from desk.ui.panes.rules.clause_when import WhenClause
from desk.ui.panes.rules.editor_header import EditorHeader
from desk.ui.panes.rules.obstacles import Obstacles
from desk.ui.panes.rules.sentence import sentence
from desk.ui.panes.rules.sight import sight_of
from desk.ui.panes.rules.tab_order import TabOrder
from desk.ui.panes.rules.view_model import EditorModel
from desk.ui.theme import SIZE
from desk.ui.widgets import Card, Divider, IconMark, RichText
from desk.ui.widgets.speaks import Speaks

_MORE = frozenset({"topic", "grace_minutes", "max_age_minutes", "valid_until", "valid_from", "dispatch"})


class Editor(Speaks, QWidget):
    """template_requested(template id, channel): open it elsewhere."""

    template_requested = Signal(str, str)

    def __init__(self, model: EditorModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.header = EditorHeader(model.history)
        self.obstacles = Obstacles(model)
        self.summary = RichText("", "body")
        self.when, self.conditions, self.send = WhenClause(), IfClause(), SendClause()
        self.but, self.more = ButClause(), MoreOptions()
        self._scroll = QScrollArea(widgetResizable=True)
        self._lay_out()
        self._connect()
        self._on_changed()

    @property
    def clauses(self) -> tuple[ClauseCard, ...]:
        """The clauses in the order of the sentence."""
        return self.when, self.conditions, self.send, self.but, self.more

    def focus(self) -> None:
        """Give the keyboard to the sentence."""
        place = self.when.find_place("trigger.event_kind")
        (place or self.header.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def jump(self, place: str) -> None:
        """Go to the pill that changes `place`."""
        if place.partition(".")[0] in _MORE:
            self.more.unfold()
        found = self._find(place)
        if found is not None:
            self._scroll.ensureWidgetVisible(found)
            found.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._scroll.ensureWidgetVisible(self.send)

    def _find(self, place: str) -> QWidget | None:
        """Return the pill that changes a place, or the part of the sentence that it belongs to."""
        while place:
            for clause in self.clauses:
                if (found := clause.find_place(place)) is not None:
                    return found
            place = place.rpartition(".")[0]
        return None

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._on_changed()

    def _connect(self) -> None:
        self._model.changed.connect(self._on_changed)
        self._model.opened.connect(self._on_opened)
        self.header.renamed.connect(self._on_renamed)
        self.header.save_requested.connect(self._on_save)
        self.header.active_requested.connect(self._on_active)
        self.obstacles.jump_requested.connect(self.jump)
        self.send.template_requested.connect(self.template_requested)
        for clause in self.clauses:
            clause.edited.connect(self._on_edited)

    def _on_changed(self) -> None:
        state = self._model.state
        self.header.show_state(state)
        self.obstacles.show_state(state)
        sight = sight_of(state)
        if sight is None or not state.has_shop:
            return
        said = sentence(sight)
        if said != self.summary.text():
            self.summary.setText(said)
        for clause in self.clauses:
            clause.show_sight(sight)
        self._tab_order.refresh()

    def _on_opened(self) -> None:
        # Once the clauses have taken their place.
        QTimer.singleShot(0, self, self._to_top)

    def _to_top(self) -> None:
        self._scroll.verticalScrollBar().setValue(0)

    def _on_renamed(self, name: str) -> None:
        draft = self._model.state.draft
        if draft is not None:
            self._model.edit(replace(draft, name=name), _("Rename the rule"), "name")

    def _on_edited(self, draft: RuleDraft, what: str, key: str) -> None:
        self._model.edit(draft, what, key)

    def _on_save(self) -> None:
        self._model.save()

    def _on_active(self, wanted: bool) -> None:
        if wanted:
            self._model.activate()
        else:
            self._model.pause()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(Divider())
        column.addWidget(self.obstacles)
        column.addWidget(self._scroll, 1)
        body = QWidget()
        body.setProperty("role", "clear")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(SIZE.space_m, SIZE.space_m, SIZE.space_m, SIZE.space_l)
        inner.setSpacing(SIZE.space_s)
        quoted = Card(quiet=True)
        row = QHBoxLayout()
        row.setSpacing(SIZE.space_m)
        row.addWidget(IconMark("quotes", "primary_text", SIZE.icon_xl), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.summary, 1)
        quoted.column.addLayout(row)
        inner.addWidget(quoted)
        for clause in self.clauses:
            inner.addWidget(clause)
        inner.addStretch(1)
        self._scroll.setWidget(body)
        self._tab_order = TabOrder(body)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
