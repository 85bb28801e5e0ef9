# SPDX-License-Identifier: LicenseRef-Desk
"""Decides how the sandbox's servers misbehave: faults by recipient or for all, counted down; no I/O."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from desk.translation import N_

MOST_TIMES = 1_000_000
MOST_DELAY_S = 600.0


class FaultKind(StrEnum):
    """What a server does instead of taking a message and saying so."""

    LATER = "later"
    """Says "later" (SMTP 451); nothing is kept."""
    REFUSE = "refuse"
    """Refuses for good (SMTP 550); nothing is kept."""
    CUT = "cut"
    """Hangs up after the message without an answer; nothing is kept."""
    LOST_ANSWER = "lost_answer"
    """Keeps the message, and hangs up without an answer."""
    STALL = "stall"
    """Never answers; nothing is kept."""
    SLOW = "slow"
    """Keeps the message, and answers late."""
    GARBAGE = "garbage"
    """Answers nonsense; nothing is kept."""


LABELS = {
    FaultKind.LATER: N_("Asks to come back later"),
    FaultKind.REFUSE: N_("Refuses for good"),
    FaultKind.CUT: N_("Hangs up before taking the message"),
    FaultKind.LOST_ANSWER: N_("Takes the message, but the answer is lost"),
    FaultKind.STALL: N_("Never answers"),
    FaultKind.SLOW: N_("Answers late"),
    FaultKind.GARBAGE: N_("Answers nonsense"),
}
"""Fault → English msgid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One misbehaviour. address: of which recipient, "" of all. times: how often, None until switched off."""

    kind: FaultKind
    address: str = ""
    times: int | None = None
    delay_s: float = 5.0


class Faults:
    """The faults that are switched on; a recipient's own go before those for all."""

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        self._on: tuple[Fault, ...] = ()
        self._left: list[int | None] = []
        self.replace(faults)

    @property
    def on(self) -> tuple[Fault, ...]:
        """Return what is switched on, used up or not."""
        return self._on

    def replace(self, faults: Iterable[Fault]) -> None:
        """Switch these on and all others off; the counts begin anew, unless nothing changes."""
        wanted = tuple(faults)
        if wanted != self._on:
            self._on = wanted
            self._left = [fault.times for fault in wanted]

    def due(self, address: str) -> Fault | None:
        """Return the fault that a message to `address` meets, counted down; None lets it pass."""
        key = address.casefold()
        for wanted in (key, ""):
            for place, fault in enumerate(self._on):
                if fault.address.casefold() == wanted and self._left[place] != 0:
                    self._count(place)
                    return fault
        return None

    def _count(self, place: int) -> None:
        left = self._left[place]
        if left is not None:
            self._left[place] = left - 1


def document_of(faults: Sequence[Fault]) -> list[dict[str, Any]]:
    """Return faults as the settings keep them."""
    return [
        {"kind": fault.kind.value, "address": fault.address, "times": fault.times, "delay_s": fault.delay_s}
        for fault in faults
    ]


def read_faults(document: object) -> tuple[Fault, ...]:
    """Read what `document_of` wrote; what is no fault is left out."""
    found = document if isinstance(document, list) else []
    return tuple(fault for fault in map(_read, found) if fault is not None)


def _read(value: object) -> Fault | None:
    if not isinstance(value, dict) or value.get("kind") not in list(FaultKind):
        return None
    times, delay_s, address = value.get("times"), value.get("delay_s", 5.0), value.get("address", "")
    if not isinstance(address, str) or not isinstance(delay_s, int | float):
        return None
    if times is not None and not (isinstance(times, int) and 0 <= times <= MOST_TIMES):
        return None
    return Fault(
        kind=FaultKind(value["kind"]),
        address=address,
        times=times,
        delay_s=min(max(float(delay_s), 0.0), MOST_DELAY_S),
    )
