# SPDX-License-Identifier: LicenseRef-Desk
"""Offers the new conversations that were begun and are not the one on screen, so that none is out of sight."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desk.services.inbox import DraftRow
from desk.translation import _, ngettext
from desk.ui.jobs import Jobs
from desk.ui.panes.messages.composer.deeds import Drafting
from desk.ui.panes.messages.composer.view_model import ComposerModel
from desk.ui.widgets import LinkButton

MOST = 60
"""So many letters of what was written tell one from another."""


class BegunMenu(LinkButton):
    """chosen(DraftRow): go on with this one. Hidden while there is none."""

    chosen = Signal(object)

    def __init__(self, jobs: Jobs, deeds: Drafting, model: ComposerModel) -> None:
        super().__init__("", "note-pencil")
        self._jobs, self._deeds, self._model = jobs, deeds, model
        self._rows: tuple[DraftRow, ...] = ()
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        model.letters.kept.connect(self.look)
        model.words_changed.connect(self.look)
        self.retranslate()

    def look(self, _key: object = None) -> None:
        """Read again what was begun."""
        self._jobs.start(self._read(), self)

    def rows(self) -> tuple[DraftRow, ...]:
        """Return what is offered, the newest first."""
        kept = self._model.state.letter.kept
        return tuple(one for one in self._rows if kept is None or one.id != kept.id)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        count = len(self.rows())
        self.setText(ngettext("{count} other draft", "{count} other drafts", count).format(count=count))
        self.setVisible(count > 0)

    async def _read(self) -> None:
        self._rows = await self._deeds.drafts(None)
        self.retranslate()

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        for row in self.rows():
            action = QAction(title(row), menu)
            action.triggered.connect(partial(self._on_chosen, row))
            menu.addAction(action)

    def _on_chosen(self, row: DraftRow, _is_on: bool = False) -> None:
        self.chosen.emit(row)


def title(row: DraftRow) -> str:
    """Return by what a person knows what was begun: to whom, and its first words."""
    content = row.content
    words = " ".join((content.subject or content.text).split())
    words = f"{words[:MOST].rstrip()}…" if len(words) > MOST else words
    said = " · ".join(one for one in (content.to, words) if one)
    return (said or _("No words yet")).replace("&", "&&")
