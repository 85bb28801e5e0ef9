# SPDX-License-Identifier: LicenseRef-Desk
"""Notifications remember that they were made in trial mode."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. What waits in a shop that is still in trial mode is the trial's; go-live ended the rest."""
    op.add_column(
        "notification", sa.Column("is_trial", sa.Boolean(), nullable=False, server_default=sa.false())
    )
