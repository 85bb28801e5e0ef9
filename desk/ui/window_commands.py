# SPDX-License-Identifier: LicenseRef-Desk
"""What can be done in the window itself, whatever page is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence
from PySide6.QtWidgets import QApplication

from desk.translation import LANGUAGES, N_, language
from desk.ui import shortcuts
from desk.ui.commands import Command
from desk.ui.language import NAMES, speak
from desk.ui.panes import PANES, Pane
from desk.ui.theme import Look, Theme, apply, factor
from desk.ui.window import Window

Role = QAction.MenuRole

LOOKS = {
    Look.SYSTEM: N_("Like the system"),
    Look.LIGHT: N_("Light"),
    Look.DARK: N_("Dark"),
}


class WindowCommands(QObject):
    """The window's own commands, and the choices of look and language that it remembers."""

    def __init__(self, window: Window, application: QApplication) -> None:
        super().__init__(window)
        self._window = window
        self._application = application
        window.commands.add(*self._file(), *self._edit(), *self._view(), *self._help())
        self._tick()
        Theme.current().changed.connect(self._tick)

    def use_look(self, look: Look) -> None:
        """Wear `look` from now on."""
        self._window.places.keep_text("look", look.value)
        apply(self._application, look, text_factor=factor())
        self._tick()

    def use_language(self, tag: str) -> None:
        """Speak `tag` from now on."""
        self._window.places.keep_text("language", tag)
        speak(self._application, tag)
        self._tick()

    def _tick(self) -> None:
        """Show what is chosen."""
        for look in LOOKS:
            self._window.commands.action(f"view.look.{look}").setChecked(Theme.current().look is look)
        for tag in LANGUAGES:
            self._window.commands.action(f"view.language.{tag}").setChecked(language() == tag)

    def _file(self) -> tuple[Command, ...]:
        return (
            Command(
                name="file.quit",
                label=N_("&Quit"),
                run=self._window.close,
                icon="sign-out",
                shortcut=_standard(QKeySequence.StandardKey.Quit, "Ctrl+Q"),
                menu="file",
                section="quit",
                role=Role.QuitRole,
            ),
        )

    def _edit(self) -> tuple[Command, ...]:
        window = self._window
        deeds: tuple[tuple[str, str, str, str, Callable[[], object]], ...] = (
            ("undo", N_("&Undo"), "Ctrl+Z", "1", lambda: shortcuts.undo(window.pages.page, window.toasts)),
            ("redo", N_("&Redo"), "Ctrl+Y", "1", lambda: shortcuts.redo(window.pages.page)),
            ("cut", N_("Cu&t"), "Ctrl+X", "2", partial(shortcuts.edit, "cut")),
            ("copy", N_("&Copy"), "Ctrl+C", "2", partial(shortcuts.edit, "copy")),
            ("paste", N_("&Paste"), "Ctrl+V", "2", partial(shortcuts.edit, "paste")),
            ("select_all", N_("Select &all"), "Ctrl+A", "2", partial(shortcuts.edit, "selectAll")),
            ("find", N_("&Find in this page"), "Ctrl+F", "3", lambda: shortcuts.find(window.pages.page)),
        )
        return tuple(
            Command(name=f"edit.{name}", label=label, run=run, shortcut=key, menu="edit", section=section)
            for name, label, key, section, run in deeds
        )

    def _view(self) -> tuple[Command, ...]:
        window = self._window
        pages = tuple(
            Command(name=f"page.{pane.name}", label=pane.label, icon=pane.icon, shortcut=_key_of(pane),
                    menu="tools" if pane.is_below else "view", section="pages",
                    run=partial(window.pages.navigate, pane.name),
                    role=Role.PreferencesRole if pane.name == "settings" else Role.NoRole)
            for pane in PANES
        )  # fmt: skip
        deeds: tuple[tuple[str, str, str, str, Callable[[], object]], ...] = (
            ("next_page", N_("Next page"), "Ctrl+PgDown", "step", partial(window.pages.step, 1)),
            ("previous_page", N_("Previous page"), "Ctrl+PgUp", "step", partial(window.pages.step, -1)),
            ("next_pane", N_("Next pane"), "F6", "step", partial(self._step_pane, 1)),
            ("previous_pane", N_("Previous pane"), "Shift+F6", "step", partial(self._step_pane, -1)),
            ("search", N_("&Search everywhere…"), "Ctrl+K", "show", window.search.open),
            ("rail", N_("Wide or narrow &navigation"), "F9", "show", window.toggle_rail),
            ("full_screen", N_("&Full screen"), "F11", "show", self._full_screen),
            ("reset_layout", N_("&Reset layout"), "", "show", window.pages.reset_layout),
        )
        general = tuple(
            Command(name=f"view.{name}", label=label, run=run, shortcut=key, menu="view", section=section)
            for name, label, key, section, run in deeds
        )
        return (*pages, *general, *self._choices())

    def _choices(self) -> tuple[Command, ...]:
        looks = tuple(
            Command(name=f"view.look.{look}", label=label, run=partial(self.use_look, look), menu="view.look",
                    is_checkable=True)
            for look, label in LOOKS.items()
        )  # fmt: skip
        languages = tuple(
            Command(name=f"view.language.{tag}", label=NAMES[tag], run=partial(self.use_language, tag),
                    menu="view.language", is_checkable=True)
            for tag in LANGUAGES
        )  # fmt: skip
        return (*looks, *languages)

    def _help(self) -> tuple[Command, ...]:
        return (
            Command(name="help.keys", label=N_("&Keyboard"), run=self._window.keys.open, icon="keyboard",
                    shortcut="F1", menu="help", section="help"),
            Command(name="help.folder", label=N_("Open the &data folder"), run=self._open_folder,
                    icon="folder-open", menu="help", section="data"),
            Command(name="help.about", label=N_("&About Desk"), run=self._about, icon="info", menu="help",
                    section="about", role=Role.AboutRole),
        )  # fmt: skip

    def _step_pane(self, step: int) -> None:
        page = self._window.pages.page
        panes = (self._window.rail, *(shortcuts.stops(page) if page is not None else ()))
        pane = shortcuts.next_stop(panes, QApplication.focusWidget(), step)
        if pane is not None:
            shortcuts.enter(pane)

    def _full_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def _about(self) -> None:
        from desk.ui.about import About

        About(self._window).open()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._window.places.home)))


def _key_of(pane: Pane) -> str:
    """Return a page's key; settings have one where the system has (macOS)."""
    return pane.shortcut or (_standard(QKeySequence.StandardKey.Preferences, "") if pane.is_below else "")


def _standard(key: QKeySequence.StandardKey, otherwise: str) -> str:
    found = QKeySequence.keyBindings(key)
    return found[0].toString(QKeySequence.SequenceFormat.PortableText) if found else otherwise
