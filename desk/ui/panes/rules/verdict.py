# SPDX-License-Identifier: LicenseRef-Desk
"""Says what would become of a message, and the smallest change that would turn it round."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from desk.models.vocabulary import Outcome
from desk.services.rules import Decision, Flip, FlipKind
from desk.translation import N_, _
from desk.ui.panes.rules import words
from desk.ui.panes.rules.imagining import Imagined
from desk.ui.wording import channel_mark, field_name, formats, reason_text, status_of_event, word

SOON = timedelta(minutes=6)
"""What leaves within this time leaves at once, as people see it: the time for undoing is shorter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictText:
    """A verdict in words: icon and colour token, headline, and what it means."""

    icon: str
    role: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FlipText:
    """A change in words. deed: activate, customer, template, settings or go:<place>; verb "" for none."""

    sentence: str
    verb: str = ""
    deed: str = ""


def verdict_text(imagined: Imagined) -> VerdictText:
    """Say what would become of it."""
    decision = imagined.decision
    if decision is None:
        detail = _("“{field}” is empty here, so there is no moment to count from.").format(
            field=field_name(imagined.missing)
        )
        return VerdictText(icon="calendar-x", role="text2", title=_("Would not be sent"), detail=detail)
    match decision.outcome:
        case Outcome.SEND:
            detail = _first_leg(decision)
            return VerdictText(icon="check-circle", role="ok", title=_sent(imagined, decision), detail=detail)
        case Outcome.HOLD:
            return _held(imagined, decision)
        case _:
            reason = reason_text(decision.reason or "")
            said = f"{reason.title}. {reason.sentence}" if reason.sentence else f"{reason.title}."
            return VerdictText(icon="prohibit", role="danger", title=_("Would not be sent"), detail=said)


def flip_text(imagined: Imagined, event_kind: str) -> FlipText | None:
    """Say what would turn it round; None when no single change does."""
    turned = imagined.flip
    if turned is None:
        return None
    condition, verb, deed = _FLIPS.get(turned.kind, ("", "", ""))
    if not condition:
        return None
    said = _(condition).format(**_values(turned, imagined, event_kind))
    ending = {
        Outcome.SEND: _("it would be sent."),
        Outcome.HOLD: _("it would be held, then sent."),
        Outcome.SKIP: _("it would not be sent."),
    }[turned.outcome]
    return FlipText(sentence=f"{said} {ending}", verb=_(verb), deed=deed)


def _held(imagined: Imagined, decision: Decision) -> VerdictText:
    reason = reason_text(decision.reason or "")
    if decision.due_at is None or decision.due_at <= imagined.at:
        return VerdictText(icon="hand-palm", role="warn", title=_("Would wait"), detail=reason.sentence)
    detail = _("{channel}, held: {reason}").format(channel=_first_leg(decision), reason=reason.title.lower())
    return VerdictText(icon="hourglass-medium", role="warn", title=_sent(imagined, decision), detail=detail)


def _sent(imagined: Imagined, decision: Decision) -> str:
    due = decision.due_at
    if due is None or due <= imagined.at + SOON:
        return _("Would be sent at once")
    moment = formats.moment(due, imagined.at)
    return _("Would be sent {moment}").format(moment=moment)


def _first_leg(decision: Decision) -> str:
    if not decision.legs:
        return ""
    first = decision.legs[0]
    return f"{channel_mark(first.channel.value).text} – {first.address}"


_FLIPS: Mapping[FlipKind, tuple[str, str, str]] = {
    FlipKind.APPROVE: (N_("Once somebody has confirmed,"), "", ""),
    FlipKind.RELEASE_STOP: (N_("Once sending is released,"), "", ""),
    FlipKind.GRANT_CONSENT: (
        N_("If {name} agreed to “{topic}” by {channel},"), N_("Open the customer"), "customer",
    ),
    FlipKind.RELEASE_SUPPRESSION: (
        N_("If {address} came off the exclusion list,"), N_("Open the customer"), "customer",
    ),
    FlipKind.ADD_ADDRESS: (
        N_("If {name} had an address for {channel},"), N_("Open the customer"), "customer",
    ),
    FlipKind.FIX_ADDRESS: (N_("If {address} worked again,"), N_("Open the customer"), "customer"),
    FlipKind.ADD_SENDER: (N_("With a sender for {channel},"), N_("Add a sender"), "settings"),
    FlipKind.WRITE_TEXT: (N_("With a text for {channel},"), N_("Open the template"), "template"),
    FlipKind.ACTIVATE_RULE: (N_("Once the rule is active,"), N_("Activate"), "activate"),
    FlipKind.CHANGE_FIELD: (N_("If “{path}” were “{value}”,"), "", ""),
    FlipKind.CHANGE_STATUS: (N_("If the status were “{status}”,"), "", ""),
    FlipKind.DROP_CONDITION: (N_("Without the condition on “{path}”,"), N_("Go there"), "go:conditions"),
    FlipKind.ADD_LOCATION: (N_("If the rule worked in every location,"), N_("Go there"), "go:location_ids"),
    FlipKind.EXTEND_VALIDITY: (N_("If the rule had no end,"), N_("Go there"), "go:valid_until"),
    FlipKind.ALLOW_HOURS: (N_("Without quiet hours and opening hours,"), N_("Go there"), "go:timing.quiet"),
    FlipKind.ALLOW_LATE: (N_("If the rule sent however late,"), N_("Go there"), "go:max_age_minutes"),
    FlipKind.WITHDRAW_CONSENT: (N_("If {name} withdrew “{topic}” by {channel},"), "", ""),
}  # fmt: skip


def _values(turned: Flip, imagined: Imagined, event_kind: str) -> dict[str, str]:
    """Return what a sentence names, in words for people."""
    told = turned.details
    path = told.get("path", "")
    return {
        "name": imagined.person_name or _("the customer"),
        "channel": words.channel_word(told.get("channel", "")),
        "topic": ", ".join(word("topic", one) for one in told.get("topic", "").split(", ")),
        "address": told.get("address", ""),
        "path": words.pill_field(path) if path else _("a group"),
        "value": words.value_words(path, told.get("value", "")) or _("empty"),
        "status": status_of_event(event_kind, told.get("status", "")),
    }
