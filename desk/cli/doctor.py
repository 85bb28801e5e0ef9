# SPDX-License-Identifier: LicenseRef-Desk
"""`desk doctor`: looks whether everything that Desk needs is there and well."""

import argparse
import importlib.util
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from desk import clock, logs
from desk.bootstrap import open_desk
from desk.cli.output import say, say_json
from desk.cli.window import has_display
from desk.cli.wording import sentence
from desk.config import Config, is_open_to_others
from desk.errors import DeskError
from desk.services.delivery import Totals
from desk.services.inbox import Mailboxes
from desk.services.store import Keeping, Leases, Secrets, Session, damage, keep_secrets_in
from desk.services.supervisor import holder_name, running

T = TypeVar("T")

LEAST_FREE_BYTES = 200_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at. state: ok, warning, bad."""

    what: str
    state: str
    words: str


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the verb."""
    doctor = verbs.add_parser("doctor", help="look whether everything is well")
    doctor.add_argument("--json", action="store_true", help="one JSON object a line")
    doctor.set_defaults(run=run, only_reads=True)


def run(place: Config, chosen: argparse.Namespace) -> int:
    """Look at everything; exit status 1 when something is bad."""
    logs.start(None if chosen.verbose else place.log_file)
    keep_secrets_in(place.home)
    checks = (
        CHECKS if place.has_data else {name: check for name, check in CHECKS.items() if name not in OF_DATA}
    )
    findings = [_guarded(name, check, place) for name, check in checks.items()]
    for one in findings:
        if chosen.json:
            say_json(one)
        else:
            say(f"{ {'ok': '✓', 'warning': '!', 'bad': '✗'}[one.state] } {one.what}: {one.words}")
    return int(any(one.state == "bad" for one in findings))


def _guarded(name: str, check: Callable[[Config], tuple[str, str]], place: Config) -> Finding:
    try:
        state, words = check(place)
    except DeskError as error:
        state, words = "bad", sentence(error)
    return Finding(what=name, state=state, words=words)


def _python(_place: Config) -> tuple[str, str]:
    pyside = importlib.util.find_spec("PySide6")
    words = f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}"
    return ("ok", words) if pyside else ("bad", words + ", but PySide6 is missing")


def _display(_place: Config) -> tuple[str, str]:
    if has_display():
        return "ok", "a window can be shown"
    return "warning", "none here; `desk service` and `desk demo` work without one"


def _folder(place: Config) -> tuple[str, str]:
    there = next(folder for folder in (place.home, *place.home.parents) if folder.is_dir())
    free = shutil.disk_usage(there).free
    if not os.access(there, os.W_OK):
        return "bad", f"{there} cannot be written"
    words = f"{place.home}, {free // 1_000_000} MB free"
    if not place.has_data:
        words += "; there is no shop in it yet: the window or `desk service` makes its files"
    if place.home.is_dir() and is_open_to_others(place.home):
        return "warning", words + "; other users of this computer may look into it: chmod 700 closes it"
    return ("ok" if free > LEAST_FREE_BYTES else "warning"), words


def _read(place: Config, work: Callable[[Session], T]) -> T:
    """Run `work` on the data, opened for it alone."""
    desk = open_desk(place)
    try:
        return desk.db.read_now(work)
    finally:
        desk.close()


def _database(place: Config) -> tuple[str, str]:
    found = _read(place, damage)
    if found:
        return "bad", f"damaged: {found}"
    return "ok", "PostgreSQL answers" if place.is_shared else "sound"


def _counters(place: Config) -> tuple[str, str]:
    wrong = _read(place, lambda session: Totals(session).wrong())
    return ("bad", f"{wrong} do not say what the history says") if wrong else ("ok", "right")


def _service(place: Config) -> tuple[str, str]:
    leases = _read(place, lambda session: Leases(session).all())
    found = running(leases, holder_name(place.home), clock.now())
    if not found:
        return "warning", "not running: nothing is sent until a window or `desk service` is open"
    failing = [
        name
        for one in found
        for name, health in one.report.get("workers", {}).items()
        if health["state"] == "failing"
    ]
    if failing:
        return "bad", "running, but failing: " + ", ".join(failing)
    return "ok", "running"


def _mailboxes(place: Config) -> tuple[str, str]:
    """Say whether mail arrives; the code of what is wrong is the one `desk inspect mailboxes` shows."""
    rows = _read(place, lambda session: Mailboxes(session).page())
    synced = [row for row in rows if row.is_active and not row.is_sandbox]
    wrong = [row for row in synced if row.health in {"refused", "failing"}]
    if wrong:
        told = "; ".join(f"{row.name}: {row.health_code.replace('_', ' ')}" for row in wrong)
        return ("bad" if any(row.health == "refused" for row in wrong) else "warning"), told
    return "ok", f"{len(synced)} synced" if synced else "none is synced"


def _passwords(place: Config) -> tuple[str, str]:
    """Say where passwords are kept, and what to do about it."""
    keeping = Secrets().keeping()
    if keeping in {Keeping.KEYRING, Keeping.OPEN}:
        Secrets().get("doctor")
    state, words = _KEEPING[keeping]
    return state, words.format(folder=place.home)


_KEEPING = {
    Keeping.KEYRING: ("ok", "kept in the system's keyring, which answers"),
    Keeping.OPEN: (
        "ok",
        "there is no keyring; kept encrypted in {folder}, and the passphrase given opens it",
    ),
    Keeping.LOCKED: (
        "warning",
        (
            "kept encrypted in {folder}, and locked: the window asks for the passphrase; `desk service` without a "
            "window takes it from DESK_PASSPHRASE, or from the file that DESK_PASSPHRASE_FILE names"
        ),
    ),
    Keeping.NEW: (
        "warning",
        (
            "there is no keyring, so they will be kept encrypted in {folder}: the window asks for a passphrase with "
            "the first account. For the system's keyring install gnome-keyring or KWallet and sign in to a desktop"
        ),
    ),
    Keeping.NOWHERE: ("bad", "there is no keyring, and no data folder either"),
}


CHECKS: dict[str, Callable[[Config], tuple[str, str]]] = {
    "Python": _python,
    "Display": _display,
    "Data folder": _folder,
    "Database": _database,
    "Counters": _counters,
    "Service": _service,
    "Mailboxes": _mailboxes,
    "Passwords": _passwords,
}
OF_DATA = ("Database", "Counters", "Service", "Mailboxes")
"""What can only be looked at where there is a shop."""
