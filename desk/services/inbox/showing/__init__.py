# SPDX-License-Identifier: LicenseRef-Desk
"""Showing what strangers wrote: as HTML that runs nothing, loads nothing and leads nowhere by itself."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.services.inbox.showing.links import Link, links_of
    from desk.services.inbox.showing.plain import text_as_html
    from desk.services.inbox.showing.sanitising import SafeHtml, safe_html
    from desk.services.inbox.showing.scripts import in_pieces
else:
    __getattr__ = opened(
        __name__,
        {
            "links": "Link links_of",
            "plain": "text_as_html",
            "sanitising": "SafeHtml safe_html",
            "scripts": "in_pieces",
        },
    )

__all__ = ["Link", "SafeHtml", "in_pieces", "links_of", "safe_html", "text_as_html"]
