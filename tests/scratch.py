# SPDX-License-Identifier: LicenseRef-Desk
"""Lets the tests write into memory, where there is enough of it: a database a test is a thousand small files.

On a disk they cost several times the tests themselves. What a test proves about power cuts it proves by killing
processes, for which memory is as good. Whoever sets TMPDIR has chosen already.
"""

import contextlib
import os
import shutil
import sys
from pathlib import Path

MEMORY = Path("/dev/shm")
PREFIX = "desk-tests-"
ROOM, MEMORY_TO_SPARE = 3 << 29, 4 << 30
"""Bytes that must be free in the folder and of the machine's memory; the whole suite never has 0.5 GB in it."""


def choose(memory: Path = MEMORY) -> Path | None:
    """Point TMPDIR at a folder in memory and return it; None where that is not to be had, or is decided."""
    if "TMPDIR" in os.environ or not sys.platform.startswith("linux") or not os.access(memory, os.W_OK):
        return None
    sweep(memory)
    if room(memory) < ROOM or spare_memory() < MEMORY_TO_SPARE:
        return None
    folder = memory / f"{PREFIX}{os.getpid()}"
    folder.mkdir(mode=0o755, exist_ok=True)
    os.environ["TMPDIR"] = str(folder)
    return folder


def is_in_memory(memory: Path = MEMORY) -> bool:
    """Say whether what this process writes goes into memory, whoever has chosen so: this run, or the one it is of."""
    return Path(os.environ.get("TMPDIR", "/")).is_relative_to(memory)


def room(memory: Path) -> int:
    """Return the bytes that are free; none where programs may not be started, which some tests put there."""
    told = os.statvfs(memory)
    return 0 if told.f_flag & os.ST_NOEXEC else told.f_bavail * told.f_frsize


def sweep(memory: Path) -> None:
    """Remove what runs that have ended left behind."""
    for folder in memory.glob(f"{PREFIX}*"):
        if not Path("/proc", folder.name.removeprefix(PREFIX)).exists():
            shutil.rmtree(folder, ignore_errors=True)


def spare_memory() -> int:
    """Return the bytes that may still be taken, of the machine and of the group that we may be confined to."""
    told = Path("/proc/meminfo").read_text().split("MemAvailable:")[1].split()[0]
    spare = [int(told) * 1024]
    with contextlib.suppress(OSError, ValueError):  # "max", or no such group
        group = Path("/sys/fs/cgroup")
        limit = int((group / "memory.max").read_text())
        spare.append(limit - int((group / "memory.current").read_text()))
    return min(spare)
