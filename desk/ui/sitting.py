# SPDX-License-Identifier: LicenseRef-Desk
"""One sitting at the window: opens a shop, or asks which; keeps its service running; ends everything well."""

from __future__ import annotations

import asyncio
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desk.config import Config
from desk.errors import DeskError
from desk.translation import N_, _
from desk.ui import panes
from desk.ui.commands import Command
from desk.ui.company import Company
from desk.ui.panes import PANES
from desk.ui.sign_in import SignInScreen, is_asked
from desk.ui.widgets import EmptyState
from desk.ui.window import Window
from desk.ui.wording import failure_text, formats

if TYPE_CHECKING:  # the services are slow to import, and the window stands before they are there
    from desk.bootstrap import Desk
    from desk.services.store import Session
    from desk.ui.first_start import FirstStart, ShopAnswers

KEPT = "operator"
"""Under which name it is kept who was there last."""
SETTLE_S = 0.3
"""So long the page that is shown first has the machine for itself."""


class Sitting(QObject):
    """What happens between the window's first and last moment."""

    def __init__(self, window: Window, config: Config, *, sample: bool, starts_service: bool = True) -> None:
        """Sit in `window`; `sample`: on the sample shop. starts_service: no when nothing may happen meanwhile."""
        super().__init__(window)
        self._company = Company(window, starts_service=starts_service)
        self._window = window
        self._own = config
        self._is_sample = sample
        self._desk: Desk | None = None
        self._first: FirstStart | None = None
        self._over = asyncio.Event()
        self._trouble = EmptyState("database", "")
        self._trouble.verb_requested.connect(self.begin)
        window.close_requested.connect(self._over.set)
        window.status.restart_requested.connect(self._company.restart)
        window.status.mailboxes_requested.connect(lambda: window.pages.navigate("settings", page="mailboxes"))
        window.status.outbox_requested.connect(lambda: window.pages.navigate("sends"))
        window.status.go_live_requested.connect(self._on_go_live)
        window.commands.add(*self._commands())
        self._show_commands()

    async def run(self) -> None:
        """Open the shop, stay until the window is closed, then end the service and let the data go."""
        self.begin()
        await self._over.wait()
        await self._company.see_off()
        self._window.shut()
        await self._window.jobs.finish()
        await self._leave()

    def begin(self) -> None:
        """Open the shop; say why when it cannot be opened."""
        self._window.jobs.start(self._begin(), self, self._on_closed_shop)

    def change_shop(self, *, sample: bool) -> None:
        """Go to the sample shop, or back from it to one's own, once no page would lose anything."""
        self._window.pages.leave(lambda: self._go_to(sample=sample))

    def lock(self) -> None:
        """Ask again who is there, once no page would lose anything."""
        self._window.pages.leave(lambda: self._go_to(sample=self._is_sample))

    def _go_to(self, *, sample: bool) -> None:
        if self._window.pages.is_covered:  # already on the way to one
            return
        self._is_sample = sample
        self._show_commands()
        self._window.jobs.start(self._change(), self, self._on_closed_shop)

    # ----------------------------------------------------------------------------------- opening

    async def _change(self) -> None:
        await self._company.make_way()
        if self._over.is_set():
            return
        self._window.detach()
        await self._leave()
        await self._begin()

    async def _begin(self) -> None:
        desk = await asyncio.to_thread(_open, self._own, self._is_sample)
        if self._over.is_set():
            await asyncio.to_thread(desk.close)
            return
        self._desk = desk
        zone = await desk.db.read(_zone)
        if not zone:
            self._ask_first()
            return
        formats.use_zone(zone)  # before the first line is written
        if await desk.db.read(is_asked):
            self._ask_who(desk)
        else:
            self._attach(desk)

    def _ask_who(self, desk: Desk) -> None:
        """Show no page before somebody has signed in; what leaves and arrives does not wait for it."""
        screen = SignInScreen(desk, self._window.jobs, self._window.places.text(KEPT))
        screen.signed_in.connect(partial(self._on_signed_in, desk, screen))
        self._window.pages.show_alone(screen)
        self._window.commands.action("file.lock").setVisible(False)
        self._company.start_service(desk)

    def _on_signed_in(self, desk: Desk, screen: SignInScreen, operator_id: str) -> None:
        take_seat(operator_id)
        self._window.places.keep_text(KEPT, operator_id)
        self._window.commands.action("file.lock").setVisible(True)
        self._company.watch_rights(desk)
        self._attach(desk)
        self._window.pages.removeWidget(screen)
        screen.deleteLater()

    def _attach(self, desk: Desk) -> None:
        """Show the page that was open last; its rows come before everything else."""
        self._window.attach(desk)
        self._window.jobs.start(self._attach_rest(desk), self)

    async def _attach_rest(self, desk: Desk) -> None:
        """Start what nobody waits for: the service, the watches, the search; once the page has its rows."""
        await asyncio.sleep(SETTLE_S)
        if self._desk is not desk:
            return
        self._company.start(desk)
        await asyncio.to_thread(load_rest)
        await self._unlock(desk)

    async def _unlock(self, desk: Desk) -> None:
        """Ask for the passphrase of the passwords, on a computer without a keyring that keeps some already."""
        from desk.ui.passphrase import unlocked

        if self._desk is desk:
            await unlocked(desk)

    async def _leave(self) -> None:
        """Stop our service and let the data go."""
        take_seat("")
        desk, self._desk = self._desk, None
        await self._company.leave()
        if desk is not None:
            await asyncio.to_thread(desk.close)

    def _on_closed_shop(self, error: Exception) -> None:
        failure = failure_text(error)
        self._trouble.set_texts(failure.title, failure.sentence, _("Try again"))
        self._window.pages.show_alone(self._trouble)
        if not isinstance(error, DeskError):
            self._window.show_failure(error)

    # ------------------------------------------------------------------------------- first start

    def _ask_first(self) -> None:
        from desk.ui.first_start import FirstStart

        if self._first is None:
            self._first = FirstStart()
            self._first.sample_requested.connect(lambda: self.change_shop(sample=True))
            self._first.shop_ready.connect(self._on_answers)
        self._window.pages.show_alone(self._first)

    def _on_answers(self, answers: ShopAnswers) -> None:
        self._window.jobs.start(self._create(answers), self)

    async def _create(self, answers: ShopAnswers) -> None:
        await asyncio.to_thread(_create, self._own, answers)
        assert self._desk is not None
        self._attach(self._desk)

    # ------------------------------------------------------------------------------------ wishes

    def _commands(self) -> tuple[Command, ...]:
        return (
            Command(
                name="file.sample",
                label=N_("Open the &sample shop"),
                run=lambda: self.change_shop(sample=True),
                icon="play-circle",
                menu="file",
                section="shop",
            ),
            Command(
                name="file.own",
                label=N_("Leave the &sample shop"),
                run=lambda: self.change_shop(sample=False),
                icon="storefront",
                menu="file",
                section="shop",
            ),
            Command(
                name="file.lock",
                label=N_("&Lock"),
                run=self.lock,
                shortcut="Ctrl+L",
                icon="lock-simple",
                menu="file",
                section="shop",
            ),
            Command(
                name="tools.restart",
                label=N_("&Restart the service"),
                run=self._company.restart,
                icon="arrows-clockwise",
                menu="tools",
                section="service",
            ),
        )

    def _show_commands(self) -> None:
        self._window.commands.action("file.sample").setVisible(not self._is_sample)
        self._window.commands.action("file.own").setVisible(self._is_sample)
        self._window.commands.action("file.lock").setVisible(False)

    def _on_go_live(self) -> None:
        from desk.ui.go_live import GoingLive

        assert self._desk is not None
        GoingLive(self._desk, self._window, self._window.jobs, self._window.toasts).begin()


def _open(config: Config, sample: bool) -> Desk:
    """Open the data; on a thread of its own, for everything slow is imported here."""
    from desk import bootstrap

    return bootstrap.open_sample(config) if sample else bootstrap.open_desk(config)


def _create(config: Config, answers: ShopAnswers) -> None:
    from desk import bootstrap

    draft = bootstrap.ShopDraft(
        name=answers.shop_name or _("My shop"),
        country=answers.country,
        language=answers.language,
        timezone=answers.timezone,
        opening=answers.opening,
    )
    bootstrap.create_shop(config, draft)


def take_seat(operator_id: str) -> None:
    """Let `operator_id` act at this window from now on; "" for nobody."""
    from desk.models.identity import OperatorId
    from desk.services.shop import SEAT

    SEAT.operator_id = OperatorId(operator_id) if operator_id else None


def _zone(session: Session) -> str:
    """Return the zone in which the shop's clocks are shown; "" while there is no shop."""
    from desk.services.shop import Locations

    place = Locations(session).default()
    return place.zone if place is not None else ""


def load_rest() -> None:
    """Load what the first deeds and the other pages need, so that they need not wait for it; on a thread."""
    from desk.services import delivery, events, reminders

    for door, names in (
        (delivery, ("History", "Evaluations", "Cancelling", "Resend")),
        (events, ("CustomerBook", "RecordBook")),
        (reminders, ("Scheduler",)),
    ):
        for name in names:
            getattr(door, name)
    for pane in PANES:
        import_module(f"{panes.__name__}.{pane.name}.page")
    formats.load()
