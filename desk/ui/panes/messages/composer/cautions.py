# SPDX-License-Identifier: LicenseRef-Desk
"""Says what should be looked at before something is sent, with the one verb that helps."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from desk.models.vocabulary import Author, Channel
from desk.services.inbox import Circumstances, SendWarning, WarningKind, warnings
from desk.translation import N_, _
from desk.ui.panes.messages.composer.later import moments
from desk.ui.panes.messages.composer.state import State
from desk.ui.wording import formats


class Remedy(StrEnum):
    """What the verb of a caution does."""

    FILL = "fill"
    ATTACH = "attach"
    READ = "read"
    LATER = "later"
    COPIES = "copies"
    NOTHING = "nothing"


_Kind = WarningKind
_TEXTS: Mapping[WarningKind, tuple[str, str, Remedy]] = {
    _Kind.HOLE_LEFT: (N_("Something is still to be filled in: {value}."), N_("Fill it in"), Remedy.FILL),
    _Kind.ONLY_A_SIGN: (
        N_("The message says nothing but “{value}”."),
        N_("Go on writing"),
        Remedy.NOTHING,
    ),
    _Kind.ATTACHMENT_FORGOTTEN: (
        N_("You write “{value}”, and no file is attached."),
        N_("Attach a file"),
        Remedy.ATTACH,
    ),
    _Kind.NEWER_MESSAGE: ("", N_("Read it first"), Remedy.READ),
    _Kind.NO_CONSENT: (
        N_("{value} has not agreed to receive messages on this channel."),
        "",
        Remedy.NOTHING,
    ),
    _Kind.COPY_REFUSED: (
        N_("{value} may not be written to: no copy will leave for this address."),
        "",
        Remedy.NOTHING,
    ),
    _Kind.QUIET_HOURS: (
        N_("It is quiet time for the customer: an SMS now would disturb."),
        N_("Send {value}"),
        Remedy.LATER,
    ),
    _Kind.TOO_MANY_FILES: (N_("A message carries three files at most."), "", Remedy.NOTHING),
    _Kind.BAD_ADDRESS: (
        N_("This is no address that can be written to: {value}."),
        N_("Correct it"),
        Remedy.COPIES,
    ),
    _Kind.FILE_TOO_LARGE: (
        N_("The files are too large together: mail servers refuse that."),
        "",
        Remedy.NOTHING,
    ),
}


def cautions(state: State, now: datetime) -> tuple[SendWarning, ...]:
    """Return what to ask before what is written is sent, the most serious first; () for a note."""
    letter, around = state.letter, state.around
    if state.is_note:
        return ()
    channel = letter.content.channel
    circumstances = Circumstances(
        now=now,
        zone=formats.zone(),
        seen_id=letter.seen_id,
        newest_id=state.newest_id,
        refused=frozenset(address for by, address in around.refused if by is channel),
        has_consent=channel not in around.objected,
        closed=frozenset(address for by, address in around.closed if by is channel),
        is_answer=channel in around.heard or _has_just_written(state, channel),
    )
    return warnings(letter.content, circumstances)


def _has_just_written(state: State, channel: Channel) -> bool:
    """Whether the newest words are the customer's, and came while nothing else was read again."""
    by, card = state.newest_by, state.card
    return (
        by is not None and by.author is Author.CUSTOMER and card is not None and card.row.channel is channel
    )


def caution_text(one: SendWarning, state: State) -> str:
    """Say a caution, and what sends it all the same where that can be."""
    if one.kind is WarningKind.NEWER_MESSAGE:
        said = arrival_text(state)
    else:
        said = _(_TEXTS[one.kind][0]).format(value=_value(one, state))
    return said if one.blocks else f"{said} {_('Press Send again to send it all the same.')}"


def arrival_text(state: State, seen_id: str = "") -> str:
    """Say what came while somebody was writing. seen_id: what is newest here still is not it."""
    by = state.newest_by if state.newest_id != seen_id else None
    if by is None:
        return _("Something was added here while you were writing.")
    if by.author is Author.CUSTOMER:
        return _("A message arrived while you were writing.")
    if by.author is Author.ROBOT:
        return _("The bot answered while you were writing.")
    name = next((one.name for one in state.around.staff if one.id == by.operator_id), by.name)
    return _("{name} answered while you were writing.").format(name=name)


def _value(one: SendWarning, state: State) -> str:
    """Return what a caution is about, in words: whose address it is, a number as it is dialled."""
    if one.kind is not WarningKind.NO_CONSENT:
        return one.said
    written = formats.phone(one.said, state.around.country)
    card = state.card
    name = state.around.customer_name or (card.row.name if card is not None else "")
    is_theirs = one.said in {state.letter.content.to, *(way.address for way in state.around.ways)}
    return f"{name} ({written})" if name and is_theirs else written


def caution_verb(one: SendWarning, state: State, now: datetime) -> str:
    """Say the verb that helps; "" for none."""
    at = quiet_until(state, now) if remedy_of(one) is Remedy.LATER else now
    return _(_TEXTS[one.kind][1]).format(value=formats.moment(at))


def remedy_of(one: SendWarning) -> Remedy:
    """Return what that verb does."""
    return _TEXTS[one.kind][2]


def quiet_until(state: State, now: datetime) -> datetime:
    """Return when an SMS may disturb no longer: in the morning that comes next."""
    zone = formats.zone()
    hour = now.astimezone(zone).hour
    morning = now.astimezone(zone).replace(hour=QUIET_UNTIL, minute=0, second=0, microsecond=0)
    offered = moments(now, zone, state.around.place)
    if hour < QUIET_UNTIL or not offered:
        return morning
    return next(one.at for one in offered if one.when.value == "tomorrow_morning")


QUIET_UNTIL = 8
