# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the bots: looks at each message that waits for one, asks them in order, sends what the first answers.

Kill it at any time: a message waits as a row until, in one transaction, its answer is queued and the row is gone.
"""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk import clock
from desk.errors import Conflict, DeskError, Misconfigured, NotFound, Refused, Rejected, Unavailable
from desk.models.vocabulary import Channel, DraftKind
from desk.services.assistants.bots.asking import ask_bot
from desk.services.assistants.bots.bot import Question, Reply
from desk.services.assistants.bots.bots import BotRow, Bots
from desk.services.assistants.bots.kinds import REMOTE_KINDS
from desk.services.assistants.bots.occasions import Occasion, Occasions
from desk.services.assistants.bots.silence import MailFacts, Silence, why_silent
from desk.services.assistants.translating.language_guess import guess_language
from desk.services.inbox import (
    BotTaskRow,
    BotTasks,
    DraftContent,
    DraftPlace,
    Letter,
    Writing,
    own_words,
    read_mail,
    recognise,
    stop_word,
)
from desk.services.shop import Settings
from desk.services.store import Change, Database, Secrets, Session, Waking

log = logging.getLogger(__name__)

TOPICS = (Change.ASSISTANTS, Change.CONVERSATIONS)
DONE = (Change.ASSISTANTS, Change.CONVERSATIONS, Change.DELIVERIES, Change.EVENTS)
BATCH = 50
POLL_S = 30.0
CALM_S = 0.25
AGAIN_S = 1.0
TRIES = 4
FIRST_PAUSE = timedelta(seconds=20)
"""Doubled after each try that failed."""
LEFT = frozenset(
    {Silence.PERSON_ANSWERED, Silence.HANDED_OVER, Silence.ANSWERED_ENOUGH, Silence.ANSWERED_TODAY}
)
"""Why a bot that has answered in a conversation leaves it to people."""
LOOK_AGAIN = timedelta(seconds=30)
"""While somebody is writing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the bots came to. failed: the bot that could not answer, None: none failed."""

    bot: BotRow | None = None
    reply: Reply | None = None
    failed: BotRow | None = None
    is_to_be_tried_again: bool = False


class BotRunner:
    """The worker. One runs at a time for a database; two would still answer once."""

    name = "bots"
    is_exclusive = True

    def __init__(self, db: Database) -> None:
        self._db = db

    async def run(self) -> None:
        """Answer for ever."""
        with Waking(self._db, TOPICS) as waking:
            while True:
                await self.look()
                await waking.wait(await self._pause())
                await asyncio.sleep(CALM_S)

    async def look(self) -> int:
        """Look at everything that is due; return how many messages were looked at."""
        count = 0
        while tasks := await self._db.read(lambda session: BotTasks(session).due(clock.now(), BATCH)):
            for task in tasks:
                await self._look_at(task)
            count += len(tasks)
        return count

    async def _pause(self) -> float:
        due_at = await self._db.read(lambda session: BotTasks(session).next_due())
        if due_at is None:
            return POLL_S
        return min(max((due_at - clock.now()).total_seconds(), AGAIN_S / 10), POLL_S)

    async def _look_at(self, task: BotTaskRow) -> None:
        occasion = await self._db.read(lambda session: Occasions(session).of(task, clock.now()))
        if occasion is None or occasion.newest_id != task.message_id:
            await self._drop(task)  # gone, or something was said since
            return
        if occasion.is_being_answered and not task.is_forced:
            await self._put_off(task, LOOK_AGAIN, counts=False)
            return
        silence = await asyncio.to_thread(_silence, occasion, clock.now(), task.is_forced)
        words = own_words(occasion.text)
        question = await self._db.read(lambda session: _question(session, occasion, words, clock.now()))
        if silence is not None or question is None:
            log.info(
                "message %s is left to people: %s", task.message_id, silence or "a wish to be left alone"
            )
            await self._db.write(lambda session: _leave(session, task, occasion, silence), *DONE)
            return
        await self._answer(task, occasion, question)

    async def _answer(self, task: BotTaskRow, occasion: Occasion, question: Question) -> None:
        found = await self._ask_all(occasion, question)
        if found.reply is None and found.is_to_be_tried_again and task.attempts + 1 < TRIES:
            await self._put_off(task, FIRST_PAUSE * (1 << task.attempts), counts=True)
            return
        try:
            await self._db.write(lambda session: _settle(session, task, occasion, found), *DONE)
        except (
            Conflict,
            NotFound,
        ):  # something was said, or the conversation went, while the bot was thinking
            await self._drop(task)
        except Refused as error:
            log.info("message %s cannot be answered: %s", task.message_id, error)
            refused = Found(failed=found.bot)
            await self._db.write(lambda session: _settle(session, task, occasion, refused), *DONE)

    async def _ask_all(self, occasion: Occasion, question: Question) -> Found:
        """Ask the bots in order; the first with something to say answers."""
        failed: BotRow | None = None
        is_later = False
        for bot in occasion.bots:
            try:
                key = await asyncio.to_thread(_key, bot)
                reply = await ask_bot(bot.kind, bot.settings, key, question)
            except (Misconfigured, Rejected, Unavailable) as error:
                log.info("bot %s: %s", bot.id, error)
                await self._note(bot, error.code)
                failed, is_later = bot, is_later or isinstance(error, Unavailable)
                continue
            if bot.health_code:
                await self._note(bot, "")
            if reply is not None:
                return Found(bot=bot, reply=reply)
        return Found(failed=failed, is_to_be_tried_again=is_later)

    async def _note(self, bot: BotRow, code: str) -> None:
        await self._db.write(
            lambda session: Bots(session).note_health(bot.id, code, at=clock.now()), Change.ASSISTANTS
        )

    async def _put_off(self, task: BotTaskRow, pause: timedelta, *, counts: bool) -> None:
        until = clock.now() + pause
        await self._db.write(
            lambda session: BotTasks(session).put_off(task.message_id, until, counts=counts),
            Change.ASSISTANTS,
        )

    async def _drop(self, task: BotTaskRow) -> None:
        try:
            await self._db.write(
                lambda session: BotTasks(session).pass_on(task, clock.now()), Change.ASSISTANTS
            )
        except DeskError as error:
            log.warning("a task of the bots stays: %s", error)
            raise


def _silence(occasion: Occasion, now: datetime, is_forced: bool) -> Silence | None:  # noqa: FBT001 - for a thread
    """Return why nothing may answer; reading a mail takes a while."""
    facts = MailFacts(
        sender=occasion.sender,
        channel=occasion.channel,
        kind=occasion.kind,
        is_automatic=occasion.is_automatic or occasion.channel is Channel.EMAIL,  # its headers are not here
        ours=occasion.ours,
    )
    if occasion.raw is not None:
        mail = read_mail(occasion.raw)
        feedback = recognise(mail, occasion.raw)
        facts = MailFacts(
            sender=occasion.sender,
            channel=occasion.channel,
            kind=occasion.kind,
            headers=mail.headers,
            to=tuple(one.address for one in (*mail.to, *mail.cc)),
            ours=occasion.ours,
            is_automatic=occasion.is_automatic or feedback.is_automatic,
        )
    return why_silent(facts, occasion.past, now, is_forced=is_forced)


def _question(session: Session, occasion: Occasion, words: str, now: datetime) -> Question | None:
    """Return what is asked; None for what a person should read: a word of STOP in a sentence."""
    if stop_word(words, Settings(session).get().country) is not None:
        return None
    language = guess_language(words) or occasion.language
    return Occasions(session).question(occasion, words, language, now)


def _leave(session: Session, task: BotTaskRow, occasion: Occasion, silence: Silence | None) -> None:
    """Leave a message to people; say so where a bot has answered before."""
    if not BotTasks(session).finish(task.message_id) or occasion.bot_id is None:
        return
    if silence is None or silence in LEFT:
        name = Bots(session).names().get(occasion.bot_id, "")
        Occasions(session).hand_over(occasion, name, "hand_over", clock.now())


def _settle(session: Session, task: BotTaskRow, occasion: Occasion, found: Found) -> None:
    """Queue the answer, count it, and forget the task: all of it, or nothing."""
    if not BotTasks(session).finish(task.message_id):
        return
    now, occasions = clock.now(), Occasions(session)
    fresh = occasions.of(task, now)
    if fresh is None or (not task.is_forced and fresh.past != occasion.past):
        return  # blocked, answered by somebody, or counted elsewhere while the bot was thinking
    if found.reply is None or found.bot is None:
        if found.failed is not None:
            occasions.hand_over(occasion, found.failed.name, "bot_failed", now)
        return
    if found.reply.text:
        Writing(session).send(_letter(occasion, found.bot, found.reply), now)
        occasions.note_answer(occasion, found.bot, now, keeps=not found.reply.leaves_waiting)
    if found.reply.hands_over:
        occasions.hand_over(occasion, found.bot.name, "hand_over", now)


def _letter(occasion: Occasion, bot: BotRow, reply: Reply) -> Letter:
    channel: Channel = occasion.channel
    return Letter(
        place=DraftPlace(kind=DraftKind.REPLY, conversation_id=occasion.conversation_id),
        content=DraftContent(channel=channel, to=occasion.sender, text=reply.text),
        seen_id=occasion.newest_id,
        bot_id=bot.id,
        author=bot.name,
        leaves_waiting=reply.leaves_waiting,
    )


def _key(bot: BotRow) -> str:
    """Return the key of a bot that asks another program; blocks."""
    return Secrets().get(bot.id) if bot.kind in REMOTE_KINDS else ""
