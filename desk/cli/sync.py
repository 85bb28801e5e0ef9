# SPDX-License-Identifier: LicenseRef-Desk
"""`desk sync`: fetches mail, and tells the servers what was done here."""

import argparse
import asyncio
import contextlib
import signal
import sys

from desk import logs
from desk.bootstrap import Desk, chosen_mailboxes, open_desk, sync_for_ever, sync_once
from desk.cli.output import say
from desk.cli.wording import sentence
from desk.config import Config
from desk.services.inbox import Mailboxes, Placements
from desk.services.store import Session


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the verb."""
    sync = verbs.add_parser("sync", help="fetch mail from the servers")
    sync.add_argument("--account", default="", metavar="A", help="only this mailbox: its name, address or id")
    sync.add_argument("--once", action="store_true", help="until all of it is here, then stop")
    sync.set_defaults(run=run)


def run(place: Config, chosen: argparse.Namespace) -> int:
    """Sync once, or until stopped; return 1 when a mailbox could not be synced."""
    if not place.has_data:
        say(f"There is no shop in {place.home} yet.", to=sys.stderr)
        return 0
    logs.start(None if chosen.verbose else place.log_file)
    desk = open_desk(place)
    try:
        rows = chosen_mailboxes(desk.db, chosen.account)
        if not rows:
            say("There is no mailbox to sync.", to=sys.stderr)
            return 0
        if chosen.once or chosen.account:
            return _once(desk, [row.id for row in rows])
        with contextlib.suppress(asyncio.CancelledError):
            asyncio.run(_until_stopped(desk))
        return 0
    finally:
        desk.close()


def _once(desk: Desk, mailbox_ids: list[str]) -> int:
    before = desk.db.read_now(_counted)
    failures = asyncio.run(sync_once(desk, mailbox_ids))
    after = desk.db.read_now(_counted)
    for row in desk.db.read_now(lambda session: Mailboxes(session).page()):
        more = max(0, after.get(row.id, 0) - before.get(row.id, 0))
        fetched = f"{more} message{'s' * (more != 1)} fetched, " if more else ""
        if row.id in failures:
            say(f"{row.name}: {sentence(failures[row.id])}", to=sys.stderr)
        elif row.id in mailbox_ids:
            say(f"{row.name}: {fetched}up to date.")
    return 1 if failures else 0


def _counted(session: Session) -> dict[str, int]:
    """Return how many messages each mailbox holds here."""
    found = {}
    for row in Mailboxes(session).page():
        folders = [folder.id for folder in Mailboxes(session).folders(row.id)]
        found[row.id] = sum(Placements(session).count(folders).values())
    return found


async def _until_stopped(desk: Desk) -> None:
    task = asyncio.current_task()
    if sys.platform != "win32" and task is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await sync_for_ever(desk)
