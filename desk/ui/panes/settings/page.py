# SPDX-License-Identifier: LicenseRef-Desk
"""The page of settings: a list of pages at the side, one of them in the middle."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desk.translation import ngettext
from desk.ui.commands import Command
from desk.ui.docks import Page
from desk.ui.leaving import ask_to_leave
from desk.ui.panes import Context
from desk.ui.panes.settings.chapters import CHAPTERS
from desk.ui.panes.settings.nav import Nav
from desk.ui.panes.settings.sheet import Sheet
from desk.ui.theme import SIZE

NAME = "settings"
KEPT = "settings_page"


class SettingsPage(Page):
    """Everything that can be set. reveal(page=…): the name of one of CHAPTERS."""

    def __init__(self, context: Context) -> None:
        super().__init__(NAME)
        self._context = context
        self.nav = Nav(CHAPTERS)
        self.sheets: dict[str, Sheet] = {}
        self._stack = QStackedWidget()
        screen = QWidget()
        row = QHBoxLayout(screen)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.nav)
        line = QWidget()
        line.setFixedWidth(SIZE.hairline)
        line.setProperty("role", "divider")
        row.addWidget(line)
        row.addWidget(self._stack, 1)
        self.set_screen(screen)
        self.nav.chosen.connect(self.show_sheet)
        self.nav.retranslate()
        context.commands.add(*self._commands())
        last = context.places.text(KEPT, CHAPTERS[0].name)
        self.show_sheet(last if any(chapter.name == last for chapter in CHAPTERS) else CHAPTERS[0].name)

    def show_sheet(self, name: str) -> None:
        """Show one page; an unknown name shows nothing new."""
        chapter = next((chapter for chapter in CHAPTERS if chapter.name == name), None)
        if chapter is None:
            return
        if name not in self.sheets:
            sheet = self.sheets[name] = chapter.build(self._context)
            sheet.hold_for(self._context.commands.rights, chapter.deed)
            self._stack.addWidget(sheet)
        self._stack.setCurrentWidget(self.sheets[name])
        self.nav.show_current(name)
        self._context.places.keep_text(KEPT, name)

    def reveal(self, **target: str) -> None:
        self.show_sheet(target.get("page", ""))

    def leave(self, go_on: Callable[[], None]) -> None:
        unsaved = sum(sheet.unsaved() for sheet in self.sheets.values())
        if unsaved:
            self._ask(unsaved, go_on)
        else:
            go_on()

    def retranslate(self) -> None:
        super().retranslate()
        self.nav.retranslate()

    def _commands(self) -> tuple[Command, ...]:
        return tuple(
            Command(
                name=f"settings_page.{chapter.name}",
                label=chapter.label,
                icon=chapter.icon,
                run=partial(self._context.navigate, NAME, page=chapter.name),
            )
            for chapter in CHAPTERS
        )

    def _ask(self, unsaved: int, go_on: Callable[[], None]) -> None:
        text = ngettext(
            "What you typed into {count} form of the settings is not saved.",
            "What you typed into {count} forms of the settings is not saved.",
            unsaved,
        ).format(count=unsaved)
        ask_to_leave(self, text, go_on)
