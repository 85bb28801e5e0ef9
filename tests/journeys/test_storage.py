# SPDX-License-Identifier: LicenseRef-Desk
"""The disk is full, the database is locked: nothing is lost, and the service goes on when it can."""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desk import config
from desk.models.vocabulary import DeliveryState
from tests import servers
from tests.journeys.post_office import PostOffice
from tests.journeys.shop import Shop

MAILS = 40
LOCK = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], timeout=30, isolation_level=None)
sys.stdin.readline()  # started before it is needed: a slow start would come when all is sent
connection.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
time.sleep(float(sys.argv[2]))
connection.execute("ROLLBACK")
"""


class SmallDisk:
    """A disk of a few megabytes in a mount namespace of its own, which goes with the process that keeps it.

    path: where programs that run `under` these words find it. folder: the same, for looking from outside.
    """

    def __init__(self, path, megabytes):
        unshare, nsenter = (shutil.which(name, path=servers.SBIN) for name in ("unshare", "nsenter"))
        if not (servers.IS_ROOT and unshare and nsenter):
            raise servers.Missing("a small disk needs root, unshare and nsenter (util-linux)")
        path.mkdir()
        words = f'mount -t tmpfs -o size={megabytes}m none "{path}" && echo ready && exec sleep 600'
        command = [unshare, "-m", "--propagation", "private", "sh", "-c", words]
        self._keeper = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        if self._keeper.stdout.readline() != "ready\n":
            self.remove()
            pytest.skip("mounts are not allowed here, and nothing that one installs would change that")
        self.path = path
        self.folder = Path(f"/proc/{self._keeper.pid}/root{path}")
        self.under = (nsenter, f"--mount=/proc/{self._keeper.pid}/ns/mnt", f"--wd={Path.cwd()}")

    def fill(self):
        """Take every byte that is left."""
        with (self.folder / "ballast").open("wb", buffering=0) as ballast:
            for size in (1 << 16, 1 << 12, 1):
                with contextlib.suppress(OSError):
                    while True:
                        ballast.write(b"\0" * size)

    def make_room(self):
        (self.folder / "ballast").unlink()

    def remove(self):
        self._keeper.kill()
        self._keeper.communicate()


@pytest.fixture
def disk(tmp_path):
    made = servers.started(lambda: SmallDisk(tmp_path / "disk", 6))
    yield made
    made.remove()


def test_the_disk_is_full_for_a_while(tmp_path, disk, sqlite_url):
    shop = Shop(tmp_path / "home", sqlite_url)
    with PostOffice(dot_s=0.05) as office:
        shop.set_up()
        shop.account(office.port, connections=2)
        shop.people(MAILS)
        shop.ready()
        shop.close()
        shutil.copy(tmp_path / "desk.db", disk.folder)
        place = config.at(tmp_path / "home", f"sqlite:///{disk.path / 'desk.db'}")
        service = shop.start(place=place, under=disk.under)
        shop.wait(lambda: len(office.mails) >= 5)
        disk.fill()
        shop.wait(lambda: "disk_full" in shop.log())
        assert "disk is full" in refusal_of_an_event(disk, place)
        time.sleep(0.5)
        before = len(office.mails)
        time.sleep(1)
        assert len(office.mails) == before < MAILS, "it sends what it cannot write down"
        assert service.is_running()
        disk.make_room()
        shop.wait(lambda: len(office.mails) == MAILS)
        assert service.stop() == 0
    shutil.copy(disk.folder / "desk.db", tmp_path)
    after = Shop(tmp_path / "home", sqlite_url)
    assert after.states() == {DeliveryState.SENT: MAILS}
    assert len(office.counts) == len(office.mails) == MAILS
    after.close()


def refusal_of_an_event(disk, place):
    """Record an event while the disk is full; return what the command says."""
    environment = {**os.environ, "DESK_HOME": str(place.home), "DESK_DATABASE": place.database}
    command = [*disk.under, sys.executable, "-m", "desk", "event", "customer.created", "-"]
    told = '{"customer": "kunde0@kunde.example"}'
    done = subprocess.run(command, env=environment, input=told, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout
    return done.stderr


def locked_for(tmp_path, seconds):
    """Let another process hold the database while messages are under way."""
    shop = Shop(tmp_path / "home")
    with PostOffice(dot_s=0.05) as office:
        shop.set_up()
        shop.account(office.port, connections=2)
        shop.people(MAILS)
        command = [sys.executable, "-c", LOCK, os.fspath(shop.place.home / "desk.db"), str(seconds)]
        locker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        service = shop.start()
        shop.ready()
        shop.wait(lambda: len(office.mails) >= 5)
        locker.stdin.write("now\n")
        locker.stdin.flush()
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
    locked_for(tmp_path, 2)


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seconds", [10, 40, 100])
def test_another_process_locks_the_database_for_long(tmp_path, seconds):
    locked_for(tmp_path, seconds)
