# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the tables at the newest step of their history."""

from __future__ import annotations

import logging
from importlib.resources import files
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from desk.errors import Misconfigured
from desk.services.store.database import Database
from desk.services.store.dialects import begin_rebuilding, broken_references, engine, verdict

if TYPE_CHECKING:
    from alembic.config import Config

log = logging.getLogger(__name__)

HEAD = "0006"
"""The newest step; a test compares it with the history."""


def open_database(url: str) -> Database:
    """Return the database at `url`, its tables made or brought up to date first.

    Raises Misconfigured("database_newer") when a newer Desk has written it, and whatever `Database` raises.
    """
    upgrade(url)
    return Database(url, HEAD)


def upgrade(url: str) -> str:
    """Bring the tables to HEAD, all the way or not at all; return the step before ("" for an empty database).

    Raises Misconfigured("database_not_upgraded") when they cannot be: everything is as it was.
    """
    made = engine(url, writes=True, size=1)
    try:
        before = _step(made)
        if before != HEAD:
            _run(made, before)
    except DBAPIError as error:
        meaning = verdict(error)
        if meaning is None:
            log.exception("the tables could not be brought up to date")
            raise Misconfigured("database_not_upgraded") from error
        raise meaning from error
    else:
        return before
    finally:
        made.dispose()


def alembic_config(url: str = "") -> Config:
    """Return Alembic's configuration for our history; Alembic is imported only here (it is slow to load)."""
    from alembic.config import Config as AlembicConfig

    config = AlembicConfig()
    config.set_main_option("script_location", str(files("desk.models") / "migrations"))
    config.set_main_option("path_separator", "os")
    if url:
        config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def _step(on: Engine) -> str:
    with on.connect() as connection:
        return _step_in(connection)


def _step_in(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def _run(on: Engine, before: str) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory

    config = alembic_config()
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if before and before not in known:
        raise Misconfigured("database_newer", step=before)
    with on.connect() as connection:
        begin_rebuilding(connection)
        if _step_in(connection) != HEAD:  # unless somebody else was at it while we waited
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if broken := broken_references(connection):
                raise Misconfigured("database_not_upgraded", tables=", ".join(broken))
        connection.commit()
