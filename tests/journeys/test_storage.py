# SPDX-License-Identifier: LicenseRef-Desk
"""The disk is full, the database is locked: nothing is lost, and the service goes on when it can."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desk.errors import Unavailable
from desk.models.vocabulary import DeliveryState
from tests import servers
from tests.journeys.post_office import PostOffice
from tests.journeys.shop import Shop

MAILS = 40
LOCK = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], timeout=30, isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
time.sleep(float(sys.argv[2]))
connection.execute("ROLLBACK")
"""


def small_disk(folder, megabytes):
    """Mount a small disk that nobody else sees; return its folder as others reach it, and its keeper.

    It lives in a mount namespace of its own and goes with the process that keeps it.
    """
    unshare = shutil.which("unshare", path=servers.SBIN)
    if not (servers.IS_ROOT and unshare):
        raise servers.Missing("a small disk needs root and unshare (util-linux)")
    folder.mkdir()
    words = f'mount -t tmpfs -o size={megabytes}m none "{folder}" && echo ready && exec sleep 600'
    keeper = subprocess.Popen(
        [unshare, "-m", "--propagation", "private", "sh", "-c", words], stdout=subprocess.PIPE, text=True
    )
    if keeper.stdout.readline() != "ready\n":
        keeper.wait(10)
        raise servers.Missing("mounts are not allowed here")
    return Path(f"/proc/{keeper.pid}/root{folder}"), keeper


@pytest.fixture
def disk(tmp_path):
    folder, keeper = servers.started(lambda: small_disk(tmp_path / "disk", 6))
    yield folder
    keeper.kill()
    keeper.communicate()


def fill(file):
    """Take every byte that is left."""
    with file.open("wb", buffering=0) as ballast, contextlib.suppress(OSError):
        for size in (1 << 16, 1 << 12, 1):
            with contextlib.suppress(OSError):
                while True:
                    ballast.write(b"\0" * size)


def shrink(database):
    """Give back the log that SQLite writes over and over, so that its next byte needs room."""
    with contextlib.closing(sqlite3.connect(database, timeout=30)) as connection:
        while connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            time.sleep(0.01)


def test_the_disk_is_full_for_a_while(tmp_path, disk, sqlite_template):
    shutil.copy(sqlite_template, disk / "desk.db")
    shop = Shop(tmp_path / "home", f"sqlite:///{disk / 'desk.db'}")
    with PostOffice(dot_s=0.05) as office:
        shop.set_up()
        shop.account(office.port, connections=2)
        shop.people(MAILS)
        service = shop.start()
        shop.ready()
        shop.wait(lambda: len(office.mails) >= 5)
        shrink(disk / "desk.db")
        fill(disk / "ballast")
        shop.wait(lambda: "disk_full" in shop.log())
        with pytest.raises(Unavailable, match="disk_full"):
            shop.people(200)
        time.sleep(0.5)
        before = len(office.mails)
        time.sleep(1)
        assert len(office.mails) == before < MAILS, "it sends what it cannot write down"
        assert service.is_running()
        (disk / "ballast").unlink()
        shop.wait(lambda: shop.sent() == MAILS)
        assert service.stop() == 0
        assert len(office.counts) == len(office.mails) == MAILS
        assert shop.states() == {DeliveryState.SENT: MAILS}
    shop.close()


def locked_for(tmp_path, seconds):
    """Let another process hold the database while messages are under way."""
    shop = Shop(tmp_path / "home")
    with PostOffice(dot_s=0.05) as office:
        shop.set_up()
        shop.account(office.port, connections=2)
        shop.people(MAILS)
        service = shop.start()
        shop.ready()
        shop.wait(lambda: len(office.mails) >= 5)
        command = [sys.executable, "-c", LOCK, os.fspath(shop.place.home / "desk.db"), str(seconds)]
        locker = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert locker.stdout.readline() == "locked\n"
        time.sleep(0.5)
        held = len(office.mails)
        assert held < MAILS
        locker.communicate()
        assert len(office.mails) <= held + 2, "at most what was under way"
        shop.wait(lambda: shop.sent() == MAILS)
        assert service.stop() == 0
        assert len(office.counts) == len(office.mails) == MAILS
        assert "Traceback" not in shop.log()
    shop.close()


def test_another_process_locks_the_database(tmp_path):
    locked_for(tmp_path, 4)


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seconds", [10, 40, 100])
def test_another_process_locks_the_database_for_long(tmp_path, seconds):
    locked_for(tmp_path, seconds)
