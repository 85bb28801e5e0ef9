# SPDX-License-Identifier: LicenseRef-Desk
"""Syncs 20,000 mails from a real Dovecot: first sync, nothing new, 100 new, 500 flags, push; beside mbsync, notmuch."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psutil

from benchmarks.ground import imapd, report
from desk import clock, config
from desk.bootstrap import open_desk
from desk.services.inbox import ConversationFilter, Folders, Inbox, MailboxDraft, Mailboxes, Placements
from desk.services.store import Secrets

GOALS = {
    "messages_per_s": "≥ 1,700",
    "ratio_mbsync": "> 1",
    "ratio_mbsync_notmuch": "≥ 6",
    "service_mb": "< 200",
    "noop_ms": "< 40",
    "noop_trips": "≤ 5",
    "plus100_ms": "< 150",
    "flags500_ms": "< 150",
    "push_ms": "< 500",
    "server_tells_ms": "",
    "push_awake_ms": "",
    "server_tells_awake_ms": "",
    "service_cpu_us": "",
}
PASSPHRASE = "benchmark"
ASLEEP_S = 2.5
"""Dovecot has handed a listening connection to a process that watches for all of them, as large servers do."""
AWAKE_S = 0.3
"""The connection is still its own process, which tells of nothing before half a second has gone by."""
TIMES = 3
Figures = dict[str, float]


def main() -> None:
    """Measure Desk and its peers in one run, on one server."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--mails", type=int, default=20_000)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--no-peers", action="store_true")
    chosen = arguments.parse_args()
    with imapd.store(chosen.mails) as server:
        measured = [desk(server, is_last=run == chosen.runs - 1) for run in range(chosen.runs)]
        ours = {name: report.median([one[name] for one in measured if name in one]) for name in measured[-1]}
        ours["server_tells_ms"] = server.tells_after(ASLEEP_S)
        ours["server_tells_awake_ms"] = server.tells_after(AWAKE_S)
        theirs = {} if chosen.no_peers else peers(server, chosen.runs)
    ratios = {
        "ratio_mbsync": _ratio(ours, theirs, "mbsync"),
        "ratio_mbsync_notmuch": _ratio(ours, theirs, "mbsync + notmuch"),
    }
    report.write("sync", {name: {**ours, **ratios}[name] for name in GOALS}, theirs, GOALS)


def _ratio(ours: Mapping[str, float], theirs: Mapping[str, Figures], peer: str) -> float:
    speed = theirs.get(peer, {}).get("messages_per_s", 0.0)
    return ours["messages_per_s"] / speed if speed else 0.0


# ------------------------------------------------------------------------------------------------ Desk


def desk(server: imapd.Store, *, is_last: bool) -> Figures:
    """Return what the real service needs, from an empty database; the push only in the last run."""
    with tempfile.TemporaryDirectory() as folder:
        mailbox_id = _set_up(Path(folder), server)
        with _service(folder, mailbox_id) as ask, _peak(ask.pid) as peak:
            there = server.total
            first = ask("once")
            found: Figures = {"messages_per_s": there / first["seconds"], "service_mb": peak.mb}
            found["service_cpu_us"] = first["cpu"] / there * 1e6
            found["noop_ms"], found["noop_trips"] = _pass(ask)
            found["plus100_ms"] = _median_of(lambda: server.deliver(100), lambda: _pass(ask)[0])
            found["flags500_ms"] = _median_of(lambda: server.flag(500), lambda: _pass(ask)[0])
            if is_last:
                ask("watch")
                found["push_ms"] = _push(ask, server, ASLEEP_S)
                found["push_awake_ms"] = _push(ask, server, AWAKE_S)
        _check(Path(folder), mailbox_id, server.total)
    report.line("  " + ", ".join(f"{name} {value:,.1f}" for name, value in found.items()))
    return found


def _set_up(home: Path, server: imapd.Store) -> str:
    os.environ["DESK_PASSPHRASE"] = PASSPHRASE
    made = open_desk(config.at(home))
    draft = MailboxDraft(
        name="Shop",
        address="shop@desk.example",
        settings=server.server.settings(imapd.USER),
        is_active=False,
    )
    mailbox_id = made.db.write_now(lambda session: Mailboxes(session).create(draft, at=clock.now()))
    Secrets().set(mailbox_id, server.server.password)
    made.close()
    return mailbox_id


class _Service:
    """The service in a process of its own."""

    def __init__(self, folder: str, mailbox_id: str) -> None:
        command = [sys.executable, "-m", "benchmarks.ground.synced", folder, mailbox_id]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.pid = self._process.pid
        self.heard()

    def __call__(self, word: str) -> dict[str, float]:
        assert self._process.stdin is not None
        self._process.stdin.write(word + "\n")
        self._process.stdin.flush()
        return self.heard()

    def heard(self) -> dict[str, float]:
        """Return the next thing it says."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the service has ended"
        said: dict[str, float] = json.loads(line)
        return said

    def end(self) -> None:
        """Have it end."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(30)


@contextmanager
def _service(folder: str, mailbox_id: str) -> Iterator[_Service]:
    service = _Service(folder, mailbox_id)
    try:
        yield service
    finally:
        service.end()


def _pass(ask: Callable[[str], dict[str, float]]) -> tuple[float, float]:
    done = ask("once")
    return done["seconds"] * 1000, done["trips"]


def _median_of(change: Callable[[], None], pass_ms: Callable[[], float]) -> float:
    """Return the milliseconds of a pass after a change: the first finds the disk busy with what came before it."""
    took = []
    for _ in range(TIMES):
        change()
        took.append(pass_ms())
    return report.median(took)


def _push(service: _Service, server: imapd.Store, pause_s: float, times: int = 5) -> float:
    """Return the milliseconds from a mail's delivery, `pause_s` after the last, until it is kept and announced."""
    took = []
    time.sleep(ASLEEP_S)
    for _ in range(times):
        time.sleep(pause_s)
        begun = time.time()
        server.deliver(1)
        while (heard := service.heard()).get("at", 0.0) < begun:
            pass
        took.append((heard["at"] - begun) * 1000)
    return report.median(took)


class _Peak:
    """The most memory that a process and its children have had (proportional set size)."""

    def __init__(self) -> None:
        self.mb = 0.0


@contextmanager
def _peak(pid: int) -> Iterator[_Peak]:
    peak, over = _Peak(), threading.Event()

    def look() -> None:
        while not over.wait(0.2):
            peak.mb = max(peak.mb, _memory_mb(pid))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield peak
    finally:
        over.set()
        watcher.join()


def _memory_mb(pid: int) -> float:
    total = 0
    try:
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0.0
    for one in family:
        try:
            total += one.memory_full_info().pss
        except psutil.Error:
            continue
    return total / 1e6


def _check(home: Path, mailbox_id: str, total: int) -> None:
    """Make sure that all of it is there, in conversations."""
    made = open_desk(config.at(home))
    folders = made.db.read_now(lambda session: Folders(session).of(mailbox_id))
    kept = made.db.read_now(lambda session: Placements(session).count([row.id for row in folders]))
    page = made.db.read_now(lambda session: Inbox(session).page(ConversationFilter(), None, 10))
    made.close()
    assert sum(kept.values()) == total, f"{sum(kept.values())} of {total} are kept"
    assert page, "no conversation is there"


# ----------------------------------------------------------------------------------------------- peers


def peers(server: imapd.Store, runs: int) -> dict[str, Figures]:
    """Return peer → the same figures, where it can be had."""
    found = {}
    if shutil.which("mbsync"):
        found["mbsync"] = _peer(server, runs, ["mbsync"])
        if shutil.which("notmuch"):
            found["mbsync + notmuch"] = _peer(server, runs, ["mbsync", "notmuch"])
    else:
        report.line("mbsync is not installed (apt-get install isync notmuch): left out")
    return found


def _peer(server: imapd.Store, runs: int, programs: list[str]) -> Figures:
    measured: list[Figures] = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            commands = _commands(Path(folder), server, programs)
            there = server.total
            one = {"messages_per_s": there / _run(folder, commands)}
            one["noop_ms"] = _run(folder, commands) * 1000
            pass_ms = partial(_run_ms, folder, commands)
            one["plus100_ms"] = _median_of(lambda: server.deliver(100), pass_ms)
            one["flags500_ms"] = _median_of(lambda: server.flag(500), pass_ms)
            kept = sum(len(list((Path(folder) / "mail/INBOX" / part).iterdir())) for part in ("cur", "new"))
            assert kept == server.total, f"{programs}: {kept} of {server.total}"
            measured.append(one)
    return {name: report.median([one[name] for one in measured]) for name in measured[0]}


def _commands(folder: Path, server: imapd.Store, programs: list[str]) -> list[list[str]]:
    (folder / "mail").mkdir()
    (folder / "rc").write_text(
        f"FSync yes\n\nIMAPAccount a\nHost {server.server.host}\nPort {server.server.port}\nSSLType None\n"
        f"User {imapd.USER}\nPass {server.server.password}\nAuthMechs LOGIN\n\nIMAPStore far\nAccount a\n\n"
        f"MaildirStore near\nPath {folder}/mail/\nInbox {folder}/mail/INBOX\n\nChannel c\nFar :far:\nNear :near:\n"
        f"Patterns INBOX\nSync Pull\nCreate Near\nSyncState {folder}/\n"
    )
    (folder / "nm").write_text(
        f"[database]\npath={folder}/mail\n[user]\nname=x\nprimary_email=shop@desk.example\n"
        "[new]\ntags=new;inbox\n[maildir]\nsynchronize_flags=true\n"
    )
    known = {"mbsync": ["mbsync", "-c", f"{folder}/rc", "-q", "-a"], "notmuch": ["notmuch", "new", "--quiet"]}
    return [known[program] for program in programs]


def _run_ms(folder: str, commands: list[list[str]]) -> float:
    return _run(folder, commands) * 1000


def _run(folder: str, commands: list[list[str]]) -> float:
    begun = time.perf_counter()
    for command in commands:
        environment = {**os.environ, "NOTMUCH_CONFIG": f"{folder}/nm"}
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, timeout=900)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
