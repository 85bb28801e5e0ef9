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
