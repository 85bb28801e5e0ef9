# SPDX-License-Identifier: LicenseRef-Desk
"""Kill the syncing again and again in its first sync: nothing lost, nothing twice, every byte as it was."""

import hashlib
import os
import random
import subprocess
import sys
import time

import pytest

from desk import config
from desk.bootstrap import open_desk
from tests.services.inbox.sync.box import Box, mail

PASSPHRASE = "of nobody"


class Killed:
    """A shop whose mailbox is synced by a process that never gets to its end."""

    def __init__(self, home, server, monkeypatch):
        monkeypatch.setenv("DESK_PASSPHRASE", PASSPHRASE)
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        self.home = home
        self.desk = open_desk(config.at(home))
        self.box = Box(server, self.desk.db)
        self.environment = {**os.environ, "DESK_HOME": str(home)}
        subprocess.run(
            [sys.executable, "-c", _KEEP, str(home), self.box.id, server.password],
            env=self.environment, check=True,
        )  # fmt: skip

    def close(self):
        self.box.close()
        self.desk.close()

    def fill(self, count, luck):
        """Lay mails into the server's Maildir; return Message-ID → sum of the bytes as IMAP hands them over."""
        place = self.box.server.maildir(self.box.user)
        self.box.other.select()
        sums = {}
        for number in range(count):
            raw = mail(f"k{number}", "é" * luck.randrange(2000))
            (place / "cur" / f"1600000000.M{number:07d}.kill:2,S").write_bytes(raw)
            sums[f"k{number}@client.example"] = hashlib.sha256(raw).hexdigest()
        self.box.server.own(place)
        self.box.hang_up()
        return sums

    def kept(self):
        return len(self.box.ours())

    def run_until(self, kept):
        """Sync in a process of its own, and kill it once so many are kept; return whether it had ended before."""
        process = subprocess.Popen(
            [sys.executable, "-m", "desk", "sync", "--once"], env=self.environment, stdout=subprocess.DEVNULL
        )
        try:
            while process.poll() is None and self.kept() < kept:
                time.sleep(0.002)
            return process.poll() is not None
        finally:
            process.kill()
            process.wait()

    def run(self):
        done = subprocess.run(
            [sys.executable, "-m", "desk", "sync", "--once"], env=self.environment, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr


_KEEP = """
import sys
from pathlib import Path
from desk.services.store import Secrets, keep_secrets_in
keep_secrets_in(Path(sys.argv[1]))
Secrets().set(sys.argv[2], sys.argv[3])
"""


def play(shop, mails, kills, seed):
    luck = random.Random(seed)
    sums = shop.fill(mails, luck)
    killed = 0
    for number in range(kills):
        goal = min(mails - 1, int(mails * (number + luck.random()) / kills) + 1)
        killed += not shop.run_until(goal)
    shop.run()
    assert shop.box.ours() == shop.box.theirs()
    assert len(shop.box.ours()) == mails
    assert shop.box.count() == mails
    assert shop.box.sums() == sums
    return killed


@pytest.fixture
def shop(tmp_path, dovecot, monkeypatch):
    made = Killed(tmp_path / "home", dovecot, monkeypatch)
    yield made
    made.close()


def test_a_few_kills(shop):
    play(shop, 300, 2, seed=5)


@pytest.mark.soak
@pytest.mark.timeout(14400)
def test_two_hundred_kills(shop):
    killed = play(shop, 20_000, 200, seed=7)
    print(f"{killed} kills, 20,000 mails: none lost, none twice, every byte as it was")
    assert killed > 150
