# SPDX-License-Identifier: LicenseRef-Desk
"""The command line: `desk` and its verbs, for headless use, support and tests."""

import argparse
import logging
import sys
from collections.abc import Sequence

from desk import __version__, config, logs
from desk.cli import demo, doctor, event, inspect, service, window
from desk.cli.output import say
from desk.cli.wording import sentence
from desk.errors import DeskError

log = logging.getLogger(__name__)

COMMANDS = (window, service, demo, event, inspect, doctor)
"""Each has `add(subparsers)`, which declares its verbs and sets `run`."""

FAILED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the verb that `arguments` name (none: open the window); return the exit status."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    place = config.load()
    try:
        return int(chosen.run(place, chosen))
    except DeskError as error:
        log.info("refused: %s", error)
        say(f"desk: {sentence(error)}", to=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="desk", description="The communications back office of a small shop."
    )
    parser.add_argument("--version", action="version", version=f"desk {__version__}")
    parser.add_argument("--verbose", action="store_true", help="log to standard error")
    window.add_default(parser)
    verbs = parser.add_subparsers(metavar="VERB")
    for command in COMMANDS:
        command.add(verbs)
    return parser


def start_log(place: config.Config, chosen: argparse.Namespace) -> None:
    """Log where the person wants it."""
    logs.start(None if chosen.verbose else place.log_file)
