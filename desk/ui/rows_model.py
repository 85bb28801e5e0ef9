# SPDX-License-Identifier: LicenseRef-Desk
"""Shows frozen rows in any Qt view: patched by key so that selections survive, fetched page by page."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desk.translation import _
from desk.ui.rows_patch import moves, runs

RowRole = Qt.ItemDataRole.UserRole + 1
"""Gives the whole frozen row in one call; delegates paint from it."""
MOST_MOVES = 64
"""More rows out of order than this are announced as one new layout."""

Row = TypeVar("Row")
Key = TypeVar("Key", bound=Hashable)
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Row]):
    """One column.

    name: closed word, for sorting and saved layouts. header: msgid. text: what a cell says, translated.
    roles: Qt role → value of a cell (icon, tooltip, font …). is_number: aligned at the end.
    """

    name: str
    header: str
    text: Callable[[Row], str]
    roles: Mapping[int, Callable[[Row], object]] = field(default_factory=dict)
    is_number: bool = False


class KeyedRows(QAbstractTableModel, Generic[Row, Key]):
    """Rows that change by key with the fewest signals, so that selections and scroll positions survive."""

    def __init__(self, key: Callable[[Row], Key], parent: QObject | None) -> None:
        super().__init__(parent)
        self._key = key
        self._rows: list[Row] = []
        self._places: dict[Key, int] | None = {}

    @property
    def rows(self) -> Sequence[Row]:
        """The rows loaded so far, in order; not to be changed."""
        return self._rows

    def index_of(self, key: Key) -> QModelIndex:
        """Return where the row of `key` stands; an invalid index when it is not loaded."""
        if self._places is None:
            self._places = {self._key(row): place for place, row in enumerate(self._rows)}
        place = self._places.get(key)
        return QModelIndex() if place is None else self.index(place, 0)

    def _replace(self, stop: int, rows: Sequence[Row]) -> None:
        """Turn the rows before `stop` into `rows`."""
        new = {self._key(row): row for row in rows}
        old = [self._key(row) for row in self._rows[:stop]]
        if not new.keys() & set(old):
            self._start_over(stop, new.values())
            return
        gone = [place for place, key in enumerate(old) if key not in new]
        for first, last in reversed(runs(gone)):
            self._remove(first, last)
        kept = [key for key in old if key in new]
        self._reorder(kept, [key for key in new if key in set(kept)])
        self._fill_in(set(kept), list(new.values()))

    def _start_over(self, stop: int, rows: Iterable[Row]) -> None:
        self.beginResetModel()
        self._rows[:stop] = rows
        self._places = None
        self.endResetModel()

    def _remove(self, first: int, last: int) -> None:
        self.beginRemoveRows(NOWHERE, first, last)
        del self._rows[first : last + 1]
        self._places = None
        self.endRemoveRows()

    def _insert(self, place: int, rows: Sequence[Row]) -> None:
        is_at_end = place == len(self._rows)
        self.beginInsertRows(NOWHERE, place, place + len(rows) - 1)
        self._rows[place:place] = rows
        if is_at_end and self._places is not None:
            self._places.update((self._key(row), place + step) for step, row in enumerate(rows))
        else:
            self._places = None
        self.endInsertRows()

    def _reorder(self, old: list[Key], new: list[Key]) -> None:
        if old == new:
            return
        steps = moves(old, new)
        if len(steps) > MOST_MOVES:
            self._lay_out(old, new)
            return
        for start, stop in steps:
            self.beginMoveRows(NOWHERE, start, start, NOWHERE, stop + 1 if stop > start else stop)
            self._rows.insert(stop, self._rows.pop(start))
            self._places = None
            self.endMoveRows()

    def _lay_out(self, old: list[Key], new: list[Key]) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        rows = dict(zip(old, self._rows[: len(old)], strict=True))
        self._rows[: len(old)] = [rows[key] for key in new]
        self._places = None
        place_of = {key: place for place, key in enumerate(new)}
        after = [
            self.index(place_of[old[index.row()]], index.column()) if index.row() < len(old) else index
            for index in before
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _fill_in(self, kept: set[Key], rows: list[Row]) -> None:
        """Insert the rows that are new and bring the others up to date; the order already is right."""
        fresh = [place for place, row in enumerate(rows) if self._key(row) not in kept]
        for first, last in runs(fresh):
            self._insert(first, rows[first : last + 1])
        changed = [place for place, row in enumerate(rows) if self._rows[place] != row]
        for place in changed:
            self._rows[place] = rows[place]
        for first, last in runs(changed):
            self._announce(first, last)

    def _announce(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))


class RowsModel(KeyedRows[Row, Key]):
    """A table of frozen rows, each known by its key.

    more_wanted(): the view has come to the end of what is loaded; answer with append_rows or fetch_failed.
    sort_wanted(column name, ascending): a header was clicked; whoever feeds the model reads in that order.
    """

    more_wanted = Signal()
    sort_wanted = Signal(str, bool)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Key],
        parent: QObject | None = None,
        sentence: Callable[[Row], str] | None = None,
    ) -> None:
        """Show `columns`; `sentence` says a whole row for those who listen instead of look."""
        super().__init__(key, parent)
        self.columns = tuple(columns)
        self._sentence = sentence
        self.is_complete = True
        """Whether nothing is left to fetch."""
        self._is_fetching = False

    # ------------------------------------------------------------------------------- reading it

    def row_at(self, index: Index) -> Row | None:
        """Return the row under `index`; None for no row."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def last_row(self) -> Row | None:
        """Return the row after which the next page begins; None while there is none."""
        return self._rows[-1] if self._rows else None

    # ------------------------------------------------------------------------------ changing it

    def set_rows(self, rows: Sequence[Row], is_complete: bool = True) -> None:
        """Show exactly `rows`; what was there before keeps its selection."""
        self._is_fetching = False
        self._replace(len(self._rows), rows)
        self.is_complete = is_complete

    def append_rows(self, rows: Sequence[Row], is_complete: bool) -> None:
        """Add the next page; rows that are already there are only brought up to date."""
        self._is_fetching = False
        fresh = []
        for row in rows:
            if self.index_of(self._key(row)).isValid():
                self.update_row(row)
            else:
                fresh.append(row)
        if fresh:
            self._insert(len(self._rows), fresh)
        self.is_complete = is_complete

    def patch_head(self, rows: Sequence[Row], is_complete: bool) -> None:
        """Bring the top of the list up to date with `rows`, read again from its top.

        is_complete: `rows` is the whole list. What lies below the last row that both know stays as it is.
        """
        if is_complete:
            self.set_rows(rows)
            return
        known = [place for place in (self.index_of(self._key(row)).row() for row in rows) if place >= 0]
        if known or not self._rows:
            self._replace(max(known, default=-1) + 1, rows)
        else:  # everything known has sunk below the head: start over from it
            self.set_rows(rows, is_complete=False)

    def update_row(self, row: Row) -> None:
        """Show what became of one row; nothing happens when it is not loaded."""
        place = self.index_of(self._key(row)).row()
        if place >= 0 and self._rows[place] != row:
            self._rows[place] = row
            self._announce(place, place)

    def drop(self, keys: Sequence[Key]) -> None:
        """Show some rows no longer; those that are not loaded do not matter."""
        places = sorted(place for place in (self.index_of(key).row() for key in keys) if place >= 0)
        for first, last in reversed(runs(places)):
            self._remove(first, last)

    def fetch_failed(self) -> None:
        """Take note that the next page did not come; scrolling asks again."""
        self._is_fetching = False

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self._rows:
            self._announce(0, len(self._rows) - 1)

    # ---------------------------------------------------------------------------- Qt's interface

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == RowRole:
            return row
        return self._cell(row, index.column(), role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _(column.header)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self.is_complete and not self._is_fetching

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._is_fetching = True
            self.more_wanted.emit()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns):
            self.sort_wanted.emit(self.columns[column].name, order == Qt.SortOrder.AscendingOrder)

    # ----------------------------------------------------------------------------------- inside

    def _cell(self, row: Row, number: int, role: int) -> object:
        column = self.columns[number]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if (own := column.roles.get(role)) is not None:
            return own(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(column, row, number)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.is_number:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _said(self, column: Column[Row], row: Row, number: int) -> str:
        if self._sentence is not None and number == 0:
            return self._sentence(row)
        return f"{_(column.header)}: {column.text(row)}"
