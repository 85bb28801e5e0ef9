# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the tags of customers readable: which are in use, and how often."""

import json
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Text, cast, func, select
from sqlalchemy.orm import Session

from desk.models import Customer

MOST_SETS = 2_000
"""So many different sets of tags are looked through, the most usual first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRow:
    """A tag and how many active customers have it."""

    tag: str
    count: int


class Tags:
    """Reader of tags."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def used(self, limit: int = 100) -> tuple[TagRow, ...]:
        """Return the tags of active customers, the most usual first, at most `limit`."""
        # Customers share few sets of tags: the database counts the sets, the tags are counted here.
        tags, count = cast(Customer.tags, Text).label("tags"), func.count().label("customers")
        query = select(tags, count).where(Customer.archived_at.is_(None)).group_by(tags)
        counted: Counter[str] = Counter()
        for row in self._session.execute(query.order_by(count.desc()).limit(MOST_SETS)):
            for tag in json.loads(row.tags):
                counted[tag] += row.customers
        usual = sorted(counted.items(), key=lambda item: (-item[1], item[0].casefold()))
        return tuple(TagRow(tag=tag, count=count) for tag, count in usual[:limit])
