# SPDX-License-Identifier: LicenseRef-Desk
"""The day that the demo plays: who comes, what happens when, and what must have come of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from desk.models.vocabulary import Channel, DeliveryState, PointKind, Reason
from desk.services.sandbox import Fault, FaultKind
from desk.services.shop import CustomerDraft, PointDraft

ZONE = ZoneInfo("Europe/Paris")
TUESDAY = datetime(2026, 3, 10, 9, 0, tzinfo=ZONE)
"""The day begins; the clock is moved forward from here."""

RULES = (
    "order.created",
    "order.ready",
    "order.collected",
    "appointment.created",
    "appointment.moved",
    "appointment.reminder",
    "customer.birthday",
)

BOTH = (Channel.EMAIL, Channel.SMS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """A customer of the demo. consents: topic → channels said yes to at the counter."""

    draft: CustomerDraft
    consents: Mapping[str, tuple[Channel, ...]]


def _guest(  # noqa: PLR0913 - a table of people reads best as one
    first: str, last: str, *, email: str = "", mobile: str = "", consents: tuple[str, ...] = ("operational",),
    birth: str = "", language: str = "fr",
) -> Guest:  # fmt: skip
    points = [PointDraft(kind=PointKind.EMAIL, address=email)] if email else []
    points += [PointDraft(kind=PointKind.PHONE, address=mobile)] if mobile else []
    draft = CustomerDraft(
        first_name=first, last_name=last, language=language, birth_date=birth or None, points=tuple(points)
    )
    return Guest(draft=draft, consents=dict.fromkeys(consents, BOTH))


GUESTS: Mapping[str, Guest] = {
    "sophie": _guest("Sophie", "Bernard", email="sophie.bernard@example.org", mobile="+33639980001"),
    "marc": _guest("Marc", "Delaunay", email="marc.delaunay@example.org", consents=()),
    "nadia": _guest("Nadia", "Ferrand", mobile="+33639980003"),
    "hugo": _guest("Hugo", "Besson", email="hugo.besson@example.org"),
    "paul": _guest("Paul", "Mercier", email="paul.mercier@example.org", mobile="+33639980005"),
    "kenji": _guest("Kenji", "Tanaka", email="kenji.tanaka@example.org", language="en"),
    "amina": _guest("Amina", "Rahmani", email="amina.rahmani@example.org", mobile="+33639980007"),
    "lina": _guest(
        "Lina",
        "Nowak",
        email="lina.nowak@example.org",
        birth="1990-03-13",
        consents=("operational", "commercial"),
    ),
}

FAULTS = (
    Fault(kind=FaultKind.LATER, address="hugo.besson@example.org", times=1),
    Fault(kind=FaultKind.REFUSE, address="paul.mercier@example.org"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One line that the history must have, no more and no less. attempts: None for any."""

    guest: str
    event: str
    channel: Channel
    state: DeliveryState
    reason: Reason | None = None
    attempts: int | None = None
    why: str


def _line(
    guest: str, event: str, channel: Channel, state: DeliveryState, why: str, **more: object
) -> Expected:
    return Expected(guest=guest, event=event, channel=channel, state=state, why=why, **more)  # type: ignore[arg-type]


SENT = DeliveryState.SENT
EXPECTED: tuple[Expected, ...] = (
    _line("sophie", "order.created", Channel.EMAIL, SENT, "the usual way", attempts=1),
    _line(
        "marc",
        "order.created",
        Channel.EMAIL,
        DeliveryState.UNDELIVERABLE,
        "never said yes: not subscribed",
        reason=Reason.NO_CONSENT,
        attempts=0,
    ),
    _line("nadia", "order.created", Channel.SMS, SENT, "no e-mail address: by SMS", attempts=1),
    _line(
        "hugo",
        "order.created",
        Channel.EMAIL,
        SENT,
        "the server first said 451, a minute later 250",
        attempts=2,
    ),
    _line(
        "paul",
        "order.created",
        Channel.EMAIL,
        DeliveryState.FAILED,
        "the server refuses for good",
        attempts=1,
    ),
    _line("paul", "order.created", Channel.SMS, SENT, "the next leg, because e-mail failed", attempts=1),
    _line("kenji", "order.created", Channel.EMAIL, SENT, "in English", attempts=1),
    _line("amina", "appointment.created", Channel.EMAIL, SENT, "the appointment is noted", attempts=1),
    _line("amina", "appointment.moved", Channel.EMAIL, SENT, "the appointment was moved", attempts=1),
    _line("lina", "customer.birthday", Channel.EMAIL, SENT, "three days before her birthday", attempts=1),
    _line("sophie", "order.ready", Channel.EMAIL, SENT, "ready for pick-up", attempts=1),
    _line("sophie", "order.collected", Channel.EMAIL, SENT, "handed over", attempts=1),
    _line(
        "kenji", "order.ready", Channel.EMAIL, SENT, "held by quiet hours, sent in the morning", attempts=1
    ),
    _line(
        "amina", "appointment.reminder", Channel.EMAIL, SENT, "the day before, at the new time", attempts=1
    ),
)

HELD_AT_NIGHT = (("kenji", "order.ready"),)
"""Guest and event of what quiet hours must hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A short message that a guest writes. is_stop: it is none for a person to read, it ends the messages."""

    guest: str
    text: str
    is_stop: bool = False
    why: str

    @property
    def mobile(self) -> str:
        """The number it comes from."""
        points = GUESTS[self.guest].draft.points
        return next(point.address for point in points if point.kind is PointKind.PHONE)


ANSWERS = (
    Answer(
        guest="nadia",
        text="Bonjour, mon vélo sera-t-il prêt samedi ? Je passerais vers 10 h.",
        why="her question waits in Messages, beside her order",
    ),
    Answer(guest="paul", text="STOP", is_stop=True, why="he wrote STOP: no SMS any more"),
)

HOUR = timedelta(hours=1)
APPOINTMENT = TUESDAY + timedelta(days=2, hours=1)
"""Thursday at ten; moved to three in the afternoon."""
MOVED = APPOINTMENT + timedelta(hours=5)
EVENING = TUESDAY.replace(hour=20, minute=30)
MORNING = TUESDAY.replace(hour=8, minute=1) + timedelta(days=1)
END = TUESDAY.replace(hour=15, minute=5) + timedelta(days=1)
