# SPDX-License-Identifier: LicenseRef-Desk
"""A translation remembers when it is tried again: whoever asked for it is told.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

from desk.models import columns

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. What is under way is tried at once, as before."""
    op.add_column("translation", sa.Column("retry_at", columns.UtcDateTime(), nullable=True))
