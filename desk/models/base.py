# SPDX-License-Identifier: LicenseRef-Desk
"""What every table shares: constraint names and the map from annotations to columns."""

from typing import Any

from sqlalchemy import Index, MetaData, event, text
from sqlalchemy.orm import DeclarativeBase

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The root of every table."""

    metadata = MetaData(naming_convention=NAMES)


_WHERE = "where"


def partial_index(name: str, *columns: str, where: str) -> Index:
    """Return an index of the rows for which `where` holds.

    Naming an option of PostgreSQL loads its whole dialect, for which a window on a file does not wait: it is
    told by `tell_postgresql`, when tables are made.
    """
    clause = text(where)
    return Index(name, *columns, sqlite_where=clause, info={_WHERE: clause})


def tell_postgresql(metadata: MetaData) -> None:
    """Give every partial index its PostgreSQL half."""
    for table in metadata.tables.values():
        for index in table.indexes:
            if _WHERE in index.info:
                index.dialect_kwargs["postgresql_where"] = index.info[_WHERE]


@event.listens_for(Base.metadata, "before_create")
def _on_create(metadata: MetaData, connection: Any, **_options: object) -> None:  # noqa: ANN401 - as events are
    if connection.dialect.name == "postgresql":
        tell_postgresql(metadata)
