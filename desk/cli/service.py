# SPDX-License-Identifier: LicenseRef-Desk
"""`desk service`: the engine without a window; `desk migrate`: the tables brought up to date."""

import argparse
import asyncio
import base64
import contextlib
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable

from desk import clock, logs, memory
from desk.bootstrap import Service, open_desk
from desk.cli.output import say
from desk.config import Config
from desk.errors import DeskError
from desk.services.inbox import Mailboxes
from desk.services.store import Change, Secrets, Session, upgrade

log = logging.getLogger(__name__)

NICE = 10
"""A service that a window started gives way to it: who types must not feel that mails leave."""


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the verbs."""
    service = verbs.add_parser("service", help="run the engine without a window")
    service.add_argument("--drain", action="store_true", help="until nothing is due, then stop")
    service.add_argument("--watch-parent", action="store_true", help=argparse.SUPPRESS)
    service.set_defaults(run=run)
    migrate = verbs.add_parser("migrate", help="bring the tables up to date")
    migrate.set_defaults(run=run_migrate)


def run(place: Config, chosen: argparse.Namespace) -> int:
    """Run until stopped by a signal (or drained); everything begun is finished or given back first."""
    logs.start(None if chosen.verbose else place.log_file)
    if chosen.watch_parent:
        _give_way()
    try:
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(_serve(place, drain=chosen.drain, watch_parent=chosen.watch_parent))
    except BaseExceptionGroup as group:
        if (error := _first_of(group)) is None:
            raise
        raise error from group
    return 0


def run_migrate(place: Config, chosen: argparse.Namespace) -> int:
    """Bring the tables up to date and say from where."""
    logs.start(None if chosen.verbose else place.log_file)
    before = upgrade(place.database)
    say(f"The tables were at {before or 'nothing'} and are up to date.")
    return 0


def _give_way() -> None:
    """Let the window go first: this thread and whatever it starts from now on, workers too."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    if hasattr(os, "SCHED_BATCH"):  # waking up often, as a service does, then takes nobody's place
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def _loop_factory() -> "type[asyncio.AbstractEventLoop] | None":
    if sys.platform == "win32":
        return None
    import uvloop

    return uvloop.new_event_loop  # type: ignore[return-value]


async def _serve(place: Config, *, drain: bool, watch_parent: bool) -> None:
    memory.give_back()
    desk = open_desk(place)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    if sys.platform != "win32":
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, stop.set)
    if watch_parent:
        _watch_parent(stop, lambda: desk.db.write_now(_release_locked, Change.MAILBOXES))
    try:
        async with asyncio.TaskGroup() as group:
            service = Service(desk)
            running = group.create_task(service.run())
            settling = group.create_task(_settle(service))
            ends: list[asyncio.Task[object]] = [group.create_task(stop.wait())]
            if drain:
                ends.append(group.create_task(service.drain()))
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            await service.wind_down()
            for task in (running, settling, *ends):
                task.cancel()
    finally:
        desk.close()


async def _settle(service: Service) -> None:
    await service.ready()
    memory.keep_what_is_loaded()


def _first_of(group: BaseExceptionGroup[BaseException]) -> DeskError | None:
    """Return what went wrong, when it was only what may go wrong."""
    found: BaseException = group
    if group.split(DeskError)[1] is not None:
        return None
    while isinstance(found, BaseExceptionGroup):
        found = found.exceptions[0]
    return found if isinstance(found, DeskError) else None


def _watch_parent(stop: asyncio.Event, unlocked: Callable[[], object]) -> None:
    """Stop when the window that started us closes its end of our standard input (also when it crashed).

    What it says there meanwhile is the passphrase of the passwords, where there is no keyring; `unlocked` follows.
    """
    loop = asyncio.get_running_loop()

    def wait() -> None:
        # Straight from the descriptor: a thread that waits inside sys.stdin would abort the interpreter's end.
        rest = b""
        while heard := os.read(0, 4096):
            *lines, rest = (rest + heard).split(b"\n")
            for line in lines:
                if _hear(line):
                    _follow(unlocked)
        with contextlib.suppress(RuntimeError):  # the loop is closed already
            loop.call_soon_threadsafe(stop.set)

    threading.Thread(target=wait, name="desk-parent", daemon=True).start()


def _follow(unlocked: Callable[[], object]) -> None:
    """Have what waited for the passwords tried again; should that fail, it is tried again by itself."""
    try:
        unlocked()
    except DeskError as error:
        log.warning("what waited for the passwords was not woken: %s", error)


def _release_locked(session: Session) -> None:
    Mailboxes(session).release_locked(at=clock.now())


def _hear(line: bytes) -> bool:
    """Say whether the window told the passphrase; one that opens nothing is noted, and never written down."""
    word, _, said = line.partition(b" ")
    if word != b"passphrase":
        return False
    try:
        Secrets().unlock(base64.b64decode(said).decode())
    except (DeskError, ValueError) as error:
        log.warning("the passwords stay locked: %s", error if isinstance(error, DeskError) else "garbled")
        return False
    return True
