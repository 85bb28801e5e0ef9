# SPDX-License-Identifier: LicenseRef-Desk
"""Shows HTML: previews and mails. The web engine is loaded on first need; without it, the words are shown."""

import os
import sys
from importlib.util import find_spec
from time import monotonic
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QCoreApplication, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QApplication, QRhiWidget, QStackedLayout, QWidget

from desk.ui.widgets.plain_view import PlainView
from desk.ui.widgets.speaks import Speaks

if TYPE_CHECKING:
    from PySide6.QtWebEngineWidgets import QWebEngineView

    from desk.ui.widgets.web_engine import Page, Parts

FLAGS = ("--js-flags=--expose-gc", '--host-resolver-rules="MAP * ~NOTFOUND"')
PATCHES_A_COLLECTION = 10
COLLECT_QUIET_MS = 400
OVERDUE_MS = 500
CRASHES_ENOUGH = 3
CRASH_SPAN_S = 60.0


def register_scheme() -> None:
    """Prepare the process for the web engine. Cheap; must be called before the application is made."""
    if not is_available():
        return
    known = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    wanted = [flag for flag in FLAGS if flag not in known]
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = " ".join([known, *wanted]).strip()
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)


def is_available() -> bool:
    """Say whether the web engine is installed and may run; as root it refuses to, unless told otherwise."""
    if sys.platform != "win32" and os.geteuid() == 0 and not os.environ.get("QTWEBENGINE_DISABLE_SANDBOX"):
        return False
    return find_spec("PySide6.QtWebEngineWidgets") is not None


def steady(window: QWidget) -> None:
    """Keep `window` from being made anew (a flicker) when its first web view appears; call before show()."""
    if is_available() and QGuiApplication.platformName() != "offscreen":
        still = QRhiWidget(window)
        still.setFixedSize(0, 0)


class HtmlView(Speaks, QWidget):
    """One view for one role. `painted(revision)` when that revision is on the screen.

    link_clicked(url): a person pressed a link; nothing else happens by itself. link_hovered(str): the address
    under the mouse, "" for none. script: of the styles' folder; how a document is changed into the next one.
    """

    painted = Signal(int)
    link_clicked = Signal(QUrl)
    link_hovered = Signal(str)

    def __init__(
        self,
        label: str,
        *,
        allow_web: bool = True,
        script: str = "patch.js",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._script = script
        self._ground: QColor | None = None
        self.setAccessibleName(label)
        self._label = label
        self._allow_web = allow_web and is_available()
        self._page: Page | None = None
        self._web: QWebEngineView | None = None
        self._plain: PlainView | None = None
        self._html = self._place = self._went = ""
        self._revision = 0
        self._shown: int | None = None  # the revision that was sent and is not painted yet
        self._is_loaded = False
        self._waiting = False
        self._patches = 0
        self._crashes: list[float] = []
        self._zoom = 1.0
        self._stack = QStackedLayout(self)
        self._overdue = QTimer(self, singleShot=True, interval=OVERDUE_MS)
        self._overdue.timeout.connect(self._on_overdue)
        self._idle = QTimer(self, singleShot=True, interval=COLLECT_QUIET_MS)
        self._idle.timeout.connect(self._collect)

    def warm(self) -> None:
        """Make the view ahead of need (from an idle timer after start)."""
        if self._allow_web:
            self._engine_page()

    def is_web(self) -> bool:
        """Say whether HTML is shown as it looks, or as plain words."""
        return self._allow_web

    def is_awaited(self) -> bool:
        """Say whether a document was given that is not painted yet."""
        return self._allow_web and (self._shown is not None or self._waiting)

    def html(self) -> str:
        """Return the newest document given."""
        return self._html

    def show_html(self, html: str, revision: int = 0) -> None:
        """Load a whole document, from its top."""
        self._html, self._revision = html, revision
        if not self._allow_web:
            self._show_words()
            return
        self._is_loaded = False
        self._waiting = False
        self._shown = revision
        self._engine_page().load_html(html, revision, self._place)
        self._place = ""

    def patch_html(self, html: str, revision: int = 0) -> None:
        """Change the document shown; the scroll position stays. Of a burst only the newest is painted."""
        if not self._allow_web or not self._html or (not self._is_loaded and self._shown is None):
            self.show_html(html, revision)
            return
        self._html, self._revision = html, revision
        if self._shown is not None:
            self._waiting = True
            return
        self._send()

    def serve(self, parts: "Parts", place: str = "") -> None:
        """Give the next document pictures and fonts by their path; place: the id it is scrolled to."""
        if self._allow_web:
            self._engine_page().serve(parts)
            self._went = place or self._went
            self._place = place or (self._place if self._waiting else "")  # it may be told while one waits

    def set_ground(self, colour: QColor) -> None:
        """Show `colour` where the document has none, and before it is there."""
        self._ground = colour
        if self._page is not None:
            self._page.setBackgroundColor(colour)

    def set_zoom(self, factor: float) -> None:
        """Show documents smaller or larger (0.25 to 5), so that they find more or less room than there is."""
        self._zoom = min(max(factor, 0.25), 5.0)
        if self._page is not None:
            self._page.setZoomFactor(self._zoom)

    def page(self) -> "Page | None":
        """Return the web page (to print it, to ask it); None without the web engine or before the first document."""
        return self._page

    def web(self) -> "QWebEngineView | None":
        """Return the view (to print it); None without the web engine or before the first document."""
        return self._web

    def retranslate(self) -> None:
        """Say everything in the current language."""
        if self._web is not None:
            self._web.setAccessibleName(self._label)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._waiting:
            self._on_overdue()

    def _engine_page(self) -> "Page":
        if self._page is not None:
            return self._page
        from PySide6.QtWebEngineWidgets import QWebEngineView

        from desk.ui.widgets.web_engine import Engine, Page, register

        register()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        engine = Engine.of(application)
        self._web = QWebEngineView(self)
        self._web.setAccessibleName(self._label)
        self._web.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        page = self._page = Page(engine, self._web, self._script)
        if self._ground is not None:
            page.setBackgroundColor(self._ground)
        self._web.setPage(page)
        page.painted.connect(self._on_painted)
        page.link_clicked.connect(self.link_clicked)
        page.linkHovered.connect(self.link_hovered)
        page.loadFinished.connect(self._on_loaded)
        page.renderProcessTerminated.connect(self._on_crash)
        page.setZoomFactor(self._zoom)
        self._stack.addWidget(self._web)
        return page

    def _send(self) -> None:
        self._shown = self._revision
        self._waiting = False
        self._patches += 1
        self._overdue.start()
        self._engine_page().patch(self._html, self._revision, self._place)
        self._place = ""

    def _on_loaded(self, good: bool) -> None:
        # A refused navigation (a page that refreshes itself) ends in "not good"; the document still stands.
        self._is_loaded = self._is_loaded or good
        self._overdue.start()

    def _on_painted(self, revision: int) -> None:
        self._overdue.stop()
        self._shown = None
        self.painted.emit(revision)
        if self._patches >= PATCHES_A_COLLECTION:
            self._collect()
        elif self._patches:
            self._idle.start()
        if self._waiting:
            self._send()

    def _on_overdue(self) -> None:
        """Go on with the newest: a hidden view paints nothing and says nothing."""
        self._shown = None
        if self._waiting and self._is_loaded:
            self._send()

    def _collect(self) -> None:
        self._idle.stop()
        self._patches = 0
        if self._page is not None and shiboken6.isValid(self._page):  # it goes before its view does
            self._page.collect()

    def _on_crash(self) -> None:
        now = monotonic()
        self._crashes = [at for at in self._crashes if now - at < CRASH_SPAN_S] + [now]
        if len(self._crashes) >= CRASHES_ENOUGH:
            self._allow_web = False
            self._show_words()
        else:
            self._place = self._went  # else it would stand at its top
            QTimer.singleShot(0, self, lambda: self.show_html(self._html, self._revision))

    def _show_words(self) -> None:
        if self._plain is None:
            self._plain = PlainView(self)
            self._stack.addWidget(self._plain)
        self._stack.setCurrentWidget(self._plain)
        self._plain.show_html(self._html)
        revision = self._revision
        QTimer.singleShot(0, self, lambda: self.painted.emit(revision))
