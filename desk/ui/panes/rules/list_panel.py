# SPDX-License-Identifier: LicenseRef-Desk
"""The list of rules at the side: new, filter, chips, cards with a switch, and what several have in common."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desk.translation import _, pgettext
from desk.ui.panes.rules import offers
from desk.ui.panes.rules.bulk_bar import BulkBar
from desk.ui.panes.rules.list_model import RulesModel, Show
from desk.ui.panes.rules.readings import Listed
from desk.ui.panes.rules.rule_card import card_of, make_rows
from desk.ui.rows_model import RowRole
from desk.ui.theme import SIZE
from desk.ui.widgets import (
    CardList,
    ChipRow,
    EmptyState,
    FilterChip,
    InfoBar,
    Option,
    PillPopup,
    PrimaryButton,
    SearchField,
    Segments,
)
from desk.ui.wording import failure_text

BLANK = ""
LIST, CONTROL = "list", "control"


class ListPanel(QWidget):
    """opened(id): show this rule. edit_requested(): go into the sentence. toggled(id, on).

    menu_requested(at): on the screen. new_requested(event type, is ready rule). mode_changed(LIST | CONTROL).
    """

    opened = Signal(str)
    edit_requested = Signal()
    toggled = Signal(str, bool)
    menu_requested = Signal(QPoint)
    new_requested = Signal(str, bool)
    mode_changed = Signal(str)

    def __init__(self, model: RulesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._wanted = ""
        self._is_following = False
        self.modes = Segments("")
        self.modes.add(LIST, "")
        self.modes.add(CONTROL, "")
        self.modes.current_key_changed.connect(self.mode_changed)
        self.search = SearchField()
        self.new = PrimaryButton("", "plus")
        self.chips = ChipRow("", exclusive=True)
        self._by_show = {show: self.chips.add(FilterChip("")) for show in Show}
        self.bulk = BulkBar()
        self.bar = InfoBar("danger")
        self.rows = make_rows(self)
        self.cards = CardList("", card_of)
        self.cards.setModel(self.rows)
        self.cards.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.empty = EmptyState("lightning", "")
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.retranslate()

    def selected(self) -> tuple[Listed, ...]:
        """Return the rules that are selected, from top to bottom."""
        return tuple(self.cards.selected_rows())

    def select(self, rule_id: str) -> None:
        """Mark a rule as the one that is open, as soon as it is in the list; "" for none."""
        self._wanted = rule_id
        self._follow()

    def open_new(self) -> None:
        """Offer what a new rule can begin from."""
        popup = PillPopup(self.new)
        blank = Option(key=BLANK, label=_("An empty rule"), icon="plus", group=_("From nothing"))
        popup.set_options((blank, *offers.ready_options()))
        popup.chosen.connect(self._on_new)
        popup.open_under(self.new)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.modes.setAccessibleName(_("What is shown"))
        self.modes.set_text(LIST, _("Rules"))
        self.modes.set_text(CONTROL, _("Control panel"))
        self.search.set_placeholder(_("Filter the rules"))
        self.new.setText(pgettext("rule", "New"))
        self.new.setAccessibleName(_("New rule"))
        self.chips.setAccessibleName(_("Which rules"))
        self.cards.setAccessibleName(_("Rules"))
        for show, text in zip(
            Show,
            (pgettext("rules", "All"), pgettext("rules", "Active"), pgettext("rules", "Alerts")),
            strict=True,
        ):
            self._by_show[show].set_text(text)
        self.bulk.retranslate()
        self.rows.retranslate()
        self._on_changed()

    def _connect(self) -> None:
        self._model.changed.connect(self._on_changed)
        self.search.search_changed.connect(self._model.search)
        self.search.left_down.connect(self._to_cards)
        self.new.clicked.connect(self.open_new)
        for chip in self._by_show.values():
            chip.clicked.connect(self._on_chip)
        self.cards.current_row_changed.connect(self._on_current)
        self.cards.clicked.connect(self._on_clicked)
        self.cards.row_activated.connect(self._on_activated)
        self.cards.toggled.connect(self._on_toggled)
        self.cards.customContextMenuRequested.connect(self._on_menu)
        self.cards.selectionModel().selectionChanged.connect(self._on_selection)
        self.bar.verb_requested.connect(self._model.refresh)
        self.empty.verb_requested.connect(self._on_empty)

    def _on_changed(self) -> None:
        state = self._model.state
        self._is_following = True
        self.rows.set_rows(state.shown)
        self._is_following = False
        for show, chip in self._by_show.items():
            chip.set_count(None if state.every is None else state.count(show))
            chip.setChecked(show is state.show)
        self._stack.setCurrentWidget(
            self.empty if state.every is not None and not state.shown else self.cards
        )
        _say_empty(self.empty, is_filtered=bool(state.every))
        self._say_error(state.error)
        self._follow()

    def _say_error(self, error: Exception | None) -> None:
        if error is None:
            self.bar.hide()
        elif self.bar.isHidden():
            failure = failure_text(error)
            text = f"{failure.title} {failure.sentence}".strip()
            self.bar.show_message(text, verb=_("Try again"), details=failure.detail)

    def _follow(self) -> None:
        """Mark the rule that is open, and no other one when the filters hide it."""
        index = self.rows.index_of(self._wanted)
        current = self.cards.current_row()
        if current is not None and current.id == self._wanted:
            return
        if not index.isValid() and (self._model.state.find(self._wanted) is None or len(self.selected()) > 1):
            return  # it is not there yet, or several were chosen on purpose
        self._is_following = True
        flags = QItemSelectionModel.SelectionFlag
        self.cards.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)
        self.cards.scrollTo(index)
        self._is_following = False

    def _on_current(self, listed: Listed | None) -> None:
        if listed is not None and not self._is_following and listed.id != self._wanted:
            # The view has not finished its own click yet, and a question may be asked.
            QTimer.singleShot(0, self, self._tell_current)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._on_current(index.data(RowRole))  # which may have been current before, without being open

    def _tell_current(self) -> None:
        listed = self.cards.current_row()
        if listed is not None and listed.id != self._wanted and len(self.selected()) <= 1:
            self.opened.emit(listed.id)

    def _on_activated(self, listed: Listed) -> None:
        self.opened.emit(listed.id)
        self.edit_requested.emit()

    def _on_toggled(self, listed: Listed, on: bool) -> None:
        self.toggled.emit(listed.id, on)

    def _on_menu(self, at: QPoint) -> None:
        self.menu_requested.emit(self.cards.viewport().mapToGlobal(at))

    def _on_selection(self) -> None:
        count = len(self.selected())
        self.bulk.show_count(count)
        self.bulk.setVisible(count > 1)
        self.chips.setVisible(count <= 1)

    def _on_chip(self) -> None:
        for show, chip in self._by_show.items():
            if chip is self.sender():
                self._model.show(show)

    def _on_new(self, key: str) -> None:
        if key == BLANK:
            self.new_requested.emit("order.created", False)
        else:
            self.new_requested.emit(key, True)

    def _on_empty(self) -> None:
        if self._model.state.every:
            self.search.clear()
            self._model.show(Show.ALL)
        else:
            self.open_new()

    def _to_cards(self) -> None:
        self.cards.setFocus(Qt.FocusReason.TabFocusReason)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SIZE.space_xs)
        column.setSpacing(SIZE.space_s)
        head = QVBoxLayout()
        head.setContentsMargins(SIZE.space_m, SIZE.space_xs, SIZE.space_m, 0)
        head.setSpacing(SIZE.space_s)
        head.addWidget(self.modes)
        line = QHBoxLayout()
        line.setSpacing(SIZE.space_s)
        line.addWidget(self.search, 1)
        line.addWidget(self.new)
        head.addLayout(line)
        head.addWidget(self.chips)
        head.addWidget(self.bulk)
        column.addLayout(head)
        column.addWidget(self.bar)
        self._stack.addWidget(self.cards)
        self._stack.addWidget(self.empty)
        column.addWidget(self._stack, 1)
        self.bulk.hide()


def _say_empty(empty: EmptyState, *, is_filtered: bool) -> None:
    if is_filtered:
        empty.set_icon("funnel-simple")
        empty.set_texts(_("No rule matches these filters."), "", _("Clear the filters"))
        return
    empty.set_icon("lightning")
    sentence = _("Begin from an example: order ready, reminder, birthday.")
    empty.set_texts(_("No rule."), sentence, _("Choose an example"))
