# SPDX-License-Identifier: LicenseRef-Desk
"""Finds the files that come with the program."""

from pathlib import Path

_ROOT = Path(__file__).parent


def path(name: str) -> Path:
    """Return where the resource `name` lies; it need not exist."""
    return _ROOT / name
