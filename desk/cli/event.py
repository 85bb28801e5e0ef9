# SPDX-License-Identifier: LicenseRef-Desk
"""`desk event KIND PAYLOAD.json`: records a fact from outside."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from desk import logs
from desk.bootstrap import open_desk
from desk.cli.output import say_json
from desk.config import Config
from desk.errors import Problem, Refused
from desk.services.events import RecordBook
from desk.services.store import Change


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the verb."""
    event = verbs.add_parser("event", help="record an event")
    event.add_argument("kind", help="the event type, such as order.ready")
    event.add_argument("payload", help="a JSON file naming the record or customer and the fields; - reads it")
    event.add_argument("--key", default="", help="one event for a kind and a key; the same again is ignored")
    event.set_defaults(run=run)


def run(place: Config, chosen: argparse.Namespace) -> int:
    """Record the event and write its id; null when it was recorded before."""
    logs.start(None if chosen.verbose else place.log_file)
    payload = _payload(chosen.payload)
    desk = open_desk(place)
    try:
        made = desk.db.write_now(
            lambda session: RecordBook(session).accept(chosen.kind, payload, chosen.key),
            Change.EVENTS,
            Change.RECORDS,
        )
    finally:
        desk.close()
    say_json({"kind": chosen.kind, "event_id": made})
    return 0


def _payload(name: str) -> dict[str, Any]:
    """Return the payload as an object; Refused says what is wrong with the file."""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text("utf-8-sig")
    except OSError as error:
        raise Refused(
            Problem(code="file_unreadable", place=name, details={"why": error.strerror or ""})
        ) from error
    except UnicodeDecodeError as error:
        raise Refused(Problem(code="file_not_utf8", place=name)) from error
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"{name}:{error.lineno}:{error.colno}"
        raise Refused(Problem(code="file_not_json", place=where, details={"why": error.msg})) from error
    if not isinstance(found, dict):
        raise Refused(Problem(code="file_not_an_object", place=name))
    return found
