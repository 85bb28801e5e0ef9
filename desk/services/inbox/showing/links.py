# SPDX-License-Identifier: LicenseRef-Desk
"""Finds where the links of a page that was made safe lead, and which of them say another place; pure."""

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

MOST_LINKS = 2000
"""So many links of a page are judged; whatever follows counts as doubtful."""
MARK = "data-warn"


@dataclass(frozen=True, slots=True)
class Link:
    """A link. target: as the page writes it. is_doubtful: its words name another place, or nobody judged it."""

    target: str
    is_doubtful: bool


def links_of(html: str) -> tuple[Link, ...]:
    """Return the links of HTML that `safe_html` or `text_as_html` made, in their order."""
    if "<a" not in html:
        return ()
    found = LexborHTMLParser(html).css("a[href]")
    return tuple(
        Link(node.attributes.get("href") or "", MARK in node.attributes or number >= MOST_LINKS)
        for number, node in enumerate(found)
    )
