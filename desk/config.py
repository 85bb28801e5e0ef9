# SPDX-License-Identifier: LicenseRef-Desk
"""Reads where Desk's data lie: DESK_HOME and DESK_DATABASE, else the system's place for a program's data."""

import contextlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

PRIVATE = 0o700
_FILE = "sqlite:///"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Where this process reads and writes.

    home: the data folder (database, log, layout). database: an SQLAlchemy URL.
    """

    home: Path
    database: str

    @property
    def log_file(self) -> Path:
        """Where the log is written."""
        return self.home / "desk.log"

    @property
    def sample_home(self) -> Path:
        """The data folder of the sample shop, apart from the shop's own."""
        return self.home / "sample"

    @property
    def is_shared(self) -> bool:
        """Whether several workstations may use the same database."""
        return self.database.startswith("postgres")

    @property
    def has_data(self) -> bool:
        """Whether there is something to read: a file that is there, or a server, which alone can tell."""
        if self.is_shared or not self.database.startswith(_FILE):
            return True
        return Path(self.database.removeprefix(_FILE).partition("?")[0]).exists()

    def sample(self, *, makes_folder: bool = True) -> "Config":
        """Return the configuration of the sample shop beside this one; its database is always a file."""
        return at(self.sample_home, makes_folder=makes_folder)


def database_url(home: Path) -> str:
    """Return the URL of the database file in `home`."""
    return f"{_FILE}{home / 'desk.db'}"


def at(home: Path, database: str = "", *, makes_folder: bool = True) -> Config:
    """Return the configuration of the data folder `home`, made (private to its owner) unless who asks only reads."""
    if makes_folder:
        home.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
        _close_files(home)
    return Config(home=home, database=database or database_url(home))


def make_private() -> None:
    """Keep whatever this process and its children make to its owner, also in a folder that was there before."""
    os.umask(0o077)


def is_open_to_others(home: Path) -> bool:
    """Whether other users of this computer may look into the data folder; False where that cannot be told."""
    return os.name == "posix" and bool(stat.S_IMODE(home.stat().st_mode) & ~PRIVATE)


def _close_files(home: Path) -> None:
    """Take the data that others may read away from them; an earlier Desk, or a hand, left them open."""
    if os.name != "posix":
        return
    for file in home.glob("desk.*"):
        with contextlib.suppress(OSError):  # another's file, or gone already
            mode = stat.S_IMODE(file.lstat().st_mode)
            if mode & 0o077 and file.is_file() and not file.is_symlink():
                file.chmod(mode & PRIVATE)


def load(*, makes_folder: bool = True) -> Config:
    """Return the configuration that the environment asks for."""
    home = os.environ.get("DESK_HOME")
    place = Path(home).expanduser() if home else user_data_path("Desk", appauthor=False)
    return at(place.absolute(), os.environ.get("DESK_DATABASE", ""), makes_folder=makes_folder)
