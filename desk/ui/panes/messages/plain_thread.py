# SPDX-License-Identifier: LicenseRef-Desk
"""Shows a thread where the web view is missing: the words alone, escaped, in plain bubbles."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from desk.models.vocabulary import Direction
from desk.services.inbox import MessageRow
from desk.translation import _
from desk.ui.panes.messages.action import link
from desk.ui.panes.messages.bubble import Bubbles, delivery_text
from desk.ui.panes.messages.lines import Bubble, NewLine, SystemLines, lines_of
from desk.ui.panes.messages.long_text import beginning
from desk.ui.panes.messages.system_words import system_text
from desk.ui.panes.messages.thread import Thread
from desk.ui.theme import SIZE, Theme
from desk.ui.widgets import LinkButton, Text
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import formats

_GROUNDS = {
    Direction.INCOMING: ("bubble_in", "on_bubble"),
    Direction.OUTGOING: ("bubble_out", "on_bubble"),
    Direction.NOTE: ("note", "on_note"),
    Direction.SYSTEM: ("surface", "text3"),
}
_CHARACTERS, _LINES = 3_000, 200
"""So much of each message is shown: all of it is laid out anew at each change, while the window stands still."""
_ON_PAPER = 10
"""So many times that is printed."""
_NEW = "new"


class _Words(QTextBrowser):
    """Loads nothing: neither pictures nor styles nor other documents."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        return None


class PlainThread(Speaks, QWidget):
    """link_clicked(url): a wish or an address. browser_requested(): see it as it looks, in the browser."""

    link_clicked = Signal(QUrl)
    browser_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._banner = Text("", "meta", wrap=True)
        self._open = LinkButton("", "arrow-square-out")
        self._open.clicked.connect(self.browser_requested)
        self.words = _Words()
        self.words.setOpenLinks(False)
        self.words.anchorClicked.connect(self.link_clicked)
        self._shown: Thread | None = None
        self._opened_at = 0
        row = QHBoxLayout()
        row.setContentsMargins(SIZE.space_m, SIZE.space_xs, SIZE.space_s, SIZE.space_xs)
        row.addWidget(self._banner, 1)
        row.addWidget(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.words)
        self.retranslate()

    def show_thread(self, thread: Thread, word: str, new_from: str) -> None:
        """Show the words of a thread. word: of `action`."""
        before, self._shown = self._shown, thread
        bar = self.words.verticalScrollBar()
        place, was_at_end = bar.value(), bar.value() == bar.maximum()
        self.words.setHtml(plain_html(thread, word, new_from))
        self.words.document().setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, "")
        is_other = before is None or before.id != thread.id
        if is_other or (before is not None and before.is_partial and place == self._opened_at):
            self._open_at(new_from)
        else:
            bar.setValue(bar.maximum() if was_at_end else place)

    def _open_at(self, new_from: str) -> None:
        """Go to where the new begins, else to the end."""
        bar = self.words.verticalScrollBar()
        bar.setValue(bar.maximum())
        if new_from:
            self.words.scrollToAnchor(_NEW)
        self._opened_at = bar.value()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._banner.setText(_("Simplified preview: only the words, without pictures and layout."))
        self._open.setText(_("Open in browser"))
        self.words.setAccessibleName(_("Conversation"))


def plain_html(thread: Thread, word: str, new_from: str, *, is_paper: bool = False) -> str:
    """Return the thread as a few tables of escaped text; nothing of a mail's own HTML is in it."""
    share = _ON_PAPER if is_paper else 1
    names = Bubbles(thread=thread, word=word, mail_style="")
    made: list[str] = []
    for line in lines_of(thread.messages, new_from):
        match line:
            case Bubble(message=message):
                made.append(_bubble(message, word, names, share))
            case SystemLines(shown=shown, folded=folded):
                made += [_system(thread, one) for one in (*folded, *shown)]
            case NewLine():
                made.append(f"<p align=center><a name={_NEW}><b>{escape(_('New'))}</b></a></p>")
            case day:
                made.append(f"<p align=center>{escape(formats.day_in_full(day.day))}</p>")
    return "".join(made)


def _system(thread: Thread, message: MessageRow) -> str:
    _icon, text = system_text(message, lambda one: thread.operators.get(one, ""), thread.country)
    return f"<p align=center>{escape(text)} · {formats.time(message.at)}</p>"


def _bubble(message: MessageRow, word: str, names: Bubbles, share: int) -> str:
    ground, ink = (getattr(Theme.current().tokens, token) for token in _GROUNDS[message.direction])
    text = beginning(message.text, _CHARACTERS * share, _LINES * share)
    if message.translation is not None and message.translation.text:
        translated = beginning(message.translation.text, _CHARACTERS * share, _LINES * share)
        text = f"{translated}\n\n{text}"
    files = " ".join(
        f'<a href="{link(word, "file", one.id)}">{escape(one.name)}</a> ({escape(formats.size(one.size))})'
        for one in message.attachments
    )
    foot = escape(delivery_text(message.delivery)) if message.delivery is not None else ""
    rest = "<br>".join(part for part in (files, foot) if part)
    side = "left" if message.direction is Direction.INCOMING else "right"
    return (
        f'<table width="86%" align="{side}" cellpadding="8" bgcolor="{ground}"><tr><td>'
        f'<font color="{ink}"><b>{escape(names.name(message))}</b> · {formats.time(message.at)} '
        f'<a href="{link(word, "menu", message.id)}">…</a><br>'
        f"{escape(text).replace(chr(10), '<br>')}<br>{rest}</font></td></tr></table>"
    )
