# SPDX-License-Identifier: LicenseRef-Desk
"""Says what would become of a message, and the smallest change that would turn it round."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from desk.models.vocabulary import Outcome
from desk.services.rules import Decision, FlipKind
from desk.services.simulation import Imagined
from desk.translation import N_, _
from desk.ui.panes.rules import words
from desk.ui.wording import channel_mark, field_name, flip_sentence, formats, reason_text

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


def verdict_text(imagined: Imagined, *, at_due: bool = False) -> VerdictText:
    """Say what would become of it. at_due: imagined at the moment that a date gives, which is then named."""
    decision = imagined.decision
    if decision is None:
        detail = _("“{field}” is empty here, so there is no moment to count from.").format(
            field=field_name(imagined.missing)
        )
        return VerdictText(icon="calendar-x", role="text2", title=_("Would not be sent"), detail=detail)
    match decision.outcome:
        case Outcome.SEND:
            detail = _first_leg(decision)
            return VerdictText(
                icon="check-circle", role="ok", title=_sent(imagined, decision, at_due=at_due), detail=detail
            )
        case Outcome.HOLD:
            return _held(imagined, decision, at_due=at_due)
        case _:
            reason = reason_text(decision.reason or "")
            said = f"{reason.title}. {reason.sentence}" if reason.sentence else f"{reason.title}."
            return VerdictText(icon="prohibit", role="danger", title=_("Would not be sent"), detail=said)


def flip_text(imagined: Imagined, event_kind: str) -> FlipText | None:
    """Say what would turn it round; None when no single change does."""
    turned = imagined.flip
    if turned is None:
        return None
    if turned.kind is FlipKind.PAUSE_RULE:  # obvious
        return None
    path, value = turned.details.get("path", ""), turned.details.get("value", "")
    told = {
        "name": imagined.person_name,
        "path": words.pill_field(path) if path else "",
        "value": words.value_words(path, value),
    }
    verb, deed = _DEEDS.get(turned.kind, ("", ""))
    return FlipText(sentence=flip_sentence(turned, event_kind, told), verb=_(verb) if verb else "", deed=deed)


def _held(imagined: Imagined, decision: Decision, *, at_due: bool) -> VerdictText:
    reason = reason_text(decision.reason or "")
    if decision.due_at is None or decision.due_at <= imagined.at:
        return VerdictText(icon="hand-palm", role="warn", title=_("Would wait"), detail=reason.sentence)
    detail = _("{channel}, held: {reason}").format(channel=_first_leg(decision), reason=reason.title.lower())
    return VerdictText(
        icon="hourglass-medium", role="warn", title=_sent(imagined, decision, at_due=at_due), detail=detail
    )


def _sent(imagined: Imagined, decision: Decision, *, at_due: bool) -> str:
    due = decision.due_at
    if not at_due and (due is None or due <= imagined.at + SOON):
        return _("Would be sent at once")
    moment = formats.moment(due or imagined.at) if at_due else formats.moment(due or imagined.at, imagined.at)
    return _("Would be sent {moment}").format(moment=moment)


def _first_leg(decision: Decision) -> str:
    if not decision.legs:
        return ""
    first = decision.legs[0]
    return f"{channel_mark(first.channel.value).text} – {first.address}"


_CUSTOMER = (N_("Open the customer"), "customer")
_GO = N_("Go there")
_DEEDS: Mapping[FlipKind, tuple[str, str]] = {
    FlipKind.GRANT_CONSENT: _CUSTOMER,
    FlipKind.RELEASE_SUPPRESSION: _CUSTOMER,
    FlipKind.ADD_ADDRESS: _CUSTOMER,
    FlipKind.FIX_ADDRESS: _CUSTOMER,
    FlipKind.ADD_SENDER: (N_("Add a sender"), "settings"),
    FlipKind.WRITE_TEXT: (N_("Open the template"), "template"),
    FlipKind.ACTIVATE_RULE: (N_("Activate"), "activate"),
    FlipKind.DROP_CONDITION: (_GO, "go:conditions"),
    FlipKind.ADD_LOCATION: (_GO, "go:location_ids"),
    FlipKind.EXTEND_VALIDITY: (_GO, "go:valid_until"),
    FlipKind.ALLOW_HOURS: (_GO, "go:timing.quiet"),
    FlipKind.ALLOW_LATE: (_GO, "go:max_age_minutes"),
}
"""Kind → what brings the change about: words of the button (msgid), and the deed of `FlipText`."""
