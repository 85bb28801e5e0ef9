# SPDX-License-Identifier: LicenseRef-Desk
"""Decides which parts of a mail are its words and which are files, and reads the words; pure."""

from dataclasses import dataclass, field
from html import escape

from desk.services.inbox.mail.charsets import codec_of, label_in_html, text_of
from desk.services.inbox.mail.flowed import unflowed
from desk.services.inbox.mail.forms import text_of_forms
from desk.services.inbox.mail.header import first
from desk.services.inbox.mail.mail import Flaw
from desk.services.inbox.mail.page_text import MOST
from desk.services.inbox.mail.parameters import worded
from desk.services.inbox.mail.structure import Leaf, Structure
from desk.services.inbox.mail.tnef import PACKS
from desk.services.inbox.mail.transfer import decoded

MOST_BODY = 5 << 20
"""Characters of a text, or of a page; of more the beginning is shown, and the raw view has the rest."""

_WORDS = frozenset({"text/plain", "text/html"})
_NEVER_FILES = frozenset({"text/x-amp-html", "text/watch-html"})
_CARRIED = ("application/", "audio/", "image/", "video/")
_SEALED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})


@dataclass(slots=True)
class Bodies:
    """The words of a mail, and the leaves that are files. plain: as `Mail.plain`."""

    text: str = ""
    plain: str = ""
    html: str | None = None
    files: list[Leaf] = field(default_factory=list)


@dataclass(slots=True)
class _Group:
    """The same words in two forms; what stands alone is a group of its own."""

    plain: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)


def bodies(raw: bytes, found: Structure) -> Bodies:
    """Return the words and the files of a mail; what was wrong is added to `found.flaws`."""
    told = Bodies()
    groups: dict[int, _Group] = {}
    for number, leaf in enumerate(found.leaves):
        if not _is_body(leaf):
            if _can_be_saved(leaf):
                told.files.append(leaf)
            continue
        group = groups.setdefault(leaf.group or -1 - number, _Group())
        words = _words(raw, leaf, found)
        (group.pages if leaf.kind == "text/html" else group.plain).append(words)
    if found.kind in _SEALED and "signed" not in worded(found.headers["content-type"][0]).parameters.get(
        "smime-type", ""
    ):
        found.flaws.append(Flaw.ENCRYPTED)
    _put_together(told, list(groups.values()), found)
    return told


def files_of(found: Structure) -> list[Leaf]:
    """Return the leaves that are files, in the order of `Bodies.files`, without reading any words."""
    return [leaf for leaf in found.leaves if not _is_body(leaf) and _can_be_saved(leaf)]


def _can_be_saved(leaf: Leaf) -> bool:
    return leaf.kind not in _NEVER_FILES or not leaf.group


def is_carried(leaf: Leaf) -> bool:
    """Say whether a leaf is a file that is decoded and no more, whatever is in it."""
    encoding = first(leaf.headers, "content-transfer-encoding").strip().lower()
    return leaf.kind.startswith(_CARRIED) and leaf.kind not in PACKS and encoding == "base64"


def _is_body(leaf: Leaf) -> bool:
    """Say whether a leaf is words: text that does not come as a file."""
    if leaf.kind not in _WORDS:
        return False
    disposition = leaf.headers.get("content-disposition")
    if disposition is None:
        return leaf.depth == 0 or leaf.group != 0 or "name" not in leaf.parameters.parameters
    how = worded(disposition[0])
    if how.word == "attachment":
        return False
    return leaf.depth == 0 or leaf.group != 0 or "filename" not in how.parameters


def _words(raw: bytes, leaf: Leaf, found: Structure) -> str:
    """Return the text of a leaf with plain line ends; too much of it is cut."""
    end = leaf.end
    if end - leaf.start > 4 * MOST_BODY:
        end = leaf.start + 4 * MOST_BODY
        found.flaws.append(Flaw.BODY_TOO_LONG)
    octets, is_clean = decoded(raw[leaf.start : end], first(leaf.headers, "content-transfer-encoding"))
    if not is_clean:
        found.flaws.append(Flaw.BAD_ENCODING)
    label = leaf.parameters.parameters.get("charset", "")
    if not label and leaf.kind == "text/html":
        label = label_in_html(octets)
    text, is_right = text_of(octets, label)
    if not is_right:
        found.flaws.append(Flaw.WRONG_CHARSET if codec_of(label) else Flaw.UNKNOWN_CHARSET)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MOST_BODY:
        text = text[:MOST_BODY]
        found.flaws.append(Flaw.BODY_TOO_LONG)
    if leaf.kind == "text/plain" and leaf.parameters.parameters.get("format", "").lower() == "flowed":
        return unflowed(text, joins_words=leaf.parameters.parameters.get("delsp", "").lower() == "yes")
    return text


def _put_together(told: Bodies, groups: list[_Group], found: Structure) -> None:
    """Take from each group the text for the text and the page for the page; one that lacks a form lends the other."""
    if len(groups) == 1 and len(groups[0].plain) <= 1 >= len(groups[0].pages):  # nearly every mail
        plain, pages = groups[0].plain, groups[0].pages
        told.html = pages[0] if pages else None
        written = plain[0] if plain else ""
        told.text = text_of_forms(written, pages[0]) if pages else written
        told.plain = written if written.strip() and told.text is not written else ""
        return
    # of more pages than anybody reads only those that have no text beside them are made into words
    is_much = sum(len(page) for group in groups for page in group.pages) > MOST
    forms = [_forms(group, is_much=is_much) for group in groups]
    told.text = "\n".join(text for text, _ in forms if text)
    told.plain = "\n".join(plain for _, plain in forms if plain)
    if any(group.pages for group in groups):
        told.html = "\n".join("\n".join(group.pages) or _as_page("\n".join(group.plain)) for group in groups)
    if len(told.text) > MOST_BODY or len(told.html or "") > MOST_BODY:
        told.text = told.text[:MOST_BODY]
        told.html = told.html[:MOST_BODY] if told.html is not None else None
        found.flaws.append(Flaw.BODY_TOO_LONG)
    told.plain = told.plain[:MOST_BODY] if told.plain[:MOST_BODY] != told.text else ""


def _forms(group: _Group, *, is_much: bool) -> tuple[str, str]:
    """Return what a group says, and what its text says where it has one."""
    plain, page = "\n".join(group.plain), "\n".join(group.pages)
    if not group.pages or (is_much and plain):
        return plain, plain
    text = text_of_forms(plain, page)
    return text, plain or text


def _as_page(text: str) -> str:
    return f'<div style="white-space: pre-wrap">{escape(text)}</div>' if text.strip() else ""
