# SPDX-License-Identifier: LicenseRef-Desk
"""The list of pages of the settings, and the search that finds a setting on any of them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel, QSize, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from desk.services.shop import fold
from desk.translation import N_, _
from desk.ui.panes import Context
from desk.ui.panes.settings.sheet import Sheet
from desk.ui.rows_model import Column, RowsModel
from desk.ui.theme import SIZE
from desk.ui.widgets import CardList, EmptyState, ListCard, PageHeader, SearchField

WIDTH = 236


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One page. name: closed word. label, lead: msgids. words: msgids of what is set there, to search.

    deed: what only somebody who may do it changes there; others read it.
    """

    name: str
    label: str
    lead: str
    icon: str
    words: tuple[str, ...]
    build: Callable[[Context], Sheet]
    deed: str = ""

    def is_about(self, wanted: str) -> bool:
        """Tell whether every word of `wanted` is found in this page's texts."""
        said = fold(" ".join(_(text) for text in (self.label, self.lead, *self.words)))
        return all(part in said for part in fold(wanted).split())


class Nav(QWidget):
    """Search field and pages. chosen(name): a page was asked for."""

    chosen = Signal(str)

    def __init__(self, chapters: tuple[Chapter, ...]) -> None:
        super().__init__()
        self._chapters = chapters
        self._header = PageHeader("")
        self.search = SearchField()
        self.list = CardList("", _card)
        self.list.setSelectionMode(CardList.SelectionMode.SingleSelection)
        self._rows: RowsModel[Chapter, str] = RowsModel(
            (Column(name="page", header=N_("Page"), text=lambda chapter: _(chapter.label)),),
            lambda chapter: chapter.name,
            self,
            lambda chapter: f"{_(chapter.label)}, {_(chapter.lead)}",
        )
        self.list.setModel(self._rows)
        self._empty = EmptyState("magnifying-glass", "")
        self._empty.verb_requested.connect(self.search.clear)
        self._current = ""
        self._lay_out()
        self.search.search_changed.connect(self._on_search)
        self.search.left_down.connect(self.list.setFocus)
        self.list.current_row_changed.connect(self._on_current)
        self.list.row_activated.connect(self._on_current)
        self._rows.set_rows(chapters)

    def show_current(self, name: str) -> None:
        """Mark the page that is shown."""
        self._current = name
        index = self._rows.index_of(name)
        if index.isValid():
            self.list.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._header.set_title(_("Settings"))
        self.search.set_placeholder(_("Search the settings"))
        self.list.setAccessibleName(_("Pages of the settings"))
        self._empty.set_texts(_("No setting is called so."), "", _("Clear the search"))
        self._rows.retranslate()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, super().sizeHint().height())

    def _on_search(self, wanted: str) -> None:
        found = tuple(chapter for chapter in self._chapters if chapter.is_about(wanted))
        self._rows.set_rows(found)
        self._stack.setCurrentIndex(0 if found else 1)
        if found and all(chapter.name != self._current for chapter in found):
            self.chosen.emit(found[0].name)
        self.show_current(self._current)

    def _on_current(self, chapter: Chapter | None) -> None:
        if chapter is not None and chapter.name != self._current:
            self.chosen.emit(chapter.name)

    def _lay_out(self) -> None:
        self.setFixedWidth(WIDTH)
        top = QVBoxLayout()
        top.setContentsMargins(SIZE.space_m, SIZE.space_m, SIZE.space_m, SIZE.space_s)
        top.setSpacing(SIZE.space_s)
        top.addWidget(self._header)
        top.addWidget(self.search)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(holder, 1)


def _card(chapter: Chapter) -> ListCard:
    return ListCard(title=_(chapter.label), meta=_(chapter.lead), marks=((chapter.icon, "text2"),))
