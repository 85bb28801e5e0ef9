# SPDX-License-Identifier: LicenseRef-Desk
"""Names the processes that hold leases, and tells which of them still run."""

import hashlib
import os
import platform
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from desk.services.store import LeaseRow

SERVICE = "service:"
"""Every running service holds the lease SERVICE + holder; its report is what the status bar shows."""

_TOKEN = secrets.token_hex(4)
_MACHINE = re.compile(r"[0-9a-f]{16}")


def holder_name(home: Path) -> str:
    """Return a name for this process: the machine's own (kept in the data folder), the process's id, its start.

    machine:pid:place.token — place: the running system that the id means something in (`_place`). The token is
    drawn at each start, because two containers count their processes alike.
    """
    return f"{_machine(home / 'machine')}:{os.getpid()}:{_place()}.{_TOKEN}"


def _machine(file: Path) -> str:
    """Return what the machine is called; drawn at first, and again when the file is damaged."""
    try:
        kept = file.read_text("ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        kept = ""
    if _MACHINE.fullmatch(kept):
        return kept
    drawn = secrets.token_hex(8)
    # At once or not at all: a power cut never leaves half a name.
    new = file.with_name(f"{file.name}.{os.getpid()}")
    new.write_text(drawn, "ascii")
    new.replace(file)
    return drawn


@lru_cache(maxsize=1)
def _place() -> str:
    """Return what tells one running system from another: name, boot, count of processes; "" where that is unknown."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii")
        told = f"{platform.node()}\n{boot}\n{Path('/proc/self/ns/pid').readlink()}"
    except (OSError, UnicodeDecodeError):
        return ""
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:12]


def is_alive(holder: str, me: str, leases: Sequence[LeaseRow], now: datetime) -> bool:
    """Whether `holder` still runs: its lease stands, and its process is there when that can be seen from here."""
    if holder == me:  # whatever the clock says
        return True
    if is_gone(holder, me):
        return False
    return any(lease.name == SERVICE + holder and lease.expires_at > now for lease in leases)


def running(leases: Sequence[LeaseRow], me: str, now: datetime) -> tuple[LeaseRow, ...]:
    """Return the leases of the services that run, here or on another workstation.

    me: this process (`holder_name`), by which a service that ended on this machine is known before its time is
    up; "": the leases alone decide.
    """
    return tuple(
        lease
        for lease in leases
        if lease.name == SERVICE + lease.holder and is_alive(lease.holder, me, leases, now)
    )


def is_gone(holder: str, me: str) -> bool:
    """Whether `holder` ran in this very system and has ended, whatever its lease says.

    Of a process of another boot, of another container or of a copy of this machine only its lease tells: its
    number means nothing here.
    """
    theirs, ours = _Holder.of(holder), _Holder.of(me)
    if theirs is None or ours is None or holder == me:
        return False
    if (theirs.machine, theirs.place) != (ours.machine, ours.place):
        return False
    return theirs.pid == ours.pid or not _process_exists(theirs.pid)


@dataclass(frozen=True, slots=True)
class _Holder:
    """The parts of a holder's name."""

    machine: str
    pid: int
    place: str

    @classmethod
    def of(cls, name: str) -> "_Holder | None":
        """Take a name apart; None when it is none that a process can be found by."""
        machine, _, rest = name.partition(":")
        pid, _, start = rest.partition(":")
        place = start.partition(".")[0]
        return cls(machine, int(pid), place) if pid.isdecimal() and place else None


def _process_exists(pid: int) -> bool:
    if os.name == "nt":  # a signal 0 would end a process there; the lease alone decides
        return True
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
