# SPDX-License-Identifier: LicenseRef-Desk
"""`desk`: opens the window."""

import argparse
import contextlib
import gc
import os
import sys

from desk.cli.quiet import hush
from desk.config import Config
from desk.errors import Misconfigured

_LOOK = "_mod_uses_pyside"
"""WORKAROUND: PySide 6.11."""


def add_default(parser: argparse.ArgumentParser) -> None:
    """Declare what `desk` takes without a verb."""
    parser.add_argument(
        "--sample", action="store_true", help="the sample shop instead of one's own, with any verb"
    )
    parser.set_defaults(run=run)


def has_display() -> bool:
    """Whether a window could be shown here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM")
    )


def hurry() -> None:
    """Spare the window two labours while it is made; meant to be called before anything of it is imported.

    Importing leaves no garbage, so nothing is collected until `ui.garbage` takes over. And PySide would read the
    source of every module, in search of "PySide6", to know where its optional features might be switched on.
    """
    gc.disable()
    with contextlib.suppress(ImportError):  # it is missed, and said, where the window is made
        import PySide6.QtCore  # noqa: F401
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, _LOOK):
        setattr(feature, _LOOK, _uses_no_feature)


def _uses_no_feature(_module: object) -> bool:
    return False


def run(place: Config, chosen: argparse.Namespace) -> int:
    """Open the window; returns when it was closed."""
    if not has_display():
        raise Misconfigured("no_display")
    hurry()
    if not chosen.verbose:
        hush()
    from desk.ui.application import run as open_window

    return open_window(place, sample=chosen.sample)
