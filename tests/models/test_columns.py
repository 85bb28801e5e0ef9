# SPDX-License-Identifier: LicenseRef-Desk
"""Both databases keep the same thing, each in its own way; a file alone loads no other dialect."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Column, MetaData, Table, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.schema import CreateTable

from desk.models.columns import Document, UtcDateTime

PAPERS = Table("papers", MetaData(), Column("kept", Document))
NAIVE = datetime(2026, 7, 1, 10, tzinfo=UTC).replace(tzinfo=None)
SQLITE, POSTGRESQL = sqlite.dialect(), psycopg.dialect()


def test_a_document_is_jsonb_where_there_is_such_a_thing():
    assert "kept JSONB" in str(CreateTable(PAPERS).compile(dialect=postgresql.dialect()))
    assert "kept JSON" in str(CreateTable(PAPERS).compile(dialect=SQLITE)).replace("JSONB", "-")
    written = str(insert(PAPERS).values(kept={"a": 1}).compile(dialect=POSTGRESQL))
    assert "%(kept)s::JSONB" in written


def test_a_document_is_asked_for_its_parts():
    asked = select(PAPERS.c.kept["a"]["b"])
    assert "papers.kept ->" in str(asked.compile(dialect=POSTGRESQL))
    assert "JSON_EXTRACT" in str(asked.compile(dialect=SQLITE)).upper()


def test_no_document_is_null_and_not_the_word_null():
    bind = Document.dialect_impl(SQLITE).bind_processor(SQLITE)
    assert bind is not None
    assert bind(None) is None
    assert bind({}) == "{}"


def test_the_tables_alone_load_no_foreign_dialect():
    look = "import sys, desk.models; print(*[one for one in sys.modules if 'dialects.postgresql' in one])"
    done = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == ""


def test_an_instant_is_kept_in_utc_and_never_naive():
    kept = UtcDateTime()
    paris = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    assert kept.process_bind_param(paris, SQLITE) == datetime(2026, 7, 1, 10, tzinfo=UTC)
    assert kept.process_result_value(NAIVE, SQLITE) == paris
    assert kept.process_bind_param(None, SQLITE) is None
    with pytest.raises(ValueError, match="naive"):
        kept.process_bind_param(NAIVE, SQLITE)
