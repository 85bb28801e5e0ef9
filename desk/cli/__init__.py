# SPDX-License-Identifier: LicenseRef-Desk
"""The command line: `desk` and its verbs, for headless use, support and tests."""

import argparse
import importlib
import logging
import sys
from collections.abc import Sequence

from desk import __version__, config
from desk.cli import window
from desk.cli.output import say
from desk.cli.wording import sentence
from desk.errors import DeskError, Unavailable

log = logging.getLogger(__name__)

VERBS = {
    "service": "service",
    "migrate": "service",
    "demo": "demo",
    "event": "event",
    "inspect": "inspect",
    "doctor": "doctor",
    "pictures": "pictures",
}
"""Verb → module of this package with `add(subparsers)`; imported only when asked for, so that a window opens soon."""

FAILED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the verb that `arguments` name (none: open the window); return the exit status."""
    parser = _parser(sys.argv[1:] if arguments is None else arguments)
    chosen = parser.parse_args(arguments)
    try:
        return int(chosen.run(_place(), chosen))
    except DeskError as error:
        log.info("refused: %s", error)
        say(f"desk: {sentence(error)}", to=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0


def _place() -> config.Config:
    """Return where the data are; raises Unavailable when the folder cannot be made."""
    try:
        return config.load()
    except OSError as error:
        raise Unavailable("disk_error", None, folder=str(error.filename), why=error.strerror or "") from error


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="desk", description="The communications back office of a small shop."
    )
    parser.add_argument("--version", action="version", version=f"desk {__version__}")
    parser.add_argument("--verbose", action="store_true", help="log to standard error")
    window.add_default(parser)
    asked = {VERBS[word] for word in arguments if word in VERBS}
    opens_window = all(word in ("--sample", "--verbose") for word in arguments)
    if not opens_window:
        verbs = parser.add_subparsers(metavar="VERB")
        for name in sorted(asked or set(VERBS.values())):
            importlib.import_module(f"desk.cli.{name}").add(verbs)
    return parser
