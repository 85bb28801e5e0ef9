# SPDX-License-Identifier: LicenseRef-Desk
"""Another process's write is heard of once, one's own is not taken for another's, and none is lost."""

import threading

import pytest

from desk.services.store import Change, open_database, watch
from desk.services.store.changes import Changes
from desk.services.store.watch import Watch

PATIENCE_S = 20


class Ears:
    """Hears on whatever thread, and waits."""

    def __init__(self, changes):
        self.heard = []
        self._came = threading.Semaphore(0)
        changes.subscribe(Change, self._hear)

    def _hear(self, topics):
        self.heard.append(topics)
        self._came.release()

    def next(self):
        assert self._came.acquire(timeout=PATIENCE_S), "nothing was heard"
        return self.heard[-1]


@pytest.fixture
def pair(any_url):
    one, other = open_database(any_url), open_database(any_url)
    one.watch()
    yield one, other
    one.close()
    other.close()


def wait_until_watched(one, other, ears):
    """Write until it is heard: from then on the watch stands."""
    while not ears.heard:
        other.write_now(lambda _session: None, Change.SETTINGS)
        threading.Event().wait(0.05)


def test_what_another_process_wrote_is_heard(pair):
    one, other = pair
    ears = Ears(one.changes)
    wait_until_watched(one, other, ears)
    other.write_now(lambda _session: None, Change.RULES, Change.EVENTS)
    heard = frozenset()
    while not heard >= {Change.RULES, Change.EVENTS}:
        heard |= ears.next()


def test_a_write_of_ones_own_is_heard_once(pair):
    one, other = pair
    ears = Ears(one.changes)
    wait_until_watched(one, other, ears)
    one.write_now(lambda _session: None, Change.TIMERS)
    other.write_now(lambda _session: None, Change.CONSENT)
    while Change.CONSENT not in ears.next():
        pass
    assert sum(Change.TIMERS in topics for topics in ears.heard) == 1


def watch_at(tmp_path):
    """Return a watch that sees nothing of its own accord, what it announces, and its changes."""
    changes = Changes()
    watch = Watch(f"sqlite:///{tmp_path / 'nothing.db'}", changes, "me")
    watch.close()
    return watch, Ears(changes)


def test_ones_own_commit_that_is_seen_before_it_is_told_is_no_foreign_one(tmp_path):
    watch, ears = watch_at(tmp_path)
    watch.expect(["rules"])
    watch._announce_foreign({"rules": 1}, {"rules": 2})
    assert ears.heard == []
    watch._announce_foreign({"rules": 2}, {"rules": 3})
    assert ears.heard == [frozenset({Change.RULES})]


def test_a_commit_that_failed_swallows_nobody_elses_change(tmp_path):
    watch, ears = watch_at(tmp_path)
    watch.expect(["rules", "events"])
    watch._announce_foreign({"rules": 1}, {"rules": 2})  # another's, taken for ours
    watch.expect_no_more(["rules", "events"])
    assert ears.heard == [frozenset({Change.RULES})]
    watch._announce_foreign({"events": 1}, {"events": 2})
    assert ears.heard[-1] == frozenset({Change.EVENTS})


def test_a_database_that_is_gone_is_not_made_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(watch, "RETRY_S", 0.01)
    tried = threading.Semaphore(0)
    connect = watch.sqlite3.connect

    def counted(*told, **more):
        tried.release()
        return connect(*told, **more)

    monkeypatch.setattr(watch.sqlite3, "connect", counted)
    made = Watch(f"sqlite:///{tmp_path / 'desk.db'}", Changes(), "me")
    assert all(tried.acquire(timeout=PATIENCE_S) for _ in range(2))
    made.close()
    assert not (tmp_path / "desk.db").exists()
