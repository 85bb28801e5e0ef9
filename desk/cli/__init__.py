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
    "sync": "sync",
    "search": "search",
    "pictures": "pictures",
    "setup": "setup",
}
"""Verb → module of this package with `add(subparsers)`; imported only when asked for, so that a window opens soon."""

FAILED = 1
SAMPLE = "--sample"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the verb that `arguments` name (none: open the window); return the exit status."""
    if arguments is None:
        config.make_private()
    words = list(sys.argv[1:] if arguments is None else arguments)
    chosen = _parser(words).parse_args(_sample_first(words))
    try:
        return int(chosen.run(_place(chosen), chosen))
    except DeskError as error:
        log.info("refused: %s", error)
        say(f"desk: {sentence(error)}", to=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0


def _sample_first(words: list[str]) -> list[str]:
    """Let `--sample` stand anywhere, as people write it."""
    rest = [word for word in words if word != SAMPLE]
    return rest if rest == words else [SAMPLE, *rest]


def _place(chosen: argparse.Namespace) -> config.Config:
    """Return where the data are; who only reads makes no folder. Raises Unavailable when it cannot be made."""
    makes_folder = not getattr(chosen, "only_reads", False)
    try:
        own = config.load(makes_folder=makes_folder)
        if not chosen.sample or chosen.run is window.run:  # the window goes from one to the other
            return own
        return _sample(own, makes_it=makes_folder)
    except OSError as error:
        raise Unavailable("disk_error", None, folder=str(error.filename), why=error.strerror or "") from error


def _sample(own: config.Config, *, makes_it: bool) -> config.Config:
    """Return where the sample shop is, made when it is not there and somebody wants to work on it."""
    place = own.sample(makes_folder=makes_it)
    if makes_it and not place.has_data:
        from desk.bootstrap import open_sample

        open_sample(own).close()
    return place


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="desk", description="The communications back office of a small shop."
    )
    parser.add_argument("--version", action="version", version=f"desk {__version__}")
    parser.add_argument("--verbose", action="store_true", help="log to standard error")
    window.add_default(parser)
    asked = {VERBS[word] for word in arguments if word in VERBS}
    opens_window = all(word in (SAMPLE, "--verbose") for word in arguments)
    if not opens_window:
        verbs = parser.add_subparsers(metavar="VERB")
        for name in sorted(asked or set(VERBS.values())):
            importlib.import_module(f"desk.cli.{name}").add(verbs)
    return parser
