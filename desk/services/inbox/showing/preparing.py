# SPDX-License-Identifier: LicenseRef-Desk
"""Prepares a page for the cleaner: its sheets and background, folded quotes, links that say another place; pure."""

import re
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from desk.services.inbox.mail.senders import leads_elsewhere
from desk.services.inbox.showing.links import MARK, MOST_LINKS
from desk.services.inbox.showing.sheets import inlined

_QUOTES = (
    "div.gmail_quote, div.gmail_quote_container, blockquote[type=cite], div.yahoo_quoted, div.protonmail_quote, "
    "div.moz-cite-prefix, div.OutlookMessageHeader, div#divRplyFwdMsg, div#mail-editor-reference-message-container, "
    "blockquote.gmail_quote, blockquote.protonmail_quote, div[name=quoted-content], div.zmail_extra, "
    "div.tutanota_quote, blockquote.tutanota_quote, div.quote, "
    "div[style*='border-top:solid #E1E1E1' i], div[style*='border-top:solid #B5C4DF' i]"
)
_TO_THE_END = frozenset({"divRplyFwdMsg"})
_OUTLOOK = re.compile(r"border-top:\s*solid\s+#(?:E1E1E1|B5C4DF)", re.IGNORECASE)
_MOST_QUOTES = 10
_MOST_FOUND = 200
_FOLD = '<details class="desk-quote"><summary></summary></details>'


def prepared(page: str) -> str:
    """Return the body of a page as one element, prepared. The page must be sane."""
    tree = LexborHTMLParser(page)
    body = tree.body
    if body is None:
        return page
    inlined(tree)
    _mark_links(tree)
    _fold_quotes(tree)
    inner = body.inner_html or ""
    look = _look(body)
    return f'<div style="{escape(look)}">{inner}</div>' if look else inner


def _look(body: LexborNode) -> str:
    told = body.attributes
    colour = told.get("bgcolor") or ""
    style = told.get("style") or ""
    text = told.get("text") or ""
    own = [f"background-color:{colour}" if colour else "", f"color:{text}" if text else "", style]
    return ";".join(one for one in own if one)


def _mark_links(tree: LexborHTMLParser) -> None:
    """Mark doubtful links: those that say another place, and all that nobody has the time to judge."""
    for number, node in enumerate(tree.css("a[href]")):
        target = node.attributes.get("href") or ""
        if number >= MOST_LINKS or leads_elsewhere(node.text()[:300], target):
            node.attrs[MARK] = "1"
        elif MARK in node.attributes:
            del node.attrs[MARK]


def _fold_quotes(tree: LexborHTMLParser) -> None:
    """Put each outermost quote into a fold; one that Outlook begins reaches to the end of its surroundings.

    They are looked up anew each time: what was found inside a quote is gone when the quote was moved.
    """
    for _ in range(_MOST_QUOTES):
        unfolded = (one for one in tree.css(_QUOTES)[:_MOST_FOUND] if not _is_folded(one))
        quote = next(unfolded, None)
        if quote is None:
            return
        node = _outermost(quote) if _is_outlook(quote) else quote
        _fold([node, *(_following(node) if _is_outlook(quote) else ())])


def _fold(reach: list[LexborNode]) -> None:
    empty = LexborHTMLParser(_FOLD).css_first("details")
    assert empty is not None
    reach[0].insert_before(empty)
    fold = reach[0].prev
    assert fold is not None
    for one in reach:
        fold.insert_child(one)  # a copy
        one.decompose()


def _is_outlook(node: LexborNode) -> bool:
    return node.id in _TO_THE_END or _OUTLOOK.search(node.attributes.get("style") or "") is not None


def _outermost(node: LexborNode) -> LexborNode:
    """Return the box around a node that holds nothing else."""
    while True:
        above = node.parent
        if above is None or above.tag != "div" or _beside(node):
            return node
        node = above


def _beside(node: LexborNode) -> bool:
    return any(
        one is not None and (one.tag != "-text" or one.text().strip()) for one in (node.prev, node.next)
    )


def _following(node: LexborNode) -> list[LexborNode]:
    found = []
    after = node.next
    while after is not None:
        found.append(after)
        after = after.next
    return found


def _is_folded(node: LexborNode) -> bool:
    above = node.parent
    while above is not None:
        if above.tag == "details" and above.attributes.get("class") == "desk-quote":
            return True
        above = above.parent
    return False
