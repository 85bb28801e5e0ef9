# SPDX-License-Identifier: LicenseRef-Desk
"""Starts a private Dovecot over a copy of the corpus, delivers into it, changes flags from its side."""

import imaplib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.ground import corpus, report
from tests.dovecot import SLEEPY, Dovecot

PLACE = Path("build/bench/corpus")
USER = "shop"


class Store:
    """A mail server with one mailbox of many messages."""

    def __init__(self, server: Dovecot, count: int) -> None:
        self.server = server
        self.count = count
        self._delivered = count

    @property
    def total(self) -> int:
        """How many messages lie there."""
        return self._delivered

    def deliver(self, count: int) -> None:
        """Put further messages into the inbox, as a delivery agent does."""
        for number in range(self._delivered, self._delivered + count):
            raw, when, _ = corpus.message(number)
            self.server.deliver(USER, raw, f"{when}.M{number:07d}P1.bench")
        self._delivered += count

    def flag(self, count: int) -> None:
        """Turn the flag of messages that lie far apart, from the server's side."""
        with self.server.other(USER) as client:
            total = int(client.select()[1][0] or 0)
            step = max(1, total // count)
            chosen = ",".join(str(1 + number * step) for number in range(count))
            _, told = client.fetch(chosen, "(FLAGS)")
            is_set = sum(b"\\Flagged" in one for one in told if isinstance(one, bytes)) > count // 2
            client.store(chosen, "-FLAGS.SILENT" if is_set else "+FLAGS.SILENT", r"(\Flagged)")

    def tells_after(self, pause_s: float, times: int = 5) -> float:
        """Return the milliseconds until the server tells a bare listener, `pause_s` after it began, of a mail."""
        took = []
        with self.server.other(USER) as client:
            client.select(readonly=True)
            for _ in range(times):
                client.send(b"A IDLE\r\n")
                client.readline()
                time.sleep(pause_s)
                begun = time.perf_counter()
                self.deliver(1)
                client.readline()
                took.append((time.perf_counter() - begun) * 1000)
                client.send(b"DONE\r\n")
                while not client.readline().startswith(b"A OK"):
                    pass
        return report.median(took)

    def warm(self) -> None:
        """Have the server read everything once: who comes first must not pay for its index."""
        client = imaplib.IMAP4(self.server.host, self.server.port)
        client.login(USER, self.server.password)
        client.select(readonly=True)
        client.fetch("1:*", "(UID FLAGS RFC822.SIZE INTERNALDATE)")
        client.logout()


@contextmanager
def store(count: int) -> Iterator[Store]:
    """Run a server over `count` messages for the length of a block."""
    source = PLACE / str(count)
    if not source.exists():
        report.line(f"writing {count:,} mails (once)…")
        unfinished = PLACE / f"{count}.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        corpus.maildir(unfinished, count)
        unfinished.rename(source)
    server = Dovecot(more=SLEEPY, fsync="optimized")
    try:
        maildir = server.maildir(USER)
        maildir.parent.mkdir(parents=True)
        _copy(source, maildir)
        server.own(maildir.parent)
        made = Store(server, count)
        made.warm()
        yield made
    finally:
        server.remove()


def _copy(source: Path, target: Path) -> None:
    """Copy a Maildir by linking where that can be done."""
    if source.resolve().stat().st_dev == target.parent.stat().st_dev and os.geteuid() == 0:
        subprocess.run(["cp", "-al", source, target], check=True)
    else:
        shutil.copytree(source, target)
