# SPDX-License-Identifier: LicenseRef-Desk
"""Says a conversation in the few words of its card, and as one sentence for those who listen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desk.models.vocabulary import Author, Channel, ConversationState
from desk.services.inbox import ConversationRow, Lateness, lateness_of
from desk.services.shop import LocationView
from desk.translation import _, language, ngettext
from desk.ui.wording import channel_mark, formats

WAITS_FROM = timedelta(hours=1)
"""From then on a card says that somebody waits."""
FOR_GOOD = 9000
"""A bot that is blocked until such a year is blocked until somebody unblocks it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """How soon customers are to have an answer: in `within` of opening time of their location, else of the first."""

    within: timedelta = timedelta(hours=4)
    places: tuple[LocationView, ...] = ()

    def lateness(self, row: ConversationRow, now: datetime) -> Lateness:
        """Return how the waiting of a conversation's customer stands."""
        if row.waiting_since is None:
            return Lateness.IN_TIME
        fitting = (place for place in self.places if place.id == row.location_id)
        place = next(fitting, self.places[0] if self.places else None)
        return lateness_of(place, row.waiting_since, self.within, now)


PROMISE = Promise()


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a card shows. badge: (words, role) or None. assignee: the name of the first, "" for nobody."""

    name: str
    channel: str
    time: str
    subject: str
    preview: str
    badge: tuple[str, str] | None = None
    unread: str = ""
    assignee: str = ""
    is_flagged: bool = False
    is_robot: bool = False
    sentence: str = ""


@dataclass(slots=True, kw_only=True)
class Looks:
    """Makes looks and keeps those on screen: a list asks for the same ones at every frame.

    names: operator → name. now: told by whoever shows the list, once a minute.
    """

    now: datetime
    names: Mapping[str, str] = field(default_factory=dict)
    promise: Promise = PROMISE
    _kept: dict[str, tuple[ConversationRow, Look]] = field(default_factory=dict)
    _language: str = ""

    def of(self, row: ConversationRow) -> Look:
        """Return the look of `row`."""
        if self._language != language():
            self._language = language()
            self._kept.clear()
        kept = self._kept.get(row.id)
        if kept is not None and kept[0] is row:
            return kept[1]
        if len(self._kept) > 2000:
            self._kept.clear()
        look = look_of(row, self.names, self.now, self.promise)
        self._kept[row.id] = (row, look)
        return look

    def tell(self, now: datetime, names: Mapping[str, str], promise: Promise = PROMISE) -> bool:
        """Take note of the time, the staff and what is promised; say whether cards may look different now."""
        is_same = names == self.names and promise == self.promise
        if is_same and now.replace(second=0, microsecond=0) == self.now:
            return False
        self.promise = promise
        self.now, self.names = now.replace(second=0, microsecond=0), names
        self._kept.clear()
        return True


def look_of(
    row: ConversationRow, names: Mapping[str, str], now: datetime, promise: Promise = PROMISE
) -> Look:
    """Return what the card of `row` shows."""
    badge = badge_of(row, now, promise)
    assignee = next((names[one] for one in row.assignee_ids if one in names), "")
    return Look(
        name=row.name or row.address or _("Unknown sender"),
        channel=row.channel.value,
        time=when(row.last_at, now),
        subject=subject_of(row),
        preview=preview_of(row),
        badge=badge,
        unread=str(row.unread) if 0 < row.unread < 100 else "99+" if row.unread else "",
        assignee=assignee,
        is_flagged=row.is_flagged,
        is_robot=is_bot_active(row, now),
        sentence=sentence_of(row, badge[0] if badge else "", assignee, now),
    )


def badge_of(row: ConversationRow, now: datetime, promise: Promise = PROMISE) -> tuple[str, str] | None:
    """Return the one thing a person should know: what failed, was begun, is done by a bot, or waits."""
    if row.has_failure:
        return _("Not delivered"), "danger"
    if row.has_draft:
        return _("Draft"), "danger"
    if row.state is ConversationState.SNOOZED and row.snoozed_until is not None:
        return _("Until {time}").format(time=formats.moment(row.snoozed_until, now)), "neutral"
    if is_bot_active(row, now):
        return _("Bot active"), "chat"
    return _waiting(row, now, promise)


def _waiting(row: ConversationRow, now: datetime, promise: Promise) -> tuple[str, str] | None:
    """Say that somebody waits: from WAITS_FROM on, or sooner when it is urgent; red when they waited too long."""
    if row.waiting_since is None:
        return None
    lateness = promise.lateness(row, now)
    gone = span(now - row.waiting_since)
    if lateness is Lateness.LATE:
        return _("Waits too long · {time}").format(time=gone), "danger"
    if lateness is Lateness.SOON or now - row.waiting_since >= WAITS_FROM:
        return _("Waits for an answer · {time}").format(time=gone), "warn"
    return None


def is_bot_active(row: ConversationRow, now: datetime) -> bool:
    """Say whether a bot answers in this conversation."""
    return row.bot_id is not None and (row.bot_blocked_until is None or row.bot_blocked_until <= now)


def subject_of(row: ConversationRow) -> str:
    """Return what a conversation is about; an SMS has no subject, so the number says where it comes from."""
    instead = "" if row.channel is Channel.EMAIL else formats.phone(row.address)
    return row.subject or instead or _("(no subject)")


def preview_of(row: ConversationRow) -> str:
    """Return the newest words, with who said them unless it was the customer."""
    match row.last_author:
        case Author.OPERATOR:
            return _("You: {words}").format(words=row.preview)
        case Author.ROBOT:
            return _("Bot: {words}").format(words=row.preview)
        case Author.RULE:
            return _("Rule: {words}").format(words=row.preview)
        case _:
            return row.preview


def when(at: datetime, now: datetime) -> str:
    """Say when shortly: 14:32, yesterday, Tue, 12 nov., 12/11/2024."""
    here, today = at.astimezone(formats.zone()), now.astimezone(formats.zone()).date()
    away = (today - here.date()).days
    if away <= 0:
        return formats.time(at)
    if away == 1:
        return _("yesterday")
    if away < 7:
        return formats.weekday(here.weekday(), short=True)
    if here.year == today.year:
        return formats.moment(at, now).rpartition(" ")[0]
    return formats.day_in_numbers(here.date())


def span(since: timedelta) -> str:
    """Say how long something waits: 12 min, 2 h, 3 days."""
    hours = int(since.total_seconds() // 3600)
    if hours < 1:
        return formats.short_span(since)
    if hours < 48:
        return _("{count} h").format(count=hours)
    days = hours // 24
    return ngettext("{count} day", "{count} days", days).format(count=formats.number(days))


def sentence_of(row: ConversationRow, badge: str, assignee: str, now: datetime) -> str:
    """Return the whole card as one sentence."""
    parts = (
        row.name or row.address,
        channel_mark(row.channel).text,
        when(row.last_at, now),
        subject_of(row),
        ngettext("{count} unread", "{count} unread", row.unread).format(count=row.unread)
        if row.unread
        else "",
        badge,
        _("followed up") if row.is_flagged else "",
        _("assigned to {name}").format(name=assignee) if assignee else "",
        _("with attachment") if row.has_attachment else "",
        preview_of(row),
    )
    return ", ".join(part for part in parts if part)
