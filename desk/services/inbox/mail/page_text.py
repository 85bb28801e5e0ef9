# SPDX-License-Identifier: LicenseRef-Desk
"""Writes the words of an HTML page as plain text, links kept; for mails that come without a text; pure."""

import re
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from desk.services.inbox.mail.page_shape import COMMENT, is_sane
from desk.services.inbox.mail.words import words

MOST = 1 << 20
"""Characters of a page that are read; a person has long stopped by then."""

_LEFT_OUT = words(
    "head script style template title noscript svg math iframe object select textarea",
)
_LINES = words(
    "address article aside body center dd div dt fieldset figcaption figure footer form header hr ",
    "legend li main nav section tbody tfoot thead tr br",
)
_PARAGRAPHS = words(
    "p h1 h2 h3 h4 h5 h6 blockquote ul ol table pre dl",
)
_LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>]{1,1000}", re.IGNORECASE)
_WHITE = re.compile(r"[ \t\n\r\f\v]+")
_BREAKS = re.compile(r"[ \t\x01\x02]*[\x01\x02][ \t\x01\x02]*")
_TAG = re.compile(r"<[^<>]*>")


def words_of_page(html: str) -> str:
    """Return the words of a page: a line for each block, lists with dashes, quotes with >, link targets in <>."""
    page = html[:MOST]
    if not is_sane(page):
        return _stripped(page)
    root = LexborHTMLParser(page).root
    return _text(_pieces(root)) if root is not None else ""


def _stripped(html: str) -> str:
    """Return what stands between the tags of a page that no parser may have."""
    return _WHITE.sub(" ", unescape(_TAG.sub(" ", COMMENT.sub("", html)))).strip()


def _pieces(root: LexborNode) -> list[str]:
    """Return text, and breaks as control characters; walks without recursion, however deep the page is."""
    pieces: list[str] = []
    node: LexborNode | None = root
    while node is not None:
        child = _open(node, pieces)
        if child is not None:
            node = child
            continue
        while node is not None:
            _close(node, pieces)
            if node.next is not None:
                node = node.next
                break
            node = node.parent if node.mem_id != root.mem_id else None
    return pieces


def _open(node: LexborNode, pieces: list[str]) -> LexborNode | None:
    """Write what stands before a node's children; return its first child, None when there is none to see."""
    tag = node.tag
    if tag == "-text":
        pieces.append(_WHITE.sub(" ", (node.text_content or "").replace("\x01", "").replace("\x02", "")))
        return None
    if tag in _LEFT_OUT:
        return None
    if tag in _PARAGRAPHS:
        pieces.append("\x02")
    elif tag in _LINES:
        pieces.append("\x01")
    if tag == "blockquote":
        pieces.append("\x03")
    elif tag == "li":
        pieces.append("- ")
    elif tag == "img":
        pieces.append(_alternative(node))
    return node.first_child


def _close(node: LexborNode, pieces: list[str]) -> None:
    tag = node.tag
    if tag == "a":
        _name_target(node, pieces)
    elif tag == "blockquote":
        pieces.append("\x04")
    elif tag in {"td", "th"}:
        pieces.append(" ")
    if tag in _PARAGRAPHS:
        pieces.append("\x02")
    elif tag in _LINES and tag != "br":
        pieces.append("\x01")


def _alternative(node: LexborNode) -> str:
    told = _WHITE.sub(" ", node.attributes.get("alt") or "").strip()
    return f"[{told}]" if told else ""


def _name_target(node: LexborNode, pieces: list[str]) -> None:
    """Write a link's target behind its words, unless the words are the target."""
    target = (node.attributes.get("href") or "").strip()
    if not _LINK.fullmatch(target):
        return
    plain = target.partition(":")[2].strip("/") if not target.lower().startswith("http") else target
    words = "".join(pieces[-8:])
    bare = plain.partition("://")[2].rstrip("/") or plain
    if bare not in words:
        pieces.append(f" <{target}>")


def _text(pieces: list[str]) -> str:
    """Return the pieces as lines: at most one empty one between two, those of a quote marked."""
    lines: list[str] = []
    depth, was_gap = 0, True
    for block in re.split("([\x01-\x04])", "".join(pieces)):
        if block == "\x03":
            depth += 1
        elif block == "\x04":
            depth = max(depth - 1, 0)
        elif block == "\x02":
            if not was_gap:
                lines.append("")
            was_gap = True
        elif block.strip() and block != "\x01":
            lines.append(f"{'>' * depth} {block.strip()}" if depth else block.strip())
            was_gap = False
    return "\n".join(lines).strip()
