# SPDX-License-Identifier: LicenseRef-Desk
"""Says the steps of a decision, one by one: what was looked at, and what was found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desk.translation import N_, _, ngettext
from desk.ui.wording import formats
from desk.ui.wording.names import event_name, field_name, role_name, status_of_event, value_text
from desk.ui.wording.states import channel_mark, readable, reason_text, rule_mark, word

Details = Mapping[str, str]


class TracedStep(Protocol):
    """A step as services.rules.Step is one."""

    @property
    def code(self) -> str:
        """What was looked at."""

    @property
    def passed(self) -> bool | None:
        """Whether it spoke for sending; None only informs."""

    @property
    def details(self) -> Details:
        """Words and values."""

    @property
    def reason(self) -> str | None:
        """What it led to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepText:
    """A step in words (translated) with its mark: icon (drawn filled) and colour token."""

    icon: str
    role: str
    title: str
    sentence: str


_TITLES: Mapping[str, tuple[str, str]] = {
    "event": (N_("Event recognised"), N_("Event not recognised")),
    "rule": (N_("Rule active"), N_("Rule not active")),
    "validity": (N_("Within the rule’s dates"), N_("Outside the rule’s dates")),
    "location": (N_("Location included"), N_("Location not included")),
    "trigger": (N_("The rule waits for this event"), N_("The rule waits for something else")),
    "condition": (N_("Condition met"), N_("Condition not met")),
    "conditions": (N_("Conditions met"), N_("Conditions not met")),
    "audience": (N_("Recipient found"), N_("No recipient")),
    "subject": (N_("Still true"), N_("No longer true")),
    "duplicate": (N_("Not told yet"), N_("Already told")),
    "cap": (N_("Below the limit"), N_("Limit reached")),
    "channel": (N_("{channel} possible"), N_("{channel} not possible")),
    "delay": (N_("Delay"), N_("Delay")),
    "opening": (N_("Opening hours"), N_("Outside opening hours")),
    "quiet": (N_("Outside quiet hours"), N_("Quiet hours")),
    "law": (N_("Allowed by law at this time"), N_("Not allowed by law at this time")),
    "age": (N_("In time"), N_("Too late")),
    "approval": (N_("Approved"), N_("Awaiting approval")),
    "stop": (N_("Sending is released"), N_("Sending is stopped")),
    "undecidable": (N_("Can be judged"), N_("Desk cannot reckon with these facts")),
}
_WAITING = frozenset({"opening", "quiet", "law", "approval", "stop", "delay"})
"""Steps that hold a message back instead of ending it."""
_COMPARISONS: Mapping[str, str] = {
    "is": N_("is"),
    "is_not": N_("is not"),
    "contains": N_("contains"),
    "at_least": N_("is at least"),
    "at_most": N_("is at most"),
    "before": N_("is before"),
    "after": N_("is after"),
    "one_of": N_("is one of"),
    "is_set": N_("is filled in"),
    "is_empty": N_("is empty"),
}


def comparison_word(code: str) -> str:
    """Say how a condition compares."""
    return _(_COMPARISONS.get(code, "")) or readable(code)


def describe_step(step: TracedStep) -> StepText:
    """Say one step of a decision."""
    yes, no = _TITLES.get(step.code, (readable(step.code), readable(step.code)))
    title = _(no if step.passed is False else yes)
    if "none" in step.details:
        title = _("No quiet hours")
    if "{channel}" in title:
        title = title.format(channel=channel_mark(step.details.get("channel", "")).text)
    icon, role = _mark(step)
    return StepText(icon=icon, role=role, title=title, sentence=_sentence(step))


def _mark(step: TracedStep) -> tuple[str, str]:
    if step.code in _WAITING and step.passed is not True and "none" not in step.details:
        return "pause-circle", "warn"
    if step.passed is None:
        return "info", "info"
    return ("check-circle", "ok") if step.passed else ("x-circle", "danger")


def _sentence(step: TracedStep) -> str:
    say = _SENTENCES.get(step.code)
    said = say(step.details) if say else ""
    if said or step.reason is None:
        return said
    return reason_text(step.reason).sentence


def _event(told: Details) -> str:
    return event_name(told.get("kind", ""))


def _rule(told: Details) -> str:
    return _("Version {version}, {state}").format(
        version=told.get("version", ""), state=rule_mark(told.get("state", "")).text.lower()
    )


def _validity(told: Details) -> str:
    return _("From {first} to {last}").format(
        first=value_text("", told.get("from", "")), last=value_text("", told.get("until", ""))
    )


def _location(told: Details) -> str:
    return told.get("location", "") or _("The record belongs to no location.")


def _trigger(told: Details) -> str:
    event = told.get("event", "")
    if "wanted" not in told:
        return event_name(event)
    wanted, found = told["wanted"], told.get("status", "")
    if not wanted:
        return _("Status: {status}").format(status=status_of_event(event, found))
    return _("Status wanted: {wanted}. Status now: {status}.").format(
        wanted=status_of_event(event, wanted), status=status_of_event(event, found)
    )


def _condition(told: Details) -> str:
    path, comparison = told.get("path", ""), told.get("comparison", "")
    wanted = "" if comparison in ("is_set", "is_empty") else value_text(path, told.get("value", ""))
    claim = f"{field_name(path)} {comparison_word(comparison)} {wanted}".strip()
    return _("{claim} (found: {value})").format(claim=claim, value=value_text(path, told.get("actual", "")))


def _conditions(told: Details) -> str:
    true, total = _count(told, "true"), _count(told, "total")
    return ngettext("{true} of {total} condition holds", "{true} of {total} conditions hold", total).format(
        true=true, total=total
    )


def _audience(told: Details) -> str:
    name, role = told.get("name", ""), role_name(told.get("role", "customer"))
    return f"{name} ({role})" if name else _("Nobody is “{role}” here.").format(role=role)


def _channel(told: Details) -> str:
    if told.get("attempted") == "true":
        return _("Has been tried already.")
    if topic := told.get("topic"):
        return _("Topic “{topic}” not accepted").format(topic=word("topic", topic))
    return told.get("address", "")


def _until(told: Details) -> str:
    try:
        at = datetime.fromisoformat(told.get("until", ""))
    except ValueError:
        return ""
    return _("Postponed to {moment}").format(moment=formats.moment(at))


def _quiet(told: Details) -> str:
    if "none" not in told:
        return _until(told)
    if told["none"] == "urgency":
        return _("A message of this urgency leaves at any hour.")
    return _("This rule has no quiet hours of its own: it also sends in the evening and at night.")


def _age(told: Details) -> str:
    if "late_minutes" in told:
        return _("{late} min late; the rule allows {limit} min.").format(
            late=formats.number(_count(told, "late_minutes")), limit=formats.number(_count(told, "limit"))
        )
    return _("Useful until {moment}").format(moment=value_text("", told.get("expires_at", "")))


def _count(told: Details, name: str) -> int:
    text = told.get(name, "0")
    return int(text) if text.lstrip("-").isdigit() else 0


_SENTENCES: Mapping[str, Callable[[Details], str]] = {
    "event": _event,
    "rule": _rule,
    "validity": _validity,
    "location": _location,
    "trigger": _trigger,
    "condition": _condition,
    "conditions": _conditions,
    "audience": _audience,
    "channel": _channel,
    "delay": _until,
    "opening": _until,
    "quiet": _quiet,
    "law": _until,
    "age": _age,
}
