# SPDX-License-Identifier: LicenseRef-Desk
"""Shows the thread: in the web view, or where that is missing as plain words."""

from __future__ import annotations

import contextlib
import os
import signal
from dataclasses import replace
from functools import cache

import shiboken6
from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from desk.resources import path
from desk.translation import _
from desk.ui.panes.messages.action import Action, new_word, read_link
from desk.ui.panes.messages.document import FONT_FILES, Wish, document
from desk.ui.panes.messages.plain_thread import PlainThread
from desk.ui.panes.messages.thread_model import ThreadState
from desk.ui.theme import Theme, font
from desk.ui.theme.fonts import BUNDLED
from desk.ui.widgets import HtmlView

STUCK_MS = 5_000
"""After so long without painting the renderer is asked whether it lives, and given as long to answer.

A window that is small or covered paints nothing and answers; what keeps it too busy to would take every other
conversation off the screen too.
"""


class ThreadView(QWidget):
    """wanted(Action): a wish was pressed. link_clicked(str): an address in a message. painted(): it is on screen.

    link_hovered(str): the address under the mouse, "" for none; wishes are not told.
    """

    wanted = Signal(object)
    link_clicked = Signal(str)
    link_hovered = Signal(str)
    painted = Signal()

    def __init__(self, parent: QWidget | None = None, *, allow_web: bool = True) -> None:
        super().__init__(parent)
        self._word = new_word()
        self._allow_web = allow_web
        self._shown: ThreadState | None = None
        self._revision = 0
        self._web: HtmlView | None = None
        self._plain: PlainThread | None = None
        self._stack = QStackedLayout(self)
        self._awaited = ""
        """The first conversation that was sent since something was painted."""
        self._plain_ones: set[str] = set()
        self._is_asked = False
        self._stuck = QTimer(self, singleShot=True, interval=STUCK_MS)
        self._stuck.timeout.connect(self._on_stuck)
        Theme.current().changed.connect(self._on_theme)

    @property
    def web(self) -> HtmlView:
        """The web view; it is made when it is first wanted."""
        if self._web is None:
            self._web = HtmlView(_("Conversation"), allow_web=self._allow_web, script="thread.js")
            self._web.set_ground(Theme.current().colour("surface"))
            self._web.painted.connect(self._on_painted)
            self._web.link_clicked.connect(self._on_link)
            self._web.link_hovered.connect(self._on_hovered)
            self._stack.addWidget(self._web)
        return self._web

    def show_state(self, state: ThreadState) -> None:
        """Show a thread; the one that is shown already is only brought up to date."""
        if state.thread is None:
            return
        is_same = self._shown is not None and self._shown.key == state.key
        self._shown = replace(state, place="")  # it is gone to once
        if not self.web.is_web() or state.key in self._plain_ones:
            self._show_plain(state)
            return
        self._stack.setCurrentWidget(self.web)
        self._revision += 1
        html = document(state.thread, Wish(word=self._word, new_from=state.new_from))
        place = _place(state, is_same=is_same)
        if is_same and not place and html == self.web.html() and not self.web.is_awaited():
            self.painted.emit()  # nothing of it is another one
            return
        parts = {name: (part.media_type, part.body) for name, part in state.thread.parts.items()}
        self.web.serve(parts | _fonts(), place)
        self.web.patch_html(html, self._revision)  # another thread too: a new page would take twice as long
        if not self._awaited and self.isVisible():
            self._awaited = state.key
            self._stuck.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rest()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._again()

    def _again(self) -> None:
        if self._shown is not None:
            self.show_state(self._shown)

    def _show_plain(self, state: ThreadState) -> None:
        assert state.thread is not None
        if self._plain is None:
            self._plain = PlainThread()
            self._plain.link_clicked.connect(self._on_link)
            self._plain.browser_requested.connect(self._on_browser)
            self._stack.addWidget(self._plain)
        self._stack.setCurrentWidget(self._plain)
        self._plain.show_thread(state.thread, self._word, state.new_from)
        self.painted.emit()

    def _on_painted(self, revision: int) -> None:
        self._rest()
        if revision == self._revision:
            self.painted.emit()

    def _rest(self) -> None:
        self._stuck.stop()
        self._awaited, self._is_asked = "", False

    def _on_stuck(self) -> None:
        """Ask the renderer whether it lives; end one that does not answer either."""
        page = self.web.page()
        if page is None:
            self._rest()
        elif self._is_asked:
            self._end()
        else:
            self._is_asked = True
            page.ask(self._on_answer)
            self._stuck.start()

    def _on_answer(self) -> None:
        if shiboken6.isValid(self) and self._is_asked:
            self._rest()

    def _end(self) -> None:
        """End the renderer; the conversation that keeps it busy is shown as plain words from now on."""
        guilty, page = self._awaited, self.web.page()
        self._rest()
        self._plain_ones.add(guilty)
        if self._shown is not None and self._shown.key == guilty:
            self.web.show_html("")  # what is loaded again after the end
            self._show_plain(self._shown)
        pid = page.renderProcessPid() if page is not None else 0
        if pid > 0:  # 0 would be this program and all its helpers
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)

    def _on_link(self, url: QUrl) -> None:
        address = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        wish = read_link(self._word, address)
        if wish is not None:
            self.wanted.emit(wish)
        elif url.scheme().casefold() in {"http", "https", "mailto", "tel"}:
            self.link_clicked.emit(address)

    def _on_hovered(self, address: str) -> None:
        is_ours = address.casefold().startswith(("desk-action:", "deskview:"))
        self.link_hovered.emit("" if is_ours else address)

    def _on_browser(self) -> None:
        self.wanted.emit(Action(verb="browser"))

    def _on_theme(self) -> None:
        if self._web is not None:
            self._web.set_ground(Theme.current().colour("surface"))
        self._again()


def _place(state: ThreadState, *, is_same: bool) -> str:
    if state.place:
        return f"m-{state.place}"
    if is_same:
        return ""
    return "new" if state.new_from else "end"


@cache
def _font_parts() -> dict[str, tuple[str, bytes]]:
    folder = path("fonts")
    return {f"/font/{file}": ("font/otf", (folder / file).read_bytes()) for file in FONT_FILES.values()}


def _fonts() -> dict[str, tuple[str, bytes]]:
    """Return the bundled font where the window wears it; the web view does not see it otherwise."""
    return _font_parts() if font("body").families()[:1] == [BUNDLED] else {}
