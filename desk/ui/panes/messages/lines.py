# SPDX-License-Identifier: LicenseRef-Desk
"""Puts the messages of a thread into the lines one sees: days, system lines folded together, what is new."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from desk.models.vocabulary import Direction, MessageKind
from desk.services.inbox import MessageRow
from desk.services.shop import local_day
from desk.ui.wording import formats

FOLD_FROM = 4
"""So many system lines in a row, or more, are folded but for the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """A new day begins."""

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLine:
    """From here on nobody has read it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemLines:
    """What happened to the conversation, or came by itself: one line each; `folded` ones on demand."""

    shown: tuple[MessageRow, ...]
    folded: tuple[MessageRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """Somebody's words."""

    message: MessageRow


Line = DayLine | NewLine | SystemLines | Bubble


def lines_of(messages: Sequence[MessageRow], new_from: str = "") -> tuple[Line, ...]:
    """Return the lines of a thread, oldest first. new_from: the message before which "New" stands."""
    return tuple(_lines(messages, new_from))


def is_system(message: MessageRow) -> bool:
    """Say whether a message is one line in small print: a system line, a bounce, an automatic answer."""
    if message.direction is Direction.SYSTEM:
        return True
    return message.direction is Direction.INCOMING and message.kind is not MessageKind.MESSAGE


def first_unread(messages: Sequence[MessageRow]) -> str:
    """Return the first of the customer's messages nobody has read; "" when all are read."""
    return next(
        (
            one.id
            for one in messages
            if not one.is_read and one.direction is Direction.INCOMING and not is_system(one)
        ),
        "",
    )


def _lines(messages: Sequence[MessageRow], new_from: str) -> Iterator[Line]:
    day: date | None = None
    waiting: list[MessageRow] = []
    for message in messages:
        its_day = local_day(message.at, formats.zone())
        if its_day != day or message.id == new_from or not is_system(message):
            yield from _flushed(waiting)
        if its_day != day:
            day = its_day
            yield DayLine(day=day)
        if message.id == new_from:
            yield NewLine()
        if is_system(message):
            waiting.append(message)
        else:
            yield Bubble(message=message)
    yield from _flushed(waiting)


def _flushed(waiting: list[MessageRow]) -> Iterator[SystemLines]:
    if waiting:
        cut = len(waiting) - 1 if len(waiting) >= FOLD_FROM else 0
        yield SystemLines(shown=tuple(waiting[cut:]), folded=tuple(waiting[:cut]))
        waiting.clear()
