# SPDX-License-Identifier: LicenseRef-Desk
"""Says states, reasons and channels: every closed word of the vocabulary as icon, colour and word.

Keyed by the words themselves, so that nothing slow is imported; a test holds them against the enums.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from desk.translation import N_, _


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How a state looks: icon, colour token, word (translated)."""

    icon: str
    role: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonText:
    """What a reason means (translated): its name, a sentence, and the verb that would help; "" for none."""

    title: str
    sentence: str
    verb: str


_Signs = Mapping[str, tuple[str, str, str]]

_CHANNELS: _Signs = {
    "email": ("envelope-simple", "email", N_("Email")),
    "sms": ("device-mobile", "sms", N_("SMS")),
    "push": ("bell", "push", N_("App notification")),
    "in_app": ("bell", "push", N_("In the app")),
    "webhook": ("webhooks-logo", "text2", N_("Webhook")),
    "letter": ("mailbox", "letter", N_("Letter")),
}
_STANDINGS: _Signs = {
    "sent": ("paper-plane-tilt", "info", N_("Sent")),
    "not_subscribed": ("prohibit", "text2", N_("Not subscribed")),
    "failed": ("x-circle", "danger", N_("Failed")),
    "held": ("moon", "warn", N_("Held")),
    "planned": ("clock", "text2", N_("Planned")),
    "unconfirmed": ("question", "warn", N_("Unconfirmed")),
    "cancelled": ("minus", "text2", N_("Called off")),
}
_DELIVERY_STATES: _Signs = {
    "queued": ("hourglass-medium", "text2", N_("Queued")),
    "sending": ("arrows-clockwise", "info", N_("Sending")),
    "handed_over": ("arrows-clockwise", "info", N_("Handed over")),
    "sent": ("paper-plane-tilt", "info", N_("Sent")),
    "delivered": ("check", "ok", N_("Delivered")),
    "bounced": ("arrow-bend-up-left", "danger", N_("Bounced")),
    "failed": ("x-circle", "danger", N_("Failed")),
    "undeliverable": ("prohibit", "text2", N_("Not sent")),
    "unconfirmed": ("question", "warn", N_("Unconfirmed")),
    "cancelled": ("minus", "text2", N_("Called off")),
}
_CAUGHT = "test-tube", "warn", N_("Trial – not sent")
_NOTIFICATION_STATES: _Signs = {
    "planned": ("clock", "text2", N_("Planned")),
    "awaiting_approval": ("hand-palm", "warn", N_("Awaiting approval")),
    "held": ("moon", "warn", N_("Held")),
    "sending": ("arrows-clockwise", "info", N_("Sending")),
    "done": ("check", "ok", N_("Done")),
    "cancelled": ("minus", "text2", N_("Called off")),
    "expired": ("hourglass-medium", "text2", N_("Expired")),
}
_RULE_STATES: _Signs = {
    "draft": ("pencil-simple", "text2", N_("Draft")),
    "active": ("play-circle", "ok", N_("Active")),
    "paused": ("pause-circle", "warn", N_("Paused")),
    "archived": ("archive", "text2", N_("Archived")),
}
_OUTCOMES: _Signs = {
    "send": ("paper-plane-tilt", "ok", N_("Send")),
    "hold": ("pause-circle", "warn", N_("Hold")),
    "skip": ("prohibit", "text2", N_("Do not send")),
}
_POINT_STATES: _Signs = {
    "unknown": ("circle-dashed", "text2", N_("Not tried yet")),
    "ok": ("check", "ok", N_("Works")),
    "bouncing": ("warning", "warn", N_("Bounces")),
    "dead": ("x-circle", "danger", N_("No longer exists")),
}
_WORDS: Mapping[str, str] = {
    "topic.operational": N_("Service messages"),
    "topic.commercial": N_("Offers"),
    "topic.quality": N_("Satisfaction"),
    "urgency.instant": N_("Instant"),
    "urgency.critical": N_("Critical"),
    "urgency.normal": N_("Normal"),
    "dispatch.automatic": N_("Automatic"),
    "dispatch.confirm_first": N_("Confirm first"),
    "route_mode.fallback": N_("Fallback"),
    "route_mode.escalate": N_("Escalation"),
    "route_mode.companion": N_("Deliberate copy"),
    "version_state.draft": N_("Draft"),
    "version_state.published": N_("Published"),
    "attempt_outcome.accepted": N_("Accepted"),
    "attempt_outcome.transient": N_("Refused for now"),
    "attempt_outcome.permanent": N_("Refused for good"),
    "attempt_outcome.lost": N_("No answer"),
    "role.owner": N_("Owner"),
    "role.manager": N_("Manager"),
    "role.agent": N_("Agent"),
    "role.viewer": N_("Viewer"),
    "point_kind.email": N_("Email"),
    "point_kind.phone": N_("Phone"),
    "point_kind.postal": N_("Address"),
    "point_kind.push": N_("App"),
}
_SUPPRESSIONS = {
    "hard_bounce": N_("The address does not exist"),
    "soft_bounce": N_("Several messages in a row came back"),
    "complaint": N_("Complained about a message"),
    "unsubscribed": N_("Unsubscribed"),
    "manual": N_("Put aside by hand"),
}
_REASONS: Mapping[str, tuple[str, str, str]] = {
    "no_consent": (
        N_("Not subscribed"),
        N_("The customer has not agreed to these messages on this channel."),
        N_("Ask for consent"),
    ),
    "suppressed": (
        N_("On the exclusion list"),
        N_("This address must not be written to: it bounced, complained or unsubscribed."),
        N_("Show the exclusion"),
    ),
    "no_address": (
        N_("No address"),
        N_("The customer has no usable address on this channel."),
        N_("Complete the customer card"),
    ),
    "quiet_hours": (
        N_("Quiet hours"),
        N_("Nothing leaves during quiet hours; the message waits for their end."),
        "",
    ),
    "outside_hours": (
        N_("Outside opening hours"),
        N_("The rule sends during opening hours only; the message waits for the next opening."),
        "",
    ),
    "capped": (N_("Limit reached"), N_("The customer has already had as many messages as allowed."), ""),
    "duplicate": (N_("Already told"), N_("The customer has already been told the same thing."), ""),
    "no_credit": (
        N_("No credit left"),
        N_("The credit for this channel is used up; the message waits."),
        N_("Top up"),
    ),
    "no_sender": (
        N_("No sender"),
        N_("No account is set up for this channel, so nothing can leave on it."),
        N_("Add a sender"),
    ),
    "render_error": (
        N_("The text is incomplete"),
        N_("The template could not be filled in completely; a message with gaps is never sent."),
        N_("Open the template"),
    ),
    "subject_changed": (
        N_("No longer true"),
        N_("What the message announces has changed since, so it was not sent."),
        "",
    ),
    "goal_met": (N_("Goal reached"), N_("What the message asks for has been done already."), ""),
    "too_old": (N_("Too late"), N_("The message would have come too late to be of use."), ""),
    "condition_false": (
        N_("A condition is not met"),
        N_("The rule does not apply to this case."),
        N_("Open the rule"),
    ),
    "rule_paused": (N_("The rule is paused"), N_("A paused rule sends nothing."), N_("Open the rule")),
    "awaiting_approval": (
        N_("Awaiting approval"),
        N_("Somebody has to confirm this message before it leaves."),
        N_("Approve"),
    ),
    "stopped": (
        N_("Sending is stopped"),
        N_("All sending has been stopped by hand; messages wait until it is released."),
        N_("Release sending"),
    ),
    "provider_down": (
        N_("The provider does not answer"),
        N_("The provider of this channel cannot be reached; Desk tries again by itself."),
        "",
    ),
}


def channel_mark(channel: str) -> Mark:
    """Say a channel."""
    return _mark(_CHANNELS, channel)


def channel_word(channel: str) -> str:
    """Say a channel inside a sentence: e-mail, SMS."""
    said = channel_mark(channel).text
    return said if said.isupper() else f"{said[:1].lower()}{said[1:]}"


def standing_mark(standing: str) -> Mark:
    """Say the roll-up of a delivery."""
    return _mark(_STANDINGS, standing)


def delivery_mark(state: str, reason: str | None = None, *, is_caught: bool = False) -> Mark:
    """Say the fine state of a delivery; a queued one that something holds back is held.

    is_caught: it only went into the sandbox, so that nobody has got it.
    """
    if is_caught and state in ("sent", "delivered"):
        return _mark({state: _CAUGHT}, state)
    if state == "queued" and reason:
        return standing_mark("held")
    if state == "undeliverable" and reason in ("no_consent", "suppressed"):
        return standing_mark("not_subscribed")
    return _mark(_DELIVERY_STATES, state)


def notification_mark(state: str) -> Mark:
    """Say the state of a notification."""
    return _mark(_NOTIFICATION_STATES, state)


def rule_mark(state: str) -> Mark:
    """Say the state of a rule."""
    return _mark(_RULE_STATES, state)


def outcome_mark(outcome: str) -> Mark:
    """Say what was decided."""
    return _mark(_OUTCOMES, outcome)


def suppression_text(reason: str) -> str:
    """Say why an address is set aside."""
    return _(_SUPPRESSIONS.get(reason, "")) or reason


def point_mark(state: str) -> Mark:
    """Say what is known of an address."""
    return _mark(_POINT_STATES, state)


def word(kind: str, code: str) -> str:
    """Say a plain word; a code of the shop's own is given back readable.

    kind: topic, urgency, dispatch, route_mode, version_state, attempt_outcome, role or point_kind.
    """
    return _(_WORDS.get(f"{kind}.{code}", "")) or readable(code)


def reason_text(reason: str) -> ReasonText:
    """Say a reason."""
    title, sentence, verb = _REASONS.get(reason, (readable(reason), "", ""))
    return ReasonText(title=_(title), sentence=_(sentence), verb=_(verb))


def readable(code: str) -> str:
    """Turn a closed word without a text into something to read: "my_topic" → "My topic"."""
    text = code.replace("_", " ").replace(".", " \u203a ").strip()
    return text[:1].upper() + text[1:]


def _mark(signs: _Signs, code: str) -> Mark:
    icon, role, text = signs.get(code, ("circle", "text2", readable(code)))
    return Mark(icon=icon, role=role, text=_(text))
