# SPDX-License-Identifier: LicenseRef-Desk
"""Lines of the suppression list remember that a played customer of the trial asked for them.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. What is on the list already counts as real: nobody can tell any more who asked for it."""
    op.add_column(
        "suppression", sa.Column("is_trial", sa.Boolean(), nullable=False, server_default=sa.false())
    )
