# SPDX-License-Identifier: LicenseRef-Desk
"""Makes the one page that a thread is: head, styles, icons, and its lines."""

from dataclasses import asdict, dataclass
from functools import lru_cache
from html import escape
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desk import clock
from desk.resources import path
from desk.services.shop import local_day
from desk.translation import _, language
from desk.ui.panes.messages.bubble import Bubbles, sum_of
from desk.ui.panes.messages.lines import Bubble, DayLine, NewLine, SystemLines, lines_of
from desk.ui.panes.messages.thread import Thread
from desk.ui.theme import LIGHT, Theme, Tokens, font
from desk.ui.theme.fonts import BUNDLED, px
from desk.ui.wording import formats

ICONS = (
    "envelope-simple", "device-mobile", "mailbox", "bell", "webhooks-logo", "robot", "lightning", "note-pencil",
    "dots-three", "paperclip", "image", "file-pdf", "file-text", "file-csv", "warning", "x-circle", "check", "checks",
    "hourglass-medium", "paper-plane-tilt", "question", "minus", "prohibit", "arrows-clockwise", "user", "archive",
    "tray", "moon", "sun", "arrows-merge", "git-branch", "clipboard-text", "trash", "tag", "info", "translate",
    "pencil-simple", "calendar-x", "arrow-bend-up-left", "flag", "test-tube",
)  # fmt: skip
FONT_FILES = {400: "Inter-Regular.otf", 600: "Inter-SemiBold.otf", 700: "Inter-Bold.otf"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How a thread is to be shown. word: of `action`. new_from: the message before which "New" stands.

    is_paper: to be printed: light, without what can be pressed. with_notes: only asked of paper.
    """

    word: str
    new_from: str = ""
    is_paper: bool = False
    with_notes: bool = True


def document(thread: Thread, wish: Wish) -> str:
    """Return the whole page."""
    tokens = LIGHT if wish.is_paper else Theme.current().tokens
    is_turned = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    head = (
        f'<!doctype html><html lang="{escape(language())}" dir="{"rtl" if is_turned else "ltr"}">'
        f'<head><meta charset="utf-8"><title>{escape(thread.card.row.subject)}</title>'
        f'<style>{style(tokens)}</style></head><body>{_sprite()}<main data-thread="{thread.id}">'
    )
    bubbles = Bubbles(thread=thread, word=wish.word, mail_style=mail_style(tokens), is_paper=wish.is_paper)
    return "".join((head, *_lines(thread, wish, bubbles), "</main></body></html>"))


def _lines(thread: Thread, wish: Wish, bubbles: Bubbles) -> list[str]:
    messages = thread.messages
    if not wish.with_notes:
        messages = tuple(one for one in messages if one.direction.value != "note")
    made = [_paper_head(thread)] if wish.is_paper else []
    if thread.has_older and not wish.is_paper:
        made.append(bubbles.older())
    for line in lines_of(messages, wish.new_from):
        match line:
            case DayLine():
                said = _day(line.day)
                made.append(f'<div class="day" id="d{line.day}" data-h="{sum_of(said)}">{said}</div>')
            case NewLine():
                said = escape(_("New"))
                made.append(f'<div class="new" id="new" data-h="{sum_of(said)}">{said}</div>')
            case SystemLines():
                made.append(bubbles.system(line))
            case Bubble():
                made.append(bubbles.bubble(line.message))
    return made


def _day(day: object) -> str:
    today = local_day(clock.now(), formats.zone())
    away = (today - day).days  # type: ignore[operator]
    if away == 0:
        return escape(_("Today"))
    return escape(_("Yesterday") if away == 1 else formats.day_in_full(day))  # type: ignore[arg-type]


def _paper_head(thread: Thread) -> str:
    row = thread.card.row
    about = " · ".join(part for part in (row.name, row.address, thread.shop) if part)
    return f'<div class="head"><h2>{escape(row.subject)}</h2><div>{escape(about)}</div></div>'


@lru_cache(maxsize=8)
def _style(tokens: Tokens, sizes: tuple[int, int], family: str, quoted: str) -> str:
    sheet = path("style").joinpath("thread.css").read_text(encoding="utf-8")
    names = asdict(tokens) | {
        "body": f"{sizes[0]}px",
        "meta": f"{sizes[1]}px",
        "family": family,
        "quoted": quoted,
    }
    return _faces() + Template(sheet).substitute(names)


def style(tokens: Tokens) -> str:
    """Return the styles of the page in the colours of `tokens`."""
    return _style(tokens, (px("body"), px("meta")), families(), _quoted())


def mail_style(tokens: Tokens) -> str:
    """Return the styles that begin every mail's own shadow root."""
    sheet = path("style").joinpath("mail.css").read_text(encoding="utf-8")
    names = {
        "body": f"{px('body')}px",
        "family": families(),
        "ink": tokens.on_bubble,
        "link": "inherit" if tokens is not LIGHT else tokens.primary_text,
        "quoted": _quoted(),
    }
    return Template(sheet).substitute(names)


def _quoted() -> str:
    """Return the words over what is quoted, as a style sheet writes them."""
    return '"' + "".join(one for one in _("… earlier messages") if one not in '"\\<>\n') + '"'


def families() -> str:
    """Return the font families of the window, as a style sheet names them."""
    named = [f'"{name}"' for name in font("body").families() if '"' not in name]
    return ", ".join([*named, "sans-serif"])


def _faces() -> str:
    """Return the bundled font for the view, where the window uses it too: it does not see Qt's."""
    if font("body").families()[:1] != [BUNDLED]:
        return ""
    return "".join(
        f'@font-face{{font-family:"{BUNDLED}";font-weight:{weight};src:url("/font/{file}")}}'
        for weight, file in FONT_FILES.items()
    )


@lru_cache(maxsize=1)
def _sprite() -> str:
    symbols = []
    for name in ICONS:
        drawing = (path("icons") / "regular" / f"{name}.svg").read_text(encoding="utf-8")
        inner = drawing[drawing.index(">") + 1 : drawing.rindex("</svg>")]
        symbols.append(f'<symbol id="i-{name}" viewBox="0 0 256 256">{inner}</symbol>')
    return f'<svg width="0" height="0" style="position:absolute" aria-hidden="true">{"".join(symbols)}</svg>'
