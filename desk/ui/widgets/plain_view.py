# SPDX-License-Identifier: LicenseRef-Desk
"""Shows the words of an HTML document where the web view is missing."""

import tempfile
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desk.translation import _
from desk.ui.theme import SIZE
from desk.ui.widgets.buttons import LinkButton
from desk.ui.widgets.html_text import text_of
from desk.ui.widgets.labels import Text
from desk.ui.widgets.speaks import Speaks

_POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
    "style-src 'unsafe-inline'; form-action 'none'\">"
)


class PlainView(Speaks, QWidget):
    """Text under a banner that says so and offers the browser. The file for it is deleted with the view."""

    browser_requested = Signal(QUrl)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._html = ""
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._banner = Text("", "meta", wrap=True)
        self._open = LinkButton("", "arrow-square-out")
        self._open.clicked.connect(self.open_in_browser)
        self._text = QPlainTextEdit(readOnly=True)
        row = QHBoxLayout()
        row.setContentsMargins(SIZE.space_m, SIZE.space_xs, SIZE.space_s, SIZE.space_xs)
        row.addWidget(self._banner, 1)
        row.addWidget(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._text)
        self.retranslate()

    def show_html(self, html: str) -> None:
        """Show the words of `html`; the place one was reading stays."""
        self._html = html
        bar = self._text.verticalScrollBar()
        place = bar.value()
        self._text.setPlainText(text_of(html))
        bar.setValue(place)

    def text(self) -> str:
        """Return the words shown."""
        return self._text.toPlainText()

    def open_in_browser(self) -> None:
        """Write the document, with a policy that forbids scripts and requests, and open it in the browser."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="desk-view-")
            self.destroyed.connect(lambda *_gone, folder=self._folder: folder.cleanup())
        page = Path(self._folder.name) / "view.html"
        page.write_text(_POLICY + self._html, encoding="utf-8")
        url = QUrl.fromLocalFile(str(page))
        self.browser_requested.emit(url)
        QDesktopServices.openUrl(url)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._banner.setText(_("Simplified preview: only the words, without pictures and layout."))
        self._open.setText(_("Open in browser"))
        self._text.setAccessibleName(_("Simplified preview"))
