# SPDX-License-Identifier: LicenseRef-Desk
"""Sums of what was deleted, and indexes for what merging, purging and removing look up.

Revision ID: 0004
Revises: 0003

Some databases of the step before have a part of it already; what is there is left alone.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_INDEXES = (
    ("conversation", "ix_conversation_deleted_at", "deleted_at", "deleted_at is not null"),
    ("conversation", "ix_conversation_merged_into", "merged_into", "merged_into is not null"),
    ("notice", "ix_notice_conversation_id", "conversation_id", None),
    ("bot_task", "ix_bot_task_conversation_id", "conversation_id", None),
)


def upgrade() -> None:
    """Add what is missing."""
    found = sa.inspect(op.get_bind())
    if not any(one["name"] == "content_sum" for one in found.get_columns("tombstone")):
        _add_sum()
    for table, name, column, where in _INDEXES:
        if any(one["name"] == name for one in found.get_indexes(table)):
            continue
        only = sa.text(where) if where else None
        op.create_index(name, table, [column], unique=False, sqlite_where=only, postgresql_where=only)


def _add_sum() -> None:
    with op.batch_alter_table("tombstone", schema=None) as batch_op:
        batch_op.add_column(sa.Column("content_sum", sa.String(length=64), server_default="", nullable=False))
    with op.batch_alter_table("tombstone", schema=None) as batch_op:
        batch_op.alter_column("content_sum", server_default=None)
