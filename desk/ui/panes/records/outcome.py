# SPDX-License-Identifier: LicenseRef-Desk
"""Says what was done to records, and whom the shop tells of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from desk.models.vocabulary import DeliveryState, NotificationState, Outcome, Reason
from desk.services.delivery import DeliveryRow, EvaluationRow, NotificationRow
from desk.services.events import record_kind
from desk.translation import _, ngettext
from desk.ui.panes.records.deed import Deed, DeedKind, Done, TakenBack
from desk.ui.panes.records.readings import Decided
from desk.ui.wording import channel_mark, field_name, formats, reason_text, record_name, status_name

MOST_NAMED = 2
"""So many messages are named one by one; the others are counted."""
_SOON = timedelta(minutes=1)
_NEAR = timedelta(hours=1)
_BY_WEIGHT = (Reason.NO_CONSENT, Reason.SUPPRESSED, Reason.NO_ADDRESS, Reason.NO_SENDER, Reason.DUPLICATE)


def done_text(done: Done, now: datetime) -> str:
    """Say what was done, without whom it tells."""
    parts = []
    if done.changes:
        parts.append(_one(done, now) if len(done.changes) == 1 else _many(done, now))
    elif not done.clashes:
        parts.append(_("Nothing had to be changed."))
    if done.clashes:
        parts.append(
            ngettext(
                "Somebody else had changed {numbers} meanwhile: it was left alone, and shows what they did.",
                "Somebody else had changed {numbers} meanwhile: they were left alone and show what was done.",
                len(done.clashes),
            ).format(numbers=", ".join(done.clashes))
        )
    return " ".join(parts)


def decided_text(decided: Decided, now: datetime) -> str:
    """Say whom the shop tells, on which channel and when; or why nobody."""
    if not decided.is_planned:
        if not decided.is_service_up:
            return _("Who is told will be decided when the service runs.")
        return _("Who is told is still being decided: see the event feed.")
    if not decided.sends:
        return _nobody(decided.decisions)
    alike: dict[str, int] = {}
    for meant, send in decided.sends:
        text = _send_text(meant, send, now)
        alike[text] = alike.get(text, 0) + 1 if _leaves(meant, send) else 1
    named = [_times(text, count) for text, count in list(alike.items())[:MOST_NAMED]]
    if rest := sum(list(alike.values())[MOST_NAMED:]):
        more = ngettext("And {count} more message.", "And {count} more messages.", rest)
        named.append(more.format(count=formats.number(rest)))
    return " ".join(named)


def _leaves(meant: NotificationRow, send: DeliveryRow | None) -> bool:
    is_over = meant.state in (NotificationState.CANCELLED, NotificationState.EXPIRED)
    return not is_over and (send is None or send.state is not DeliveryState.UNDELIVERABLE)


def _times(text: str, count: int) -> str:
    """Say one thing, and how many messages it stands for: two rules may say the same."""
    if count == 1:
        return text
    return _("{said} That makes {count} messages.").format(said=text, count=formats.number(count))


def looking_text() -> str:
    """Say that the decision is awaited."""
    return _("Looking up who is told…")


def taken_back_text(taken: TakenBack) -> str:
    """Say that a deed was taken back."""
    done = taken.done
    if len(done.references) == 1:
        said = _("{record}: the change has been taken back.").format(
            record=_record(done.deed, done.references[0])
        )
    else:
        said = ngettext(
            "The change of {count} record has been taken back.",
            "The changes of {count} records have been taken back.",
            len(done.references),
        ).format(count=formats.number(len(done.references)))
    if taken.left:
        left = ngettext("{count} message had left already.", "{count} messages had left already.", taken.left)
        return f"{said} {left.format(count=formats.number(taken.left))}"
    return f"{said} {_('Nobody is told.')}" if done.event_ids else said


def too_late_text(done: Done) -> str:
    """Say that a deed cannot be taken back any more."""
    what = _record(done.deed, done.references[0]) if len(done.references) == 1 else _("These records")
    return _("{record}: too late to take this back. Change the record again instead.").format(record=what)


def _one(done: Done, now: datetime) -> str:
    return _said(done.deed, _record(done.deed, done.references[0]), now)


def _many(done: Done, now: datetime) -> str:
    count = len(done.changes)
    what = ngettext("{count} record", "{count} records", count).format(count=formats.number(count))
    return _said(done.deed, what, now)


def _said(deed: Deed, record: str, now: datetime) -> str:
    match deed.kind:
        case DeedKind.CREATED:
            return _("{record} has been created.").format(record=record)
        case DeedKind.EDITED:
            return _("{record}: saved.").format(record=record)
        case DeedKind.STATUS:
            status = status_name(deed.record_kind, str(deed.value))
            return _("{record}: {status}.").format(record=record, status=status)
        case DeedKind.ASSIGNED if deed.value:
            return _("{record}: assigned to {name}.").format(record=record, name=deed.value)
        case DeedKind.ASSIGNED:
            return _("{record}: assigned to nobody.").format(record=record)
        case DeedKind.DUE:
            return _due(deed, record, now)


def _due(deed: Deed, record: str, now: datetime) -> str:
    if not isinstance(deed.value, datetime):
        return _("{record}: no date any more.").format(record=record)
    label = field_name(record_kind(deed.record_kind).due_field)
    return _("{record}: {field} {moment}.").format(
        record=record, field=_small(label), moment=formats.moment(deed.value, now)
    )


def _record(deed: Deed, reference: str) -> str:
    return f"{record_name(deed.record_kind)} {reference}"


def _send_text(meant: NotificationRow, send: DeliveryRow | None, now: datetime) -> str:
    name = meant.customer_name or _("a member of staff")
    channel = channel_mark(send.channel).text if send is not None else _("Message")
    reason = reason_text(meant.reason).title if meant.reason is not None else ""
    if send is not None and send.state is DeliveryState.UNDELIVERABLE:
        why = reason_text(send.reason).title if send.reason is not None else reason
        return _("{name} is not told: {reason}.").format(name=name, reason=_small(why))
    if meant.state is NotificationState.AWAITING_APPROVAL:
        return _("{channel} to {name} once somebody approves it.").format(channel=channel, name=name)
    if meant.state in (NotificationState.CANCELLED, NotificationState.EXPIRED):
        return _("{channel} to {name} is cancelled.").format(channel=channel, name=name)
    when = _when(send.due_at if send is not None else meant.due_at, now)
    if reason:
        return _("{channel} to {name} {when} ({reason}).").format(
            channel=channel, name=name, when=when, reason=_small(reason)
        )
    return _("{channel} to {name} {when}.").format(channel=channel, name=name, when=when)


def _when(at: datetime, now: datetime) -> str:
    away = at - now
    if away < _SOON / 2:
        return _("now")
    if away < _NEAR:
        minutes = max(1, round(away / _SOON))
        return ngettext("in {minutes} min", "in {minutes} min", minutes).format(minutes=minutes)
    said = formats.moment(at, now)
    return _("at {time}").format(time=said) if said == formats.time(at) else said


def _nobody(decisions: Sequence[EvaluationRow]) -> str:
    reasons = [one.reason for one in decisions if one.outcome is Outcome.SKIP and one.reason is not None]
    if not reasons:
        return _("Nobody is told: no active rule waits for this.")
    reason = next((one for one in _BY_WEIGHT if one in reasons), reasons[0])
    return _("Nobody is told: {reason}.").format(reason=_small(reason_text(reason).title))


def _small(text: str) -> str:
    """Begin with a small letter, unless the word is an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
