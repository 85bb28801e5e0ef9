# SPDX-License-Identifier: LicenseRef-Desk
"""IF: conditions that have to hold, all or any of them, in groups two levels deep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.services.rules import Comparison, Condition, Group, GroupMode, Value
from desk.translation import _, pgettext
from desk.ui.panes.rules import condition_edits as edits
from desk.ui.panes.rules import offers, words
from desk.ui.panes.rules.clause_card import ClauseCard
from desk.ui.panes.rules.condition_value import parsed, value_pill
from desk.ui.panes.rules.pieces import Choice, Verb, Word
from desk.ui.panes.rules.sentence_line import SentenceLine, discard
from desk.ui.panes.rules.sight import Sight
from desk.ui.panes.rules.sortable import AltArrows, SortList, SortRow
from desk.ui.theme import SIZE
from desk.ui.widgets import IconButton, Option

ADD, ADD_GROUP = "add", "add_group"


class IfClause(ClauseCard):
    """The conditions; rebuilt when there are others or more, changed in place while one is edited."""

    def __init__(self) -> None:
        super().__init__(lambda: pgettext("rule", "If"), "chat")
        self.root = GroupBox(self, edits.ROOT)
        self.column.addWidget(self.root)

    def fill(self, sight: Sight) -> None:
        """Show the conditions."""
        self.root.show_group(sight, sight.spec.conditions)

    def focus(self, place: str) -> None:
        """Give the keyboard to the first pill of the condition at `place`."""
        # Rows that were just made take the keyboard only once they are shown.
        QTimer.singleShot(0, self, partial(self._take_focus, f"{place}.path"))

    def _take_focus(self, place: str) -> None:
        pill = self.find_place(place)
        if pill is not None:
            pill.setFocus(Qt.FocusReason.OtherFocusReason)


class GroupBox(QWidget):
    """One group: its mode, its rows, and what can be added."""

    def __init__(self, clause: IfClause, place: str, keys: AltArrows | None = None) -> None:
        super().__init__()
        self._clause = clause
        self._place = place
        self._keys = keys
        self._shape: tuple[object, ...] | None = None
        self._rows: list[ConditionRow | GroupRow] = []
        self._head = self._line()
        self._list = SortList()
        self._list.moved.connect(self._on_moved)
        self._foot = self._line()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZE.space_s)
        for part in (self._head, self._list, self._foot):
            column.addWidget(part)

    @property
    def is_outer(self) -> bool:
        """Whether it is the whole clause."""
        return self._place == edits.ROOT

    def show_group(self, sight: Sight, group: Group) -> None:
        """Show the group."""
        self._head.setVisible(bool(group.items))
        self._list.setVisible(bool(group.items))
        self._head.show_pieces(*_mode_pieces(self._place, group))
        shape = tuple(isinstance(item, Group) for item in group.items)
        if shape != self._shape:
            self._shape = shape
            self._build(group)
        for number, (row, item) in enumerate(zip(self._rows, group.items, strict=True)):
            place = f"{self._place}.items.{number}"
            if isinstance(row, GroupRow) and isinstance(item, Group):
                row.box.show_group(sight, item)
            elif isinstance(row, ConditionRow) and isinstance(item, Condition):
                row.show_condition(sight, item, place)
        nothing = (
            Word(text=_("Always: no condition."), role="text2") if self.is_outer and not group.items else None
        )
        more = Verb(key=ADD_GROUP, text=_("Add a group"), icon="brackets-round") if self.is_outer else None
        self._foot.show_pieces(nothing, Verb(key=ADD, text=_("Add a condition"), icon="plus"), more)

    def _line(self) -> SentenceLine:
        line = SentenceLine(self._keys)
        line.chosen.connect(self._on_chosen)
        line.pressed.connect(self._on_pressed)
        return line

    def _build(self, group: Group) -> None:
        for row in self._rows:
            self._list.column.removeWidget(row)
            discard(row)
        self._rows = []
        for number, item in enumerate(group.items):
            place = f"{self._place}.items.{number}"
            row = (
                GroupRow(self._clause, place)
                if isinstance(item, Group)
                else ConditionRow(self._clause, place)
            )
            self._rows.append(row)
            self._list.column.addWidget(row)
        self._list.set_rows(self._rows)

    def _on_chosen(self, _key: str, choice: str) -> None:
        sight = self._clause.sight
        assert sight is not None
        draft = edits.with_mode(sight.draft, self._place, GroupMode(choice))
        self._clause.edit(draft, _("Change all or any"))

    def _on_pressed(self, key: str) -> None:
        sight = self._clause.sight
        assert sight is not None
        group = edits.item_at(sight.spec, self._place)
        assert isinstance(group, Group)
        item: Condition | Group = edits.new_condition(sight.event)
        place = f"{self._place}.items.{len(group.items)}"
        if key == ADD_GROUP:
            item = Group(mode=GroupMode.ANY, items=(item,))
            self._clause.edit(edits.added(sight.draft, self._place, item), _("Add a group"))
            self._clause.focus(f"{place}.items.0")
        else:
            self._clause.edit(edits.added(sight.draft, self._place, item), _("Add a condition"))
            self._clause.focus(place)

    def _on_moved(self, start: int, to: int) -> None:
        sight = self._clause.sight
        assert sight is not None
        draft = edits.moved(sight.draft, f"{self._place}.items.{start}", to)
        self._clause.edit(draft, _("Reorder the conditions"))
        self._clause.focus(f"{self._place}.items.{to}")


class GroupRow(SortRow):
    """A group inside the group."""

    def __init__(self, clause: IfClause, place: str) -> None:
        super().__init__()
        self.box = GroupBox(clause, place, self.keys)
        self.row.addWidget(self.box, 1)
        self.row.addWidget(_remover(clause, place, _("Remove the group")), 0, Qt.AlignmentFlag.AlignTop)


class ConditionRow(SortRow):
    """One condition: field, comparison, value."""

    def __init__(self, clause: IfClause, place: str) -> None:
        super().__init__()
        self._clause = clause
        self._place = place
        self.line = SentenceLine(self.keys)
        self.line.chosen.connect(self._on_chosen)
        self.line.setContentsMargins(
            0, SIZE.hairline * 2, 0, SIZE.hairline * 2
        )  # as high as the button beside it
        self.row.addWidget(self.line, 1)
        self.row.addWidget(_remover(clause, place, _("Remove the condition")), 0, Qt.AlignmentFlag.AlignTop)

    def show_condition(self, sight: Sight, condition: Condition, place: str) -> None:
        """Show the condition."""
        self._place = place
        clause = pgettext("rule", "If")
        field = words.pill_field(condition.path)
        self.line.show_pieces(
            Choice(
                key=f"{place}.path",
                says=clause,
                text=field,
                options=offers.field_options(sight.event),
                current=condition.path,
                problem=sight.problem(f"{place}.path"),
            ),
            Choice(
                key=f"{place}.comparison",
                says=f"{clause} {field}",
                text=offers.comparison_text(condition.comparison),
                options=offers.comparison_options(condition.path, sight.types),
                current=condition.comparison.value,
                problem=sight.problem(f"{place}.comparison"),
            ),
            value_pill(sight, condition, place, self.take_value),
        )

    def take_value(self, value: Value) -> None:
        """Take what the field is compared with."""
        sight, condition = self._now()
        draft = edits.with_item(sight.draft, self._place, replace(condition, value=value))
        self._clause.edit(draft, _("Change a value"), f"{self._place}.value")

    def _on_chosen(self, key: str, choice: str) -> None:
        sight, condition = self._now()
        match key.rpartition(".")[2]:
            case "path":
                changed, what = edits.with_path(condition, choice, sight.types), _("Change a field")
            case "comparison":
                changed = edits.with_comparison(condition, Comparison(choice), sight.types)
                what = _("Change a comparison")
            case _:
                changed, what = replace(condition, value=parsed(choice)), _("Change a value")
        self._clause.edit(edits.with_item(sight.draft, self._place, changed), what)

    def _now(self) -> tuple[Sight, Condition]:
        sight = self._clause.sight
        assert sight is not None
        condition = edits.item_at(sight.spec, self._place)
        assert isinstance(condition, Condition)
        return sight, condition


def _mode_pieces(place: str, group: Group) -> tuple[Word | Choice, ...]:
    options = (
        Option(key=GroupMode.ALL.value, label=pgettext("rule", "all")),
        Option(key=GroupMode.ANY.value, label=pgettext("rule", "at least one")),
    )
    mode = Choice(key=f"{place}.mode", says=pgettext("rule", "If"), options=options, current=group.mode.value)
    if group.mode is GroupMode.ALL:
        return mode, Word(text=_("of the conditions hold:"))
    return mode, Word(text=_("of the conditions holds:"))


def _remover(clause: IfClause, place: str, label: str) -> IconButton:
    button = IconButton("x", label)
    button.clicked.connect(_remove(clause, place, label))
    return button


def _remove(clause: IfClause, place: str, what: str) -> Callable[[], None]:
    def remove() -> None:
        assert clause.sight is not None
        clause.edit(edits.with_item(clause.sight.draft, place, None), what)

    return remove
