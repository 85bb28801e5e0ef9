# SPDX-License-Identifier: LicenseRef-Desk
"""What may be wished of bots in a conversation: to answer now, to keep quiet for a while, to speak again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from desk import clock
from desk.models.vocabulary import Direction
from desk.services.inbox import BotTasks, ConversationRow, MessageRow
from desk.services.store import Change
from desk.translation import N_, _
from desk.ui.panes import Context
from desk.ui.panes.messages import snooze
from desk.ui.panes.messages.composer.state import newest_of
from desk.ui.panes.messages.deeds import Kind, Whom
from desk.ui.panes.messages.details_words import is_blocked
from desk.ui.panes.messages.thread import Thread
from desk.ui.wording import formats

if TYPE_CHECKING:
    from desk.ui.panes.messages.page import MessagesPage

NOTHING_TO_ANSWER = N_("There is nothing to answer: the newest message is not the customer’s.")


def add_bot(page: MessagesPage, menu: QMenu, thread: Thread) -> None:
    """Offer in the menu of a thread what may be wished of bots, where one could answer."""
    if not page.model.state.choices.has_bot:
        return
    row, guard = thread.card.row, page.context.commands.rights.guard
    now = menu.addAction(_("Let the bot answer now"))
    reason = why_not_now(thread.messages)
    now.setEnabled(not reason)
    now.setToolTip(reason)
    now.triggered.connect(lambda *_on: page.context.jobs.start(run_bot(page.context, row.id), page))
    guard("reply", now)
    if is_blocked(row, clock.now()):
        unblock = menu.addAction(_("Unblock the bot"))
        unblock.triggered.connect(partial(block, page, row, None))
        guard("reply", unblock)
        return
    until = menu.addMenu(_("Block the bot"))
    add_moments(page, until, row)
    guard("reply", until.menuAction())


def add_moments(page: MessagesPage, menu: QMenu, row: ConversationRow) -> None:
    """Offer until when bots keep quiet in a conversation, and for good."""
    places = page.model.state.choices.places
    for one in snooze.choices(clock.now(), places[0] if places else None):
        menu.addAction(one.label).triggered.connect(partial(block, page, row, one.until))
    menu.addAction(_("For good")).triggered.connect(partial(block, page, row, snooze.UNTIL_ANSWER))


def block(page: MessagesPage, row: ConversationRow, until: datetime | None, *_on: object) -> None:
    """Keep bots quiet in a conversation; until None: let them speak again."""
    kind = Kind.UNBLOCK_BOT if until is None else Kind.BLOCK_BOT
    wanted = None if until == snooze.UNTIL_ANSWER else until or clock.now()  # what is past unblocks
    said = (
        ""
        if until is None
        else formats.moment(until)
        if until.year < snooze.UNTIL_ANSWER.year
        else _("further notice")
    )
    page.deeds.do(
        kind,
        Whom.of((row,)),
        lambda h, by, at: h.block_bot((row.id,), until=wanted, by=by, at=at),
        text=said,
    )


def why_not_now(messages: Sequence[MessageRow]) -> str:
    """Say why no bot can answer now; "" when one can."""
    newest = newest_of(tuple(messages))
    is_customers = newest is not None and newest.direction is Direction.INCOMING
    return "" if is_customers else _(NOTHING_TO_ANSWER)


async def run_bot(context: Context, conversation_id: str) -> None:
    """Let a bot answer the newest message now, and say whether it will."""
    will = await context.desk.db.write(
        lambda session: BotTasks(session).force(conversation_id, clock.now()), Change.ASSISTANTS
    )
    said = _("The bot answers in a moment.") if will else _(NOTHING_TO_ANSWER)
    context.toasts.show_toast(said, icon="robot")
