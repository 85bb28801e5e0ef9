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

from sqlalchemy import text

from desk import clock, logs
from desk.bootstrap import open_desk
from desk.cli.output import say, say_json
from desk.cli.window import has_display
from desk.cli.wording import sentence
from desk.config import Config
from desk.errors import DeskError
from desk.services.store import Leases, Secrets

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
    doctor.set_defaults(run=run)


def run(place: Config, chosen: argparse.Namespace) -> int:
    """Look at everything; exit status 1 when something is bad."""
    logs.start(None if chosen.verbose else place.log_file)
    findings = [_guarded(name, check, place) for name, check in CHECKS.items()]
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
    free = shutil.disk_usage(place.home).free
    if not os.access(place.home, os.W_OK):
        return "bad", f"{place.home} cannot be written"
    words = f"{place.home}, {free // 1_000_000} MB free"
    return ("ok" if free > LEAST_FREE_BYTES else "warning"), words


def _database(place: Config) -> tuple[str, str]:
    desk = open_desk(place)
    try:
        if place.is_shared:
            return "ok", "PostgreSQL answers"
        found = desk.db.read_now(lambda session: session.execute(text("PRAGMA quick_check")).scalar())
        return ("ok", "sound") if found == "ok" else ("bad", f"damaged: {found}")
    finally:
        desk.close()


def _service(place: Config) -> tuple[str, str]:
    desk = open_desk(place)
    try:
        leases = desk.db.read_now(lambda session: Leases(session).all())
    finally:
        desk.close()
    running = [one for one in leases if one.name.startswith("service:") and one.expires_at > clock.now()]
    if not running:
        return "warning", "not running: nothing is sent until a window or `desk service` is open"
    failing = [
        name
        for one in running
        for name, health in one.report.get("workers", {}).items()
        if health["state"] == "failing"
    ]
    if failing:
        return "bad", "running, but failing: " + ", ".join(failing)
    return "ok", "running"


def _keyring(_place: Config) -> tuple[str, str]:
    Secrets().get("doctor")
    return "ok", "answers"


CHECKS: dict[str, Callable[[Config], tuple[str, str]]] = {
    "Python": _python,
    "Display": _display,
    "Data folder": _folder,
    "Database": _database,
    "Service": _service,
    "Keyring": _keyring,
}
