# SPDX-License-Identifier: LicenseRef-Desk
"""What the composer says: reasons, refusals, moments, counters."""

from datetime import datetime

from desk.services.channels import Encoding, Segments
from desk.translation import N_, _, ngettext
from desk.ui.panes.messages.composer.attachments import MOST, MOST_BYTES, Candidate, Refusal
from desk.ui.panes.messages.composer.later import When
from desk.ui.panes.messages.composer.state import Box, Way
from desk.ui.wording import channel_mark, formats

_REASONS = {
    "no_address": {"email": N_("no email address"), "sms": N_("no phone number")},
    "no_mobile": {"sms": N_("no mobile number")},
    "dead_address": {
        "email": N_("the address no longer exists"),
        "sms": N_("the number is no longer in service"),
    },
    "suppressed": {
        "email": N_("the customer wants no email any more"),
        "sms": N_("the customer wants no SMS any more"),
    },
}
_REFUSALS = {
    Refusal.TOO_MANY: N_("At most {most} attachments. “{name}” was not added."),
    Refusal.TOO_LARGE: N_(
        "“{name}” ({size}) was not added: attachments may be {most_size} together, "
        "larger messages are refused by mail servers."
    ),
    Refusal.EMPTY: N_("“{name}” is empty and was not added."),
    Refusal.NO_FILE: N_("“{name}” cannot be read and was not added."),
}
_MOMENTS = {
    When.OPENING: N_("When the shop opens"),
    When.HOUR: N_("In 1 hour"),
    When.TWO_HOURS: N_("In 2 hours"),
    When.TONIGHT: N_("Tonight"),
    When.TOMORROW_MORNING: N_("Tomorrow morning"),
    When.TOMORROW_EVENING: N_("Tomorrow evening"),
    When.NEXT_WEEK: N_("Next week"),
}


def way_reason(way: Way) -> str:
    """Say why a channel cannot be used: "SMS: no mobile number"; "" when it can."""
    if not way.reason:
        return ""
    said = _REASONS.get(way.reason, {}).get(way.channel.value, "")
    reason = _(said) if said else _("cannot be used here")
    return _("{label}: {value}").format(label=channel_mark(way.channel).text, value=reason)


def refusal_text(why: Refusal, one: Candidate) -> str:
    """Say why a file was not added."""
    return _(_REFUSALS[why]).format(
        name=one.name, size=formats.size(one.size or 0), most=MOST, most_size=formats.size(MOST_BYTES)
    )


def moment_text(when: When, at: datetime) -> str:
    """Say an offered moment: "Tonight · 18:00"."""
    is_near = when in {When.HOUR, When.TWO_HOURS, When.TONIGHT, When.TOMORROW_EVENING, When.TOMORROW_MORNING}
    shown = formats.time(at) if is_near else f"{formats.weekday(_local(at).weekday())} {formats.time(at)}"
    return f"{_(_MOMENTS[when])} · {shown}"


def segments_text(count: Segments) -> str:
    """Say how long an SMS is: "142 / 160 · 1 SMS · 1 credit"."""
    room = count.per_segment * max(count.count, 1)
    parts = ngettext("{count} SMS", "{count} SMS", count.count).format(count=count.count)
    cost = ngettext("{count} credit", "{count} credits", count.count).format(count=count.count)
    return f"{formats.number(count.units)} / {formats.number(room)} · {parts} · {cost}"


def because_text(count: Segments) -> str:
    """Say which characters make an SMS hold less; "" when none does."""
    if count.encoding is not Encoding.UCS_2:
        return ""
    shown = ", ".join(_("“{sign}”").format(sign=sign) for sign in count.because[:4])
    return ngettext(
        "The character {signs} leaves room for 70 characters instead of 160.",
        "The characters {signs} leave room for 70 characters instead of 160.",
        min(len(count.because), 4),
    ).format(signs=shown)


def box_text(box: Box) -> str:
    """Say where answers arrive: "Main mailbox – contact@…"."""
    name = _("My mailbox") if box.is_personal else _("Main mailbox")
    return f"{name} – {box.address}"


def answers_text(box: Box) -> str:
    """Say shortly where answers arrive."""
    return _("Answers: my mailbox") if box.is_personal else _("Answers: main mailbox")


def _local(at: datetime) -> datetime:
    return at.astimezone(formats.zone())
