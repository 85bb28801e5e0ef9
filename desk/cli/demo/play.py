# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the demo's day: real events, the real engine, real SMTP on loopback, a clock that is moved forward."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desk import clock
from desk.bootstrap import Desk, Service, activate, stock
from desk.cli.demo import story
from desk.cli.demo.verdict import Heard
from desk.models.identity import CustomerId, LocationId, RecordId
from desk.models.vocabulary import DeliveryState
from desk.services.delivery import DeliveryDetail, History, HistoryFilter
from desk.services.events import RecordBook, RecordChange
from desk.services.inbox import ConversationFilter, Inbox
from desk.services.preferences import ConsentDraft, Consents, Suppressions
from desk.services.sandbox import FaultBook, IncomingBook
from desk.services.shop import (
    Customers,
    LocationDraft,
    Locations,
    OperatorDraft,
    Operators,
    RecordDraft,
    Settings,
)
from desk.services.store import Change, Session
from desk.translation import translator

MINUTES = 11
"""How many single minutes follow each step: longer than any rule’s time for undoing."""
HAPPENS = Change.EVENTS, Change.RECORDS, Change.CUSTOMERS, Change.CAPTURES
SETTLE_S = 30.0
"""The longest wait for one step of the day to come to rest."""


@dataclass(slots=True)
class Cast:
    """Who and what the day is about, by the story's names."""

    customers: dict[str, CustomerId] = field(default_factory=dict)
    orders: dict[str, RecordId] = field(default_factory=dict)
    location_id: LocationId | None = None
    appointment: RecordId | None = None


class Day:
    """The stage: a shop, a service, and a clock."""

    def __init__(self, desk: Desk, tell: Callable[[datetime, str], None]) -> None:
        self._desk = desk
        self._tell = tell
        self._cast = Cast()
        self._clock = clock.MovableClock(story.TUESDAY)
        self.held_at_night: tuple[DeliveryDetail, ...] = ()

    async def play(self) -> None:
        """Play the whole day; afterwards the history holds it."""
        clock.use(self._clock)
        try:
            await self._desk.db.write(self._set_up, *Change)
            service = Service(self._desk)
            async with asyncio.TaskGroup() as group:
                running = group.create_task(service.run())
                await self._scenes(service)
                await service.wind_down()
                running.cancel()
        finally:
            clock.use(None)

    async def _scenes(self, service: Service) -> None:
        await self._at(
            service, story.TUESDAY, "Six orders come in, an appointment is made", self._orders_come_in
        )
        await self._at(
            service, story.TUESDAY + 2 * story.HOUR, "The appointment is moved", self._appointment_moves
        )
        await self._at(
            service,
            story.TUESDAY + 3 * story.HOUR,
            "Sophie’s order is ready",
            self._status("sophie", "ready"),
        )
        await self._at(
            service, story.TUESDAY + 5 * story.HOUR, "Nadia asks by SMS, Paul wants no more of them", _written
        )
        await self._until_heard()
        await self._at(
            service, story.TUESDAY + 8 * story.HOUR, "Sophie collects it", self._status("sophie", "collected")
        )
        await self._at(service, story.EVENING, "Kenji’s order is ready, late", self._status("kenji", "ready"))
        self.held_at_night = tuple(one for one in await self.lines() if one.row.state is DeliveryState.QUEUED)
        await self._at(service, story.MORNING, "The quiet hours are over")
        await self._at(service, story.END, "A day before the appointment")

    async def _at(
        self,
        service: Service,
        moment: datetime,
        what: str,
        happens: Callable[[Session], object] | None = None,
    ) -> None:
        """Move the clock to `moment`, let it happen, and let the engine come to rest, minute by minute."""
        await self._forward(moment)
        self._tell(moment, what)
        if happens is not None:
            await self._desk.db.write(happens, *HAPPENS)
        for _ in range(MINUTES):
            async with asyncio.timeout(SETTLE_S):
                await service.drain()
            await self._forward(clock.now() + timedelta(minutes=1))
        async with asyncio.timeout(SETTLE_S):
            await service.drain()

    async def _forward(self, moment: datetime) -> None:
        ahead = moment - clock.now()
        if ahead > timedelta(0):
            self._clock.forward(ahead)
        self._desk.db.changes.announce((Change.DELIVERIES, Change.TIMERS, Change.EVENTS))
        await asyncio.sleep(0.05)

    async def lines(self) -> tuple[DeliveryDetail, ...]:
        """Return the history, oldest first."""

        def work(session: Session) -> tuple[DeliveryDetail, ...]:
            history = History(session)
            return tuple(history.detail(row.id) for row in reversed(history.page(HistoryFilter(), limit=500)))

        return await self._desk.db.read(work)

    async def heard(self) -> Heard:
        """Return what came of the guests' answers: by whom a conversation waits, and who is written to no more."""

        def work(session: Session) -> Heard:
            waiting = Inbox(session).page(ConversationFilter(waiting_for=timedelta(0)))
            numbers = {answer.mobile: answer.guest for answer in story.ANSWERS}
            stopped = Suppressions(session).active(numbers, clock.now())
            return Heard(
                waiting=frozenset(self.guest_of(row.customer_id or "") for row in waiting if row.record_id),
                stopped=frozenset(numbers[address] for _channel, address, _topic in stopped),
            )

        return await self._desk.db.read(work)

    async def _until_heard(self) -> None:
        """Wait for the answers, which a service asks for in its own time; the verdict says when they do not come."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SETTLE_S):
                while not (heard := await self.heard()).waiting or not heard.stopped:  # noqa: ASYNC110 - moments
                    await asyncio.sleep(0.05)

    def guest_of(self, customer_id: str) -> str:
        """Return the story's name of a customer."""
        return next((name for name, id_ in self._cast.customers.items() if id_ == customer_id), "?")

    def _set_up(self, session: Session) -> None:
        shop = Settings(session)
        shop.change(
            shop_name="Atelier du Rhône", default_language="fr", timezone="Europe/Paris", country="FR"
        )
        Operators(session).create(OperatorDraft(name="Camille Martin", email="camille@example.org"))
        opening = dict.fromkeys(range(1, 6), (("09:00", "12:30"), ("14:00", "19:00")))
        location = LocationDraft(
            name="Atelier Lyon 2", timezone="Europe/Paris", country="FR", calendar="FR", is_default=True,
            opening=opening, phone="+33465711002", email="lyon2@example.org",
            address="14 rue de la République\n69002 Lyon",
        )  # fmt: skip
        self._cast.location_id = Locations(session).create(location)
        stock(session, translator("fr"), clock.now())
        activate(session, story.RULES)
        FaultBook(session).put(story.FAULTS)
        for name, guest in story.GUESTS.items():
            self._cast.customers[name] = self._customer(session, guest)

    def _customer(self, session: Session, guest: story.Guest) -> CustomerId:
        id_ = Customers(session).create(guest.draft)
        drafts = [
            ConsentDraft(
                customer_id=id_, topic=topic, channel=channel, granted=True, source="counter",
                wording="Accord donné au comptoir",
            )
            for topic, channels in guest.consents.items()
            for channel in channels
        ]  # fmt: skip
        if drafts:
            Consents(session).record(*drafts)
        return id_

    def _orders_come_in(self, session: Session) -> None:
        book = RecordBook(session, source="demo")
        for name in ("sophie", "marc", "nadia", "hugo", "paul", "kenji"):
            made = book.create(self._draft("order", name, "Révision complète"))
            self._cast.orders[name] = made.record_id
        self._cast.appointment = book.create(
            self._draft("appointment", "amina", "Réglage des freins", due_at=story.APPOINTMENT)
        ).record_id

    def _appointment_moves(self, session: Session) -> RecordChange:
        assert self._cast.appointment is not None
        return RecordBook(session, source="demo").move_due(self._cast.appointment, story.MOVED)

    def _status(self, guest: str, status: str) -> Callable[[Session], RecordChange]:
        def work(session: Session) -> RecordChange:
            return RecordBook(session, source="demo").change_status(self._cast.orders[guest], status)

        return work

    def _draft(self, kind: str, guest: str, title: str, *, due_at: datetime | None = None) -> RecordDraft:
        return RecordDraft(
            kind=kind,
            customer_id=self._cast.customers[guest],
            status="",
            title=title,
            location_id=self._cast.location_id,
            due_at=due_at,
        )


def _written(session: Session) -> None:
    for answer in story.ANSWERS:
        IncomingBook(session).play(answer.mobile, answer.text, clock.now())
