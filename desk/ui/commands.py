# SPDX-License-Identifier: LicenseRef-Desk
"""Names everything a person can do: one list for the menus, the shortcuts and the palette."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desk.translation import _
from desk.ui.rights import COMMANDS, Rights
from desk.ui.theme import icon

Role = QAction.MenuRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing to do.

    name: closed word, "page.verb". label: msgid, with "…" when it asks before it acts. shortcut: portable key
    text such as "Ctrl+Shift+E" (no digits, no symbols, no Ctrl+Alt). menu: "file", "edit", "view", "rules",
    "templates", "tools", "help"; "" keeps it to the palette. section: entries of one section stand together.
    page: only while that page is shown; "" always. role: where macOS puts it.
    """

    name: str
    label: str
    run: Callable[[], object]
    icon: str = ""
    shortcut: str = ""
    menu: str = ""
    section: str = ""
    page: str = ""
    is_checkable: bool = False
    role: QAction.MenuRole = Role.NoRole


class Commands(QObject):
    """The commands of one window, each with its QAction; rights holds back those that may not be given.

    changed(): one was added or taken away, or got another shortcut or label.
    """

    changed = Signal()

    def __init__(self, window: QWidget, shortcuts: Mapping[str, str] | None = None) -> None:
        """Act in `window`; `shortcuts`: command name → key text the person chose instead."""
        super().__init__(window)
        self._window = window
        self._chosen = dict(shortcuts or {})
        self._commands: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}
        self._page = ""
        self.rights = Rights(self)
        self.rights.changed.connect(self.changed)

    def add(self, *commands: Command) -> None:
        """Offer `commands` from now on; a name that is known already is replaced."""
        for command in commands:
            self.remove(command.name)
            action = QAction(self._window)
            action.setObjectName(command.name)
            action.setMenuRole(command.role)
            action.setCheckable(command.is_checkable)
            if command.icon:
                action.setIcon(icon(command.icon))
            action.triggered.connect(_plain(command.run))
            self._commands[command.name] = command
            self._actions[command.name] = action
            self._say(command)
            action.setVisible(command.page in ("", self._page))
            self._window.addAction(action)
            if command.name in COMMANDS:
                self.rights.guard(COMMANDS[command.name], action)
        self.changed.emit()

    def remove(self, name: str) -> None:
        """Offer the command no longer; nothing happens when it is unknown."""
        if self._commands.pop(name, None) is not None:
            action = self._actions.pop(name)
            self._window.removeAction(action)
            action.deleteLater()
            self.changed.emit()

    def action(self, name: str) -> QAction:
        """Return the QAction of a command, to put it on a button or to enable it; KeyError when unknown."""
        return self._actions[name]

    def all(self) -> tuple[Command, ...]:
        """Return every command, in the order in which they were added."""
        return tuple(self._commands.values())

    def usable(self) -> tuple[Command, ...]:
        """Return the commands that would do something now."""
        return tuple(one for one in self._commands.values() if self._actions[one.name].isEnabled())

    def trigger(self, name: str) -> None:
        """Do it, when it is there and enabled."""
        if (action := self._actions.get(name)) is not None and action.isEnabled():
            action.trigger()

    def enter(self, page: str) -> None:
        """Offer the commands of `page` and hide those of other pages."""
        self._page = page
        for name, command in self._commands.items():
            if command.page:
                self._actions[name].setVisible(command.page == page)
        self.changed.emit()

    def shortcut(self, name: str) -> str:
        """Return the key of a command in the words of this system; "" for none, or an unknown command."""
        action = self._actions.get(name)
        return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText) if action else ""

    def choose(self, name: str, key: str) -> None:
        """Give a command the key the person chose; "" takes its key away."""
        self._chosen[name] = key
        self._say(self._commands[name])
        self.changed.emit()

    def retranslate(self) -> None:
        """Say every label in the current language."""
        for command in self._commands.values():
            self._say(command)
        self.changed.emit()

    def _say(self, command: Command) -> None:
        action = self._actions[command.name]
        action.setText(_(command.label))
        action.setShortcut(QKeySequence(self._chosen.get(command.name, command.shortcut)))
        label = action.text().replace("&", "").removesuffix("…")
        key = self.shortcut(command.name)
        reason = self.rights.reason(COMMANDS.get(command.name, ""))
        action.setToolTip(reason or (f"{label} ({key})" if key else label))


def _plain(run: Callable[[], object]) -> Callable[[], None]:
    """Drop what `triggered` carries."""

    def call() -> None:
        run()

    return call
