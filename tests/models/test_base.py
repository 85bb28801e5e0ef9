# SPDX-License-Identifier: LicenseRef-Desk
"""An index of some rows says which on both databases."""

import pytest
from sqlalchemy import Column, MetaData, String, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex

from desk.models import Base
from desk.models.base import partial_index, tell_postgresql


@pytest.mark.parametrize("dialect", [postgresql.dialect(), sqlite.dialect()])
def test_a_partial_index_is_partial_everywhere(dialect):
    metadata = MetaData()
    Table("box", metadata, Column("state", String), partial_index("ix_open", "state", where="state = 'open'"))
    tell_postgresql(metadata)
    [index] = metadata.tables["box"].indexes
    assert str(CreateIndex(index).compile(dialect=dialect)).endswith("(state) WHERE state = 'open'")


def test_every_partial_index_of_ours_is_known_to_both():
    tell_postgresql(Base.metadata)
    some = [index for table in Base.metadata.tables.values() for index in table.indexes if index.info]
    assert len(some) >= 4
    assert all(
        index.dialect_kwargs["postgresql_where"] is index.dialect_kwargs["sqlite_where"] for index in some
    )
