# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps, for as long as this process lives, which data folder it serves and what opens the passwords kept there."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from desk.errors import Misconfigured

VARIABLE = "DESK_PASSPHRASE"
FILE_VARIABLE = "DESK_PASSPHRASE_FILE"


@dataclass(slots=True)
class Place:
    """Where this process keeps its passwords' file. told: data folder → the passphrase that opened it."""

    home: Path | None = None
    told: dict[Path, str] = field(default_factory=dict, repr=False)


place = Place()


def keep_secrets_in(home: Path | None) -> None:
    """Use the file in the folder `home` from now on, should there be no keyring; None forgets everything."""
    place.home = home
    if home is None:
        place.told.clear()


def told_passphrase(home: Path) -> str:
    """Return what a person told this process for the folder `home`, "" for nothing: for the service beside it."""
    return place.told.get(home, "")


def known_passphrase() -> str:
    """Return what a person or the window told, else what the environment says, else ""; raises Misconfigured."""
    if place.home in place.told:
        return place.told[place.home]
    if said := os.environ.get(VARIABLE, ""):
        return said
    if not (file := os.environ.get(FILE_VARIABLE, "")):
        return ""
    try:
        return Path(file).read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured("passphrase_file", file=file) from error
