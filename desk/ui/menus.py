# SPDX-License-Identifier: LicenseRef-Desk
"""The menu bar: every command is in a menu, in the order in which it was added."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QMenu, QMenuBar

from desk.translation import N_, _, pgettext
from desk.ui.commands import Command, Commands
from desk.ui.docks import Area, Dock, Page

MENUS: dict[str, str] = {
    "file": N_("&File"),
    "edit": N_("&Edit"),
    "view": N_("&View"),
    "conversation": N_("&Conversation"),
    "rules": N_("&Rules"),
    "templates": N_("&Templates"),
    "tools": N_("T&ools"),
    "help": N_("&Help"),
}
SUBMENUS: dict[str, str] = {"view.look": N_("Appearance"), "view.language": N_("Language")}
"""Menus inside menus, by the dotted name that a command gives as its menu."""


class Menus(QObject):
    """Fills the menu bar from the commands, and the View menu with the docks of the page that is shown."""

    def __init__(self, bar: QMenuBar, commands: Commands) -> None:
        super().__init__(bar)
        self._bar = bar
        self._commands = commands
        self._page: Page | None = None
        self._menus = {name: QMenu(bar) for name in MENUS}
        self._submenus = {name: QMenu(bar) for name in SUBMENUS}
        self._docks = QMenu(bar)
        for menu in self._menus.values():
            bar.addMenu(menu)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.fill)
        commands.changed.connect(self._soon.start)
        self._docks.aboutToShow.connect(self._fill_docks)
        self.fill()

    def show_page(self, page: Page | None) -> None:
        """Offer the docks of `page`."""
        self._page = page
        self._soon.start()

    def fill(self) -> None:
        """Put every command where it belongs, in the current language."""
        by_menu: dict[str, list[Command]] = {}
        for command in self._commands.all():
            if command.menu:
                by_menu.setdefault(command.menu, []).append(command)
        for name, submenu in self._submenus.items():
            submenu.setTitle(_(SUBMENUS[name]))
            self._fill(submenu, by_menu.get(name, []))
        for name, menu in self._menus.items():
            menu.setTitle(_(MENUS[name]))
            self._fill(menu, by_menu.get(name, []))
        self._fill_view(self._menus["view"])
        for menu in self._menus.values():
            menu.menuAction().setVisible(any(action.isVisible() for action in menu.actions()))

    def _fill(self, menu: QMenu, commands: list[Command]) -> None:
        menu.clear()
        section = None
        for command in commands:
            if section is not None and command.section != section:
                menu.addSeparator()
            section = command.section
            menu.addAction(self._commands.action(command.name))

    def _fill_view(self, menu: QMenu) -> None:
        menu.addSeparator()
        if self._page is not None and self._page.docks():
            self._docks.setTitle(_("Panes"))
            menu.addMenu(self._docks)
        for submenu in self._submenus.values():
            menu.addMenu(submenu)

    def _fill_docks(self) -> None:
        self._docks.clear()
        for dock in self._page.docks() if self._page is not None else ():
            menu = self._docks.addMenu(_(dock.title))
            menu.addAction(dock.toggleViewAction())
            menu.addSeparator()
            for text, area in _places():
                menu.addAction(text, _placer(dock, area))


def _places() -> tuple[tuple[str, Qt.DockWidgetArea | None], ...]:
    return (
        (pgettext("dock", "Detach"), None),
        (_("Dock on the left"), Area.LeftDockWidgetArea),
        (_("Dock on the right"), Area.RightDockWidgetArea),
        (_("Dock at the bottom"), Area.BottomDockWidgetArea),
    )


def _placer(dock: Dock, area: Qt.DockWidgetArea | None) -> Callable[[], None]:
    def detach() -> None:
        dock.show()
        dock.setFloating(True)

    return detach if area is None else partial(dock.place, area)
