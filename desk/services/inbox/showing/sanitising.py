# SPDX-License-Identifier: LicenseRef-Desk
"""Decides what of a stranger's page may be shown: an allow-list of looks and words, nothing that acts or tells; pure.

The cleaner comes last: nothing touches its result. What is prepared before it (folded quotes, marked links) may
be forged by a stranger without harm.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import unquote

import nh3
from selectolax.lexbor import LexborHTMLParser

from desk.services.inbox.mail.page_shape import is_sane
from desk.services.inbox.mail.page_text import words_of_page
from desk.services.inbox.mail.words import words
from desk.services.inbox.showing.css import hides, safe_style
from desk.services.inbox.showing.plain import text_as_html
from desk.services.inbox.showing.preparing import prepared
from desk.services.inbox.showing.scripts import takes_for_ever

MOST_REMOTE = 100
MOST_SHOWN = 1 << 20
"""Characters of a page that are shown."""

_MOST_IMAGE = 150_000
_MOST_ENTITIES = 60_000
"""The cleaner takes quadratic time for many in one place."""
_ENOUGH_HIDDEN = 200
_TAGS = words(
    "a abbr address article aside b bdi big blockquote br caption center cite code col colgroup dd del",
    "details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li",
    "main mark nav ol p pre q s samp section small span strike strong sub summary sup table tbody td",
    "tfoot th thead time tr tt u ul var wbr",
)
_DROPPED = words(
    "script style svg math template noscript iframe object embed applet title textarea select xmp noembed",
    "noframes plaintext frameset frame audio video canvas portal fencedframe head",
)
_EVERYWHERE = words(
    "align bgcolor color dir height lang style title valign width",
)
_ATTRIBUTES = {
    "a": {"href", "data-warn"},
    "details": {"class"},
    "col": {"span"},
    "colgroup": {"span"},
    "font": {"face", "size"},
    "hr": {"size", "noshade"},
    "img": {"src", "alt", "border", "hspace", "vspace"},
    "li": {"type", "value"},
    "ol": {"start", "type", "reversed"},
    "table": {"border", "cellpadding", "cellspacing"},
    "td": {"colspan", "rowspan", "nowrap"},
    "th": {"colspan", "rowspan", "nowrap"},
    "ul": {"type"},
    "*": set(_EVERYWHERE),
}
_LINK = re.compile(
    r"(?:https?://[^\s\x00-\x1f\"'<>\\^`{|}]{1,4000}|mailto:[^\s\x00-\x1f\"'<>\\]{1,2000}|"
    r"tel:[0-9+(). \-]{1,40})",
    re.IGNORECASE,
)
_REMOTE = re.compile(r"(?:https?:)?//[^\s\x00-\x1f\"'<>\\^`{|}]{1,4000}", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(?:png|gif|jpe?g|webp|bmp);base64,[A-Za-z0-9+/=\s]+", re.IGNORECASE)
_WORD = re.compile(r"[\w .,;:#%()+\-/]{0,200}")
_BACKGROUND = re.compile(r"background|bgcolor", re.IGNORECASE)
_SPACE = re.compile(r"[\x00-\x20]+")
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeHtml:
    """A page that may be shown.

    remote: addresses of distant pictures, in order. has_hidden: it holds words that are not seen, more than the
    line for lists of mails. is_plain: its structure was a trap, so that only its words are left. is_shortened: it
    was too long to be shown whole.
    """

    html: str
    remote: tuple[str, ...] = ()
    has_hidden: bool = False
    is_plain: bool = False
    is_shortened: bool = False


@dataclass(slots=True)
class _Filter:
    """Decides about attributes while the cleaner walks; keeps what it met."""

    inline: Mapping[str, str]
    pictures: Mapping[str, str]
    on_white: bool
    remote: dict[str, None] = field(default_factory=dict)
    is_hiding: bool = False

    def __call__(self, tag: str, name: str, value: str) -> str | None:
        """Return what an attribute becomes; None: it goes."""
        if name == "style":
            kept = safe_style(value, on_white=self.on_white)
            self.is_hiding = self.is_hiding or hides(kept)
            return kept or None
        if name == "src":
            return self._picture(value) if tag == "img" else None
        if name == "href":
            link = value.strip()
            return link if _LINK.fullmatch(link) else None
        if name == "class":
            return "desk-quote" if value == "desk-quote" else None
        if name in {"alt", "title"}:
            return value[:500].replace("<", "").replace(">", "")
        return value if _WORD.fullmatch(value) else None

    def _picture(self, value: str) -> str | None:
        address = value.strip()
        if address[:4].lower() == "cid:":
            return self.inline.get(address[4:]) or self.inline.get(_unquoted(address[4:]))
        if len(address) <= _MOST_IMAGE and _PICTURE.fullmatch(address):
            return address
        plain = _SPACE.sub("", address)
        if not _REMOTE.fullmatch(plain):
            return None
        plain = f"https:{plain}" if plain.startswith("//") else plain
        if len(self.remote) < MOST_REMOTE:
            self.remote[plain] = None
        return self.pictures.get(plain)


def safe_html(html: str, *, inline: Mapping[str, str], pictures: Mapping[str, str] = _NOTHING) -> SafeHtml:
    """Return a page that runs nothing, loads nothing and leads nowhere by itself. Never raises.

    inline: content id → address to put for cid: pictures. pictures: distant address → address to put; all other
    distant pictures lose theirs, so that their alternative words are seen.
    """
    page, is_shortened = html[:MOST_SHOWN], len(html) > MOST_SHOWN
    ready = prepared(page) if is_sane(page) else None
    if ready is None or ready.count("&") > _MOST_ENTITIES:
        return SafeHtml(html=text_as_html(words_of_page(page)), is_plain=True, is_shortened=is_shortened)
    decide = _Filter(inline, pictures, on_white=not _BACKGROUND.search(page))
    clean = nh3.clean(
        ready,
        tags=set(_TAGS),
        clean_content_tags=set(_DROPPED),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=decide,
        strip_comments=True,
        link_rel="noopener noreferrer nofollow",
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
    )
    if takes_for_ever(clean):
        return SafeHtml(html=text_as_html(words_of_page(page)), is_plain=True, is_shortened=is_shortened)
    return SafeHtml(
        html=clean,
        remote=tuple(decide.remote),
        has_hidden=decide.is_hiding and _hides_words(clean),
        is_shortened=is_shortened,
    )


def _hides_words(clean: str) -> bool:
    """Say whether a clean page holds more unseen words than the line that newsletters hide for lists of mails."""
    letters = 0
    for node in LexborHTMLParser(clean).css("[style*='display:none' i]"):
        letters += sum(map(str.isalnum, node.text()))
        if letters > _ENOUGH_HIDDEN:
            return True
    return False


def _unquoted(content_id: str) -> str:
    return unquote(content_id)
