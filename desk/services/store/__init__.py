# SPDX-License-Identifier: LicenseRef-Desk
"""The store: where everything is kept, and how it is reached."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desk.services.store.bulk import insert_rows, run_rows
    from desk.services.store.changes import Change, Changes
    from desk.services.store.database import Database, Work
    from desk.services.store.dialects import AnyRow, AnySelect, changed_rows, locked, upsert
    from desk.services.store.leases import LeaseRow, Leases
    from desk.services.store.reading import read_rows
    from desk.services.store.schema import alembic_config, open_database, upgrade
    from desk.services.store.secrets import Secrets
else:
    __getattr__ = opened(
        __name__,
        {
            "database": "Session Database Work",
            "bulk": "insert_rows run_rows",
            "changes": "Change Changes",
            "dialects": "AnyRow AnySelect changed_rows locked upsert",
            "leases": "LeaseRow Leases",
            "reading": "read_rows",
            "schema": "alembic_config open_database upgrade",
            "secrets": "Secrets",
        },
    )

__all__ = [
    "AnyRow",
    "AnySelect",
    "Change",
    "Changes",
    "Database",
    "LeaseRow",
    "Leases",
    "Secrets",
    "Session",
    "Work",
    "alembic_config",
    "changed_rows",
    "insert_rows",
    "locked",
    "open_database",
    "read_rows",
    "run_rows",
    "upgrade",
    "upsert",
]
