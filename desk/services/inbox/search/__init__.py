# SPDX-License-Identifier: LicenseRef-Desk
"""Search: everything that was said, as it is typed."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.services.inbox.search.document import (
        Document,
        first_key,
        free_keys,
        odd_header_id,
        stretches,
        texts_of,
    )
    from desk.services.inbox.search.finding import MailSearch, found_conversations
    from desk.services.inbox.search.query import Query, parse
    from desk.services.inbox.search.tidying import Tidying
    from desk.services.inbox.search.words import searchable
else:
    __getattr__ = opened(
        __name__,
        {
            "document": "Document first_key free_keys odd_header_id stretches texts_of",
            "finding": "MailSearch found_conversations",
            "query": "Query parse",
            "tidying": "Tidying",
            "words": "searchable",
        },
    )

__all__ = [
    "Document",
    "MailSearch",
    "Query",
    "Tidying",
    "first_key",
    "found_conversations",
    "free_keys",
    "odd_header_id",
    "parse",
    "searchable",
    "stretches",
    "texts_of",
]
