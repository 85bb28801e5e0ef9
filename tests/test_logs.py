# SPDX-License-Identifier: LicenseRef-Desk
import logging
import sys
from pathlib import Path

import pytest

from desk import logs

log = logging.getLogger("desk.test")


@pytest.fixture(autouse=True)
def _as_it_was():
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield
    for handler in [one for one in root.handlers if one not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("password=horse", "password=***"),
        ('token: "abc def"', "token: ***"),
        ("Authorization: Bearer abc", "Authorization: ***"),
        ("postgresql://desk:horse@example.org/desk", "postgresql://desk:***@example.org/desk"),
        ("the passage of 3 tokens", "the passage of 3 tokens"),
    ],
)
def test_no_secret_is_written(tmp_path, said, written):
    logs.start(tmp_path / "desk.log")
    log.info(said)
    assert (tmp_path / "desk.log").read_text("utf-8").endswith(f"desk.test: {written}\n")


def test_a_second_start_takes_the_place_of_the_first(tmp_path):
    logs.start(tmp_path / "one.log")
    logs.start(tmp_path / "two.log")
    log.info("once")
    assert not (tmp_path / "one.log").exists()
    assert (tmp_path / "two.log").read_text("utf-8").count("once") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a disk that is always full")
def test_on_a_full_disk_the_line_is_lost_and_nothing_else(tmp_path, capsys):
    (tmp_path / "desk.log").symlink_to(Path("/dev/full"))
    logs.start(tmp_path / "desk.log")
    log.info("lost")
    assert capsys.readouterr() == ("", "")


def test_a_row_that_the_database_refused_is_not_told():
    said = (
        'psycopg.errors.NotNullViolation: null value in column "x"\n'
        "DETAIL:  Failing row contains (a, Bonjour Sophie,\nvotre code est 1234, null).\n\n"
        "The above exception was the direct cause of the following exception:\n\n"
        "sqlalchemy.exc.IntegrityError: null value\nDETAIL:  Key (address)=(sophie@example.org) exists.\n"
        "[SQL: INSERT INTO x]"
    )
    told = logs.redact(said)
    assert "Sophie" not in told
    assert "1234" not in told
    assert "sophie@" not in told
    assert "The above exception" in told
    assert "[SQL: INSERT INTO x]" in told


def test_a_document_that_the_database_could_not_read_is_not_told():
    said = (
        "psycopg.errors.InvalidTextRepresentation: invalid input syntax for type json\n"
        'CONTEXT:  JSON data, line 1: {"order.note":"votre code est 1234"...\n[SQL: INSERT INTO x]'
    )
    told = logs.redact(said)
    assert "1234" not in told
    assert "[SQL: INSERT INTO x]" in told
