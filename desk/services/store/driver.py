# SPDX-License-Identifier: LicenseRef-Desk
"""Runs a statement that is already in the driver's own words, past everything that is decided once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, Dialect
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

_KEPT = "driver"


@dataclass(frozen=True, slots=True)
class Driver:
    """The driver's connection under a transaction. Every method raises DBAPIError, as SQLAlchemy does."""

    connection: Connection
    raw: DBAPIConnection
    dialect: Dialect

    def run_many(self, text: str, rows: Sequence[Any]) -> None:
        """Run `text` once for each of `rows`."""
        cursor = self.raw.cursor()
        try:
            cursor.executemany(text, rows)
        except self.dialect.loaded_dbapi.Error as error:
            raise self._told(text, error) from error
        finally:
            cursor.close()

    def ask(self, text: str, values: Any) -> tuple[Sequence[Any], list[tuple[Any, ...]]]:  # noqa: ANN401
        """Return the columns (as the driver describes them) and the rows of a query."""
        cursor = self.raw.cursor()
        try:
            cursor.execute(text, values)
            return cast("Sequence[Any]", cursor.description), cast("list[Any]", cursor.fetchall())
        except self.dialect.loaded_dbapi.Error as error:
            raise self._told(text, error) from error
        finally:
            cursor.close()

    def ask_last(self, text: str) -> list[tuple[Any, ...]]:
        """Send several statements at once; return the rows of the last. PostgreSQL only."""
        cursor = self.raw.cursor()
        try:
            cursor.execute(text)
            while cursor.nextset():
                pass
            return cast("list[Any]", cursor.fetchall())
        except self.dialect.loaded_dbapi.Error as error:
            raise self._told(text, error) from error
        finally:
            cursor.close()

    def _told(self, text: str, error: Exception) -> BaseException:
        """Return what SQLAlchemy would have raised; parameters are never shown."""
        is_lost = self.dialect.is_disconnect(cast("Any", error), self.raw, None)
        if is_lost:
            self.connection.invalidate(error)
        return DBAPIError.instance(
            text,
            None,
            error,
            self.dialect.loaded_dbapi.Error,
            hide_parameters=True,
            connection_invalidated=is_lost,
            dialect=self.dialect,
        )


def driver_of(session: Session) -> Driver:
    """Return the driver under `session`; where one session is one transaction, it is looked up once."""
    kept: Driver | None = session.info.get(_KEPT)
    return kept if kept is not None else _driver(session)


def keep_driver(session: Session) -> None:
    """Look the driver up now, for a session that lives for one transaction only."""
    session.info[_KEPT] = _driver(session)


def _driver(session: Session) -> Driver:
    connection = session.connection()
    raw = cast("DBAPIConnection", connection.connection.dbapi_connection)
    return Driver(connection, raw, connection.dialect)
