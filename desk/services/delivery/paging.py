# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps lists that grow for ever readable by pages: by key, newest first, narrowed to what is asked."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import InstrumentedAttribute

from desk.services.store import AnySelect

Wanted = Iterable[tuple[InstrumentedAttribute[Any], str | None]]
"""Columns and what must be in them; None: anything."""


def newest_first(
    query: AnySelect, key: InstrumentedAttribute[str], wanted: Wanted, after: str | None
) -> AnySelect:
    """Return `query` by descending key, beginning after the row whose key is `after`."""
    for column, value in wanted:
        if value is not None:
            query = query.where(column == value)
    if after is not None:
        query = query.where(key < after)
    return query.order_by(key.desc())
