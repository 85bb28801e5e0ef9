# SPDX-License-Identifier: LicenseRef-Desk
"""Kill the service at the N-th system call of one delivery: it is sent or unconfirmed, never twice, never lost.

strace counts for each thread: pwrite64 and fdatasync are the store's, write (of the main thread) the socket's.
"""

import shutil
import signal
import sqlite3
from collections import Counter

import pytest

from desk.models.vocabulary import DeliveryState
from tests import servers
from tests.journeys.engine import drain
from tests.journeys.post_office import PostOffice
from tests.journeys.shop import Shop

HAPPY = {DeliveryState.SENT: 1}
DOUBTFUL = {DeliveryState.UNCONFIRMED: 1}
SAMPLE = [("pwrite64", 125), ("fdatasync", 12), ("write", 5)]
"""One of each, in the middle of the way; `make soak` dies at all of them."""


@pytest.fixture(scope="module")
def strace():
    def found():
        if not (path := shutil.which("strace", path=servers.SBIN)):
            raise servers.Missing("strace is not installed: apt-get install strace")
        return path

    return servers.started(found)


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    """A home with one message that is due, to be copied for each death, and the server that it goes to."""
    home = tmp_path_factory.mktemp("stage") / "home"
    with PostOffice() as office:
        shop = Shop(home)
        shop.set_up()
        shop.account(office.port, connections=1)
        shop.people(1)
        shop.ready()
        shop.close()
        yield home, office


def die(strace, stage, folder, call, number):
    """Run the service until its `number`-th `call`, then once more; return whether it died, and the outcome."""
    home, office = stage
    shutil.copytree(home, folder)
    office.mails.clear()
    shop = Shop(folder)
    follow = [] if call == "write" else ["-f"]
    inject = f"inject={call}:signal=KILL:when={number}"
    under = [strace, *follow, "-o", "/dev/null", "-e", f"trace={call}", "-e", inject]
    status, out = shop.start("--drain", under=under).wait()
    assert status in (0, -signal.SIGKILL), out  # strace ends as what it watches; a refusal would be another
    drain(shop)
    states = dict(shop.states())
    shop.close()
    check(folder, states, office)
    return status != 0, states


def check(folder, states, office):
    assert states in (HAPPY, DOUBTFUL), states
    assert office.twice == set()
    assert len(office.mails) == 1 or states == DOUBTFUL
    with sqlite3.connect(folder / "desk.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT count(*) FROM event WHERE planned_at IS NULL").fetchone() == (0,)
    connection.close()


@pytest.mark.parametrize(("call", "number"), SAMPLE)
def test_a_death_at_one_call(strace, stage, tmp_path, call, number):
    has_died, _ = die(strace, stage, tmp_path / "home", call, number)
    assert has_died, f"there are fewer than {number} {call}: sample an earlier one"


@pytest.mark.soak
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("call", ["pwrite64", "fdatasync", "write"])
def test_a_death_at_every_call(strace, stage, tmp_path, call):
    outcomes, number, has_died = Counter(), 0, True
    while has_died:
        number += 1
        has_died, states = die(strace, stage, tmp_path / str(number), call, number)
        outcomes[next(iter(states))] += 1
        shutil.rmtree(tmp_path / str(number))
    print(f"{call}: {number - 1} deaths, {dict(outcomes)}, none lost, none twice, every database sound")
