# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the command line in the test's own process, on a database that is there already."""

import json
import logging
import shutil
from dataclasses import dataclass

import pytest

from desk import config
from desk.cli import main
from tests.journeys.shop import Shop


@dataclass(frozen=True)
class Said:
    """How a command ended: its exit status, what it wrote, and what it complained of."""

    status: int
    out: str
    error: str

    @property
    def rows(self):
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def place(desk_home, sqlite_template, monkeypatch):
    """A data folder with an empty database, which the environment names."""
    made = config.at(desk_home)
    shutil.copy(sqlite_template, desk_home / "desk.db")
    monkeypatch.delenv("DESK_DATABASE", raising=False)
    return made


@pytest.fixture
def shop(place):
    """A small shop with one customer."""
    made = Shop(place.home)
    made.set_up()
    made.people(1)
    yield made
    made.close()


@pytest.fixture
def desk(place, capsys):
    """Run `desk ARGUMENTS…`."""

    def run(*arguments):
        capsys.readouterr()
        try:
            status = main([str(word) for word in arguments])
        except SystemExit as end:  # argparse's own
            status = end.code
        out, error = capsys.readouterr()
        assert "Traceback" not in out + error
        return Said(status, out, error)

    before = logging.getLogger().level
    yield run
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, logging.FileHandler)]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(before)
