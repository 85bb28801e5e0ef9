# SPDX-License-Identifier: LicenseRef-Desk
"""`desk demo`: plays a day in a sample shop against the built-in servers, and checks what came of it."""

import argparse
import asyncio
import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from desk import config, logs
from desk.bootstrap import open_desk
from desk.cli.demo import story
from desk.cli.demo.play import Day
from desk.cli.demo.verdict import Verdict, compare
from desk.cli.demo.words import in_words
from desk.cli.output import say, say_json, say_table

FOLDER = "demo"


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the verb."""
    demo = verbs.add_parser("demo", help="play a day in a sample shop and check it")
    demo.add_argument("--json", action="store_true", help="one JSON object a line")
    demo.add_argument("--no-pictures", action="store_true", help="save no picture of the pages")
    demo.set_defaults(run=run, sample=False)  # it has a stage of its own


def run(place: config.Config, chosen: argparse.Namespace) -> int:
    """Play the day; exit status 0 only when every outcome is the expected one."""
    home = place.home / FOLDER
    shutil.rmtree(home, ignore_errors=True)
    stage = config.at(home)
    logs.start(None if chosen.verbose else stage.log_file)
    quiet = chosen.json
    desk = open_desk(stage)
    try:
        day = Day(desk, (lambda _at, _what: None) if quiet else _tell)
        verdicts = asyncio.run(_played(day))
    finally:
        desk.close()
    pictures = () if chosen.no_pictures or chosen.json else _pictures(home)
    _report(verdicts, pictures, as_json=chosen.json)
    return int(not all(verdict.is_expected for verdict in verdicts))


async def _played(day: Day) -> tuple[Verdict, ...]:
    await day.play()
    return compare(await day.lines(), day.held_at_night, await day.heard(), day.guest_of)


def _tell(at: datetime, what: str) -> None:
    say(f"{at.astimezone(story.ZONE):%a %d %b %H:%M}  {what}")


def _report(verdicts: Sequence[Verdict], pictures: Sequence[Path], *, as_json: bool) -> None:
    if as_json:
        for verdict in verdicts:
            say_json(verdict)
        return
    say()
    rows = [
        (
            "✓" if v.is_expected else "✗",
            v.guest,
            v.event,
            in_words(v.channel),
            in_words(v.outcome),
            in_words(v.reason),
            str(v.attempts),
            v.why,
        )
        for v in verdicts
    ]
    say_table(("", "Customer", "Event", "Channel", "Outcome", "Reason", "Tries", "Why"), rows)
    wrong = sum(not verdict.is_expected for verdict in verdicts)
    say()
    say(
        "Everything came out as expected." if not wrong else f"{wrong} of {len(verdicts)} came out otherwise."
    )
    if pictures:
        say(f"Pictures of the pages: {pictures[0].parent}")


def _pictures(home: Path) -> tuple[Path, ...]:
    """Save a picture of each page over the demo's data; none where Qt cannot run."""
    from desk.cli.demo.pictures import take

    return take(home)
