# SPDX-License-Identifier: LicenseRef-Desk
"""Prints a thread, or writes it as a PDF, with or without notes; the same page as on screen, on paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QMarginsF, QObject, QSize, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPageLayout, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from desk.translation import _
from desk.ui.panes import Context
from desk.ui.panes.messages.action import new_word
from desk.ui.panes.messages.document import Wish, document
from desk.ui.panes.messages.plain_thread import plain_html
from desk.ui.panes.messages.thread import Thread
from desk.ui.widgets import HtmlView

MARGIN_MM = 15.0
PAPER = QSize(800, 1100)


class Printing(QObject):
    """written(path, well): the PDF is there, or could not be written. printed(well)."""

    written = Signal(str, bool)
    printed = Signal(bool)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._view: HtmlView | None = None
        self._printer: QPrinter | None = None

    def write_pdf(self, thread: Thread, target: Path, *, with_notes: bool) -> None:
        """Write the thread to `target`."""
        view = self._load(thread, with_notes=with_notes)
        if view is None:
            printer = QPrinter(QPrinter.PrinterMode.HighResolution)
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(target))
            _print_words(thread, printer, with_notes=with_notes)
            self.written.emit(str(target), target.is_file())
            return
        page = view.page()
        assert page is not None
        page.pdfPrintingFinished.connect(self._on_pdf)
        view.painted.connect(lambda _revision: page.printToPdf(str(target), _layout()))

    def print_thread(self, thread: Thread, *, with_notes: bool) -> None:
        """Ask for a printer and print the thread."""
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setPageLayout(_layout())
        dialog = QPrintDialog(self._printer, self._window)
        dialog.finished.connect(lambda result: self._on_chosen(result, thread, with_notes=with_notes))
        QDialog.open(dialog)

    def _on_chosen(self, result: int, thread: Thread, *, with_notes: bool) -> None:
        printer = self._printer
        if result != QDialog.DialogCode.Accepted or printer is None:
            return
        view = self._load(thread, with_notes=with_notes)
        if view is None:
            _print_words(thread, printer, with_notes=with_notes)
            self.printed.emit(True)
            return
        web = view.web()
        assert web is not None
        web.printFinished.connect(self._on_printed)
        view.painted.connect(lambda _revision: web.print(printer))

    def _load(self, thread: Thread, *, with_notes: bool) -> HtmlView | None:
        """Load the paper into a view of its own that nobody sees; None without the web engine."""
        self._drop()
        view = HtmlView("", script="thread.js")
        if not view.is_web():
            return None
        self._view = view
        view.setParent(self._window)
        view.resize(PAPER)
        view.move(-2 * PAPER.width(), 0)
        view.show()
        parts = {path: (part.media_type, part.body) for path, part in thread.parts.items()}
        view.serve(parts)
        view.show_html(document(thread, Wish(word=new_word(), is_paper=True, with_notes=with_notes)), 1)
        return view

    def _on_pdf(self, path: str, well: bool) -> None:
        self._drop()
        self.written.emit(path, well)

    def _on_printed(self, well: bool) -> None:
        self._drop()
        self._printer = None
        self.printed.emit(well)

    def _drop(self) -> None:
        if self._view is not None:
            self._view.hide()
            self._view.deleteLater()
            self._view = None


def say_written(context: Context, path: str, well: bool) -> None:
    """Say that the PDF is there, and offer to open it; or that it could not be written."""
    if well:
        show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(path))
        said = _("Saved: {name}").format(name=Path(path).name)
        context.toasts.show_toast(said, [(_("Open"), show)], icon="file-pdf")
    else:
        context.toasts.show_toast(
            _("The PDF could not be written there. Choose another folder."), icon="warning"
        )


def _layout() -> QPageLayout:
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        margins,
        QPageLayout.Unit.Millimeter,
    )


def _print_words(thread: Thread, printer: QPrinter, *, with_notes: bool) -> None:
    kept = thread if with_notes else _without_notes(thread)
    document_ = QTextDocument()
    document_.setHtml(plain_html(kept, new_word(), "", is_paper=True))
    document_.print_(printer)


def _without_notes(thread: Thread) -> Thread:
    messages = tuple(one for one in thread.messages if one.direction.value != "note")
    return Thread(
        card=thread.card,
        messages=messages,
        bodies=thread.bodies,
        operators=thread.operators,
        shop=thread.shop,
    )
