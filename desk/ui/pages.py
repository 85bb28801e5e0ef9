# SPDX-License-Identifier: LicenseRef-Desk
"""The pages of the window, one shown at a time; each is built when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from desk.ui.docks import Page
from desk.ui.panes import PANES, Context

FIRST = "sends"


class Pages(QStackedWidget):
    """All pages. shown(name): another page came to the front. badge_changed(name, count).

    building(name): instead of the page before, what waits is shown; the new one takes a moment to build.
    """

    building = Signal(str)
    shown = Signal(str)
    badge_changed = Signal(str, int)

    def __init__(self, waiting: QWidget) -> None:
        """Show `waiting` while there are no data."""
        super().__init__()
        self._waiting = waiting
        waiting.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.addWidget(waiting)
        self._pages: dict[str, Page] = {}
        self._context: Context | None = None
        self._is_narrow = False
        self._is_covered = False

    @property
    def page(self) -> Page | None:
        """The page that is shown; None while there is no shop yet."""
        front = self.currentWidget()
        return front if isinstance(front, Page) else None

    def attach(self, context: Context) -> None:
        """Show the data of `context` from now on: the page that was open last."""
        self._context = context
        last = context.places.text("page", FIRST)
        self.navigate(last if any(pane.name == last for pane in PANES) else FIRST)

    @property
    def is_covered(self) -> bool:
        """Whether the pages are hidden until they go."""
        return self._is_covered

    def cover(self) -> None:
        """Hide every page at once; what is shown next comes after `detach`."""
        self._is_covered = True
        self.setCurrentWidget(self._waiting)

    def detach(self) -> None:
        """Forget the data: every page goes, with its commands."""
        self._is_covered = False
        if self._context is None:
            return
        self.remember()
        self.setCurrentWidget(self._waiting)
        for name, page in self._pages.items():
            page.badge_changed.disconnect()
            self.removeWidget(page)
            page.deleteLater()
            for command in self._context.commands.all():
                if command.page == name or command.name.startswith(f"{name}."):
                    self._context.commands.remove(command.name)
        self._pages.clear()
        self._context = None

    def navigate(self, page: str, /, **target: str) -> None:
        """Show `page` and what `target` names on it; nothing without data.

        KeyError for an unknown page, ValueError for a target that it does not understand.
        """
        if self._context is None or self._is_covered:
            return
        known = {pane.name: pane.targets for pane in PANES}[page]
        if unknown := target.keys() - known:
            raise ValueError(f"the page {page} cannot show {', '.join(sorted(unknown))}")
        front = self._pages.get(page) or self._build(page, self._context)
        self.setCurrentWidget(front)
        self._context.places.keep_text("page", page)
        self.shown.emit(page)
        if target:
            front.reveal(**target)

    def step(self, by: int) -> None:
        """Show the next page (1) or the one before (-1), in the order of the rail."""
        names = [pane.name for pane in PANES]
        at = names.index(self.page.objectName()) if self.page is not None else 0
        self.navigate(names[(at + by) % len(names)])

    def show_alone(self, widget: QWidget) -> None:
        """Show something that is no page (first start, a failure to open)."""
        if self.indexOf(widget) < 0:
            self.addWidget(widget)
        self.setCurrentWidget(widget)

    def reset_layout(self) -> None:
        """Put the docks of the page that is shown where they were at first."""
        if self.page is not None and self._context is not None:
            self._context.places.forget_state(self.page.objectName())
            self.page.reset_layout()

    def make_room(self, *, is_narrow: bool) -> None:
        """Let details give way, or come back."""
        self._is_narrow = is_narrow
        for page in self._pages.values():
            page.make_room(is_narrow)

    def remember(self) -> None:
        """Keep where every dock is."""
        if self._context is not None:
            for page in self._pages.values():
                page.remember(self._context.places)

    def leave(self, go_on: Callable[[], None]) -> None:
        """Call `go_on` once no page would lose anything; pages with unsaved work ask one after the other.

        Pages that are shut off have been asked.
        """
        self._ask(iter(tuple(self._pages.values()) if self.isEnabled() else ()), go_on)

    def _ask(self, pages: Iterator[Page], go_on: Callable[[], None]) -> None:
        page = next(pages, None)
        if page is None:
            go_on()
        else:
            page.leave(lambda: self._ask(pages, go_on))

    def _build(self, name: str, context: Context) -> Page:
        if self.page is not None:
            focused = QApplication.focusWidget()
            had_keyboard = focused is not None and self.isAncestorOf(focused)
            self.setCurrentWidget(self._waiting)
            if had_keyboard:  # kept within, so that the new page gets it
                self._waiting.setFocus(Qt.FocusReason.OtherFocusReason)
            self.building.emit(name)
        pane = {pane.name: pane for pane in PANES}[name]
        page = pane.build(context)
        self._pages[name] = page
        self.addWidget(page)
        page.recall(context.places)
        page.make_room(self._is_narrow)
        page.badge_changed.connect(self._counter(name))
        return page

    def _counter(self, name: str) -> Callable[[int], None]:
        def tell(count: int) -> None:
            self.badge_changed.emit(name, count)

        return tell
