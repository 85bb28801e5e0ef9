# SPDX-License-Identifier: LicenseRef-Desk
"""Alembic's entry: runs the history on the connection that `services.store.schema` hands over."""

from typing import Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext

from desk.models import Base, columns
from desk.models.base import tell_postgresql


def spelled(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write our own column types as themselves in a new step; False leaves the rest to Alembic."""
    if kind == "type":
        if isinstance(item, type(columns.Document)):
            return "columns.Document"
        if isinstance(item, columns.UtcDateTime):
            return "columns.UtcDateTime()"
        if isinstance(item, sa.Enum):
            return f"sa.String(length={item.length})"
    return False


def run() -> None:
    """Upgrade in the transaction of the connection that the configuration's attributes hold.

    Batch mode is what SQLite needs to alter.
    """
    connection = context.config.attributes["connection"]
    tell_postgresql(Base.metadata)  # a new step is written for both databases
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=spelled,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
