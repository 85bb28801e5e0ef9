# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the real service and lets it sync when told. Arguments: the home folder, the mailbox's id.

Commands on standard input, one answer in JSON each: `once` (one pass, to its end), `watch` (sync as the service
does from now on; a line for every announcement of new mail), `end`.
"""

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if (
    TYPE_CHECKING
):  # the helper processes load this file too, and must stay as small as they are with `desk service`
    from desk.bootstrap import Desk


def main() -> None:
    """Obey until told to end."""
    import uvloop

    from desk import config, memory
    from desk.bootstrap import open_desk

    memory.give_back()  # as `desk service` does
    home, mailbox_id = sys.argv[1:]
    desk = open_desk(config.at(Path(home)))
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_obey(desk, mailbox_id))
    desk.close()


async def _obey(desk: "Desk", mailbox_id: str) -> None:
    from desk import memory
    from desk.bootstrap import Service

    service = Service(desk)
    running = asyncio.ensure_future(service.run())
    await service.ready()
    memory.keep_what_is_loaded()
    trips = _count_trips()
    _say({"ready": True})
    while (word := (await asyncio.to_thread(sys.stdin.readline)).strip()) not in {"", "end"}:
        if word == "watch":
            await _watch(desk, mailbox_id)
            continue
        trips.clear()
        begun, cpu = time.perf_counter(), time.process_time()
        await service.sync.sync_once(mailbox_id)
        _say(
            {
                "seconds": time.perf_counter() - begun,
                "trips": sum(trips),
                "cpu": time.process_time() - cpu,
            }
        )
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def _watch(desk: "Desk", mailbox_id: str) -> None:
    from desk import clock
    from desk.services.inbox import Mailboxes
    from desk.services.store import Change

    desk.db.changes.subscribe((Change.CONVERSATIONS,), lambda _topics: _say({"at": time.time()}))
    await desk.db.write(
        lambda session: Mailboxes(session).activate(mailbox_id, is_active=True, at=clock.now()),
        Change.MAILBOXES,
    )
    _say({"watching": True})


def _count_trips() -> list[int]:
    """Note how often each connection of a pass has waited for the server, its greeting included."""
    from desk.services.inbox.imap import Imap

    found: list[int] = []
    close = Imap.close

    def counted(self: Imap) -> None:
        found.append(self.trips + 1)
        close(self)

    Imap.close = counted  # type: ignore[method-assign]
    return found


def _say(value: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
