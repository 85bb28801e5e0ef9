# SPDX-License-Identifier: LicenseRef-Desk
"""Opens the data: all that a door stands on."""

from dataclasses import dataclass

from desk.config import Config
from desk.services.store import Database, keep_secrets_in, open_database


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a door stands on."""

    config: Config
    db: Database

    def close(self) -> None:
        """Let the database go."""
        self.db.close()


def open_desk(config: Config) -> Desk:
    """Open the data; raises what `open_database` raises."""
    keep_secrets_in(config.home)
    db = open_database(config.database)
    db.watch()
    return Desk(config=config, db=db)
