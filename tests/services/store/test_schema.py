# SPDX-License-Identifier: LicenseRef-Desk
"""The history of the tables ends where the models stand, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, make_url

from desk.models import Base
from desk.services.store import alembic_config
from desk.services.store.schema import HEAD


def test_head_is_the_newest_step():
    assert ScriptDirectory.from_config(alembic_config()).get_heads() == [HEAD]


def test_the_history_makes_what_the_models_say(any_url):
    url = make_url(any_url)
    if url.get_backend_name() == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    engine = create_engine(url)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    engine.dispose()
    assert differences == []
