# SPDX-License-Identifier: LicenseRef-Desk
"""Shows HTML of strangers without script, network or navigation. Imported only by html_view, on first need.

Four walls: a response header that allows inline styles and pictures from memory only, JavaScript off for pages, an
interceptor that refuses every request but our own, and a page that refuses to navigate.
"""

import atexit
import json
import secrets
from collections.abc import Callable, Mapping

import shiboken6
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QColor
from PySide6.QtWebEngineCore import (
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)
from PySide6.QtWidgets import QApplication

from desk.resources import path

SCHEME = b"deskview"
POLICY = (
    "default-src 'none'; img-src data: deskview:; style-src 'unsafe-inline'; font-src data: deskview:; "
    "base-uri 'none'; form-action 'none'; frame-src 'none'; object-src 'none'"
)
_Kind = QWebEngineUrlRequestInfo.ResourceType
_PARTS = (_Kind.ResourceTypeImage, _Kind.ResourceTypeFontResource)
_Attribute = QWebEngineSettings.WebAttribute
Parts = Mapping[str, tuple[str, bytes]]
"""Path, beginning with a slash → (media type, bytes)."""
_OFF = (
    _Attribute.JavascriptEnabled,
    _Attribute.JavascriptCanOpenWindows,
    _Attribute.JavascriptCanAccessClipboard,
    _Attribute.LocalStorageEnabled,
    _Attribute.LocalContentCanAccessRemoteUrls,
    _Attribute.LocalContentCanAccessFileUrls,
    _Attribute.PluginsEnabled,
    _Attribute.PdfViewerEnabled,
    _Attribute.ErrorPageEnabled,
    _Attribute.WebGLEnabled,
    _Attribute.FullScreenSupportEnabled,
    _Attribute.HyperlinkAuditingEnabled,
    _Attribute.DnsPrefetchEnabled,
    _Attribute.AutoLoadIconsForPage,
    _Attribute.NavigateOnDropEnabled,
    _Attribute.ScreenCaptureEnabled,
)


def register() -> None:
    """Make the scheme known; must come before the first profile, later calls change nothing."""
    if not QWebEngineUrlScheme.schemeByName(QByteArray(SCHEME)).name().isEmpty():
        return
    scheme = QWebEngineUrlScheme(QByteArray(SCHEME))
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme | QWebEngineUrlScheme.Flag.NoAccessAllowed)
    QWebEngineUrlScheme.registerScheme(scheme)


class _Shelf(QWebEngineUrlSchemeHandler):
    """Serves what lies on it. documents: host name → HTML. parts: host name → path → (media type, bytes)."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.documents: dict[str, bytes] = {}
        self.parts: dict[str, Parts] = {}

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        found = self._find(job.requestUrl())
        if found is None or job.requestMethod() != QByteArray(b"GET"):
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
            return
        kind, content = found
        job.setAdditionalResponseHeaders(
            {
                QByteArray(b"Content-Security-Policy"): QByteArray(POLICY.encode()),
                QByteArray(b"X-Content-Type-Options"): QByteArray(b"nosniff"),
                QByteArray(b"Referrer-Policy"): QByteArray(b"no-referrer"),
            }
        )
        body = QBuffer(job)
        body.setData(QByteArray(content))
        body.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(QByteArray(kind.encode()), body)

    def _find(self, url: QUrl) -> tuple[str, bytes] | None:
        host, place = url.host(), url.path()
        if place in ("", "/"):
            document = self.documents.get(host)
            return None if document is None else ("text/html; charset=utf-8", document)
        return self.parts.get(host, {}).get(place)


class _Gate(QWebEngineUrlRequestInterceptor):
    """Lets nothing through but our own documents and pictures that are part of them."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        scheme = info.requestUrl().scheme()
        kind = info.resourceType()
        is_ours = scheme == SCHEME.decode()
        own = is_ours and kind == _Kind.ResourceTypeMainFrame
        part = is_ours and kind in _PARTS and info.firstPartyUrl().host() == info.requestUrl().host()
        image = scheme == "data" and kind == _Kind.ResourceTypeImage
        if not own and not image and not part:
            info.block(True)


class Engine(QObject):
    """The one profile of this process, off the record, with its shelf and gate."""

    _one: "Engine | None" = None

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        register()
        self.profile = QWebEngineProfile(self)
        self.shelf = _Shelf(self)
        self._gate = _Gate(self)
        self.profile.setUrlRequestInterceptor(self._gate)
        self.profile.installUrlSchemeHandler(QByteArray(SCHEME), self.shelf)
        self.profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
        self.profile.setPersistentCookiesPolicy(QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies)
        self.profile.downloadRequested.connect(lambda request: request.cancel())
        for attribute in _OFF:
            self.profile.settings().setAttribute(attribute, False)
        self._pages: dict[str, Page] = {}
        application.aboutToQuit.connect(self._on_quit)
        atexit.register(self._on_quit)  # for programs that end without an event loop

    def adopt(self, page: "Page", host: str) -> None:
        """Take `page` into account: it must be gone before the profile is."""
        self._pages[host] = page
        page.destroyed.connect(lambda *_gone: self._forget(host))

    def _forget(self, host: str) -> None:
        self._pages.pop(host, None)
        self.shelf.documents.pop(host, None)
        self.shelf.parts.pop(host, None)

    def _on_quit(self) -> None:
        for page in list(self._pages.values()):
            if shiboken6.isValid(page):
                shiboken6.delete(page)

    @classmethod
    def of(cls, application: QApplication) -> "Engine":
        """Return the one engine, made at the first call; it lives as long as the application."""
        if cls._one is None:
            cls._one = cls(application)
        return cls._one


class Page(QWebEnginePage):
    """One document. `painted(revision)`: it is on the screen; `link_clicked(url)`: a person asked for it.

    script: of the styles' folder; changes the document shown into another one.
    """

    painted = Signal(int)
    link_clicked = Signal(QUrl)

    def __init__(self, engine: Engine, parent: QObject, script: str = "patch.js") -> None:
        super().__init__(engine.profile, parent)
        self._shelf = engine.shelf
        self._host = f"v{secrets.token_hex(8)}"
        self._word = secrets.token_hex(16)
        self._revision = 0
        self._place = ""
        self._scrolls = script != "patch.js"
        """Whether the script reads the document where it stands, and needs no copy of the first one."""
        self._script = path("style").joinpath(script).read_text(encoding="utf-8")
        self.loadFinished.connect(self._on_loaded)
        self.newWindowRequested.connect(self._on_new_window)
        self.setBackgroundColor(QColor(Qt.GlobalColor.white))  # letters and mails stay white in both looks
        engine.adopt(self, self._host)

    def load_html(self, html: str, revision: int, place: str = "") -> None:
        """Load a whole document, scrolled to what has the id `place`, for scripts that know of places."""
        self._keep(html, revision, place)
        self.load(QUrl(f"{SCHEME.decode()}://{self._host}/"))

    def patch(self, html: str, revision: int, place: str = "") -> None:
        """Change the document shown into `html`; what is the same stays, and without `place` the scroll position."""
        self._keep(html, revision, place)
        self._call(html, is_first=False)

    def serve(self, parts: Parts) -> None:
        """Give the document these pictures and fonts, by their path, from memory."""
        self._shelf.parts[self._host] = parts

    def ask(self, then: Callable[[], None]) -> None:
        """Call `then` once the renderer finds time for it, whether or not it paints."""
        self.runJavaScript("0", QWebEngineScript.ScriptWorldId.ApplicationWorld, lambda _said: then())

    def collect(self) -> None:
        """Let the renderer free what patches left behind (needs --js-flags=--expose-gc)."""
        self._run("globalThis.gc && gc({type:'major',execution:'sync',flavor:'last-resort'})")

    def acceptNavigationRequest(
        self, url: QUrl | str, kind: QWebEnginePage.NavigationType, is_main: bool
    ) -> bool:
        target = QUrl(url)
        if kind == QWebEnginePage.NavigationType.NavigationTypeLinkClicked:
            if not self._is_own(target):
                self.link_clicked.emit(target)
                return False
            return target.hasFragment()
        wanted = {
            QWebEnginePage.NavigationType.NavigationTypeTyped,
            QWebEnginePage.NavigationType.NavigationTypeReload,
            QWebEnginePage.NavigationType.NavigationTypeOther,
        }
        return is_main and kind in wanted and self._is_own(target)

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        word, _colon, revision = message.partition(":")
        if secrets.compare_digest(word.encode(), self._word.encode()) and revision.isdecimal():
            self.painted.emit(int(revision))

    def _keep(self, html: str, revision: int, place: str) -> None:
        self._revision, self._place = revision, place
        self._shelf.documents[self._host] = html.encode("utf-8", "replace")

    def _is_own(self, url: QUrl) -> bool:
        return url.scheme() == SCHEME.decode() and url.host() == self._host

    def _run(self, script: str) -> None:
        self.runJavaScript(script, QWebEngineScript.ScriptWorldId.ApplicationWorld)

    def _on_loaded(self, good: bool) -> None:
        if good and self._host in self._shelf.documents:
            self._call(self._shelf.documents[self._host].decode(), is_first=True)

    def _call(self, html: str, *, is_first: bool) -> None:
        given = (
            "" if is_first and self._scrolls else html,
            f"{self._word}:{self._revision}",
            is_first,
            self._place,
        )
        self._place = ""  # a document that is loaded again stays where the person is
        self._run(f"({self._script})({', '.join(json.dumps(value) for value in given)})")

    def _on_new_window(self, request: QWebEngineNewWindowRequest) -> None:
        if request.isUserInitiated():
            self.link_clicked.emit(request.requestedUrl())
