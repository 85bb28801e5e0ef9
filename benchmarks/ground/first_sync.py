# SPDX-License-Identifier: LicenseRef-Desk
"""Watches the window's loop while the service takes in a whole mailbox for the first time and Messages is open."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from benchmarks.ground import imapd, shop
from benchmarks.ground.watching import WatchedWindow
from desk import clock, config
from desk.bootstrap import open_desk
from desk.services.inbox import Folders, MailboxDraft, Mailboxes, Placements
from desk.services.store import Change, Database, Secrets, Session

PASSPHRASE = "benchmark"
T = TypeVar("T")


def stall(mails: int, seconds: float) -> dict[str, float]:
    """Return the gaps of the loop, and how many mails came in meanwhile."""
    os.environ["DESK_PASSPHRASE"] = PASSPHRASE
    with tempfile.TemporaryDirectory() as home, imapd.store(mails) as server:
        place = config.at(Path(home))
        box = _once(place, lambda database: _prepare(database, server))
        window = WatchedWindow(Path(home), "messages", seconds)
        window.begin()
        _once(place, lambda database: _switch_on(database, box))
        found = window.figures()
        found["mails"] = float(_once(place, lambda database: database.read_now(lambda s: _kept(s, box))))
    return found


def _once(place: config.Config, work: Callable[[Database], T]) -> T:
    desk = open_desk(place)
    try:
        return work(desk.db)
    finally:
        desk.close()


def _prepare(database: Database, server: imapd.Store) -> str:
    settings = server.server.settings(imapd.USER)
    draft = MailboxDraft(name="Shop", address="shop@desk.example", settings=settings, is_active=False)

    def work(session: Session) -> str:
        shop.location(session)
        shop.live(session)
        return Mailboxes(session).create(draft, at=clock.now())

    box = database.write_now(work)
    Secrets().set(box, server.server.password)
    return box


def _switch_on(database: Database, box: str) -> None:
    database.write_now(
        lambda session: Mailboxes(session).activate(box, is_active=True, at=clock.now()), Change.MAILBOXES
    )


def _kept(session: Session, box: str) -> int:
    folders = [row.id for row in Folders(session).of(box)]
    return sum(Placements(session).count(folders).values())
