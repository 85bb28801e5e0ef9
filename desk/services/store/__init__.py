# SPDX-License-Identifier: LicenseRef-Desk
"""The store: where everything is kept, and how it is reached."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desk.services.store.bulk import insert_new, insert_rows, put_rows, run_rows
    from desk.services.store.changes import Change, Changes
    from desk.services.store.database import UPGRADED, Database, Work
    from desk.services.store.dialects import (
        AnyRow,
        AnySelect,
        adding,
        changed_rows,
        claimable,
        damage,
        database_now,
        held,
        upsert,
        wait_for_turn,
    )
    from desk.services.store.fulltext import FullText
    from desk.services.store.leases import LeaseRow, Leases
    from desk.services.store.passphrase import keep_secrets_in, told_passphrase
    from desk.services.store.reading import portions, read_rows
    from desk.services.store.schema import alembic_config, open_database, upgrade
    from desk.services.store.secrets import Keeping, Secrets
    from desk.services.store.terms import Entry, Span, Term
    from desk.services.store.waking import Waking
else:
    __getattr__ = opened(
        __name__,
        {
            "bulk": "insert_new insert_rows put_rows run_rows",
            "changes": "Change Changes",
            "database": "UPGRADED Database Session Work",
            "dialects": (
                "AnyRow AnySelect adding changed_rows claimable damage database_now held upsert wait_for_turn"
            ),
            "fulltext": "FullText",
            "leases": "LeaseRow Leases",
            "passphrase": "keep_secrets_in told_passphrase",
            "reading": "portions read_rows",
            "schema": "alembic_config open_database upgrade",
            "secrets": "Keeping Secrets",
            "terms": "Entry Span Term",
            "waking": "Waking",
        },
    )

__all__ = [
    "UPGRADED",
    "AnyRow",
    "AnySelect",
    "Change",
    "Changes",
    "Database",
    "Entry",
    "FullText",
    "Keeping",
    "LeaseRow",
    "Leases",
    "Secrets",
    "Session",
    "Span",
    "Term",
    "Waking",
    "Work",
    "adding",
    "alembic_config",
    "changed_rows",
    "claimable",
    "damage",
    "database_now",
    "held",
    "insert_new",
    "insert_rows",
    "keep_secrets_in",
    "open_database",
    "portions",
    "put_rows",
    "read_rows",
    "run_rows",
    "told_passphrase",
    "upgrade",
    "upsert",
    "wait_for_turn",
]
