# SPDX-License-Identifier: LicenseRef-Desk
"""Says what keeps a rule from being active: shortly for the list, in a sentence for the editor."""

from collections.abc import Mapping, Sequence

from desk.errors import Problem
from desk.translation import N_, _, ngettext
from desk.ui.wording import (
    channel_word,
    event_name,
    field_name,
    formats,
    problem_text,
    readable,
    role_name,
)

_SENTENCES: Mapping[str, str] = {
    "name_missing": N_("Give the rule a name."),
    "too_long": N_("This name is too long."),
    "unknown_event_kind": N_("Desk no longer knows this kind of event. Choose another one."),
    "trigger_not_for_event": N_("“{event}” cannot set a rule off this way. Choose what happens again."),
    "event_without_status": N_("“{event}” is about nothing that has a status."),
    "unknown_status": N_("The status “{status}” no longer exists. Choose another one."),
    "date_field_missing": N_("Choose the date to count from."),
    "not_a_date_field": N_("“{path}” is not a date. Choose the date to count from."),
    "offset_missing": N_("This message comes before the date: say how long before."),
    "offset_wrong_side": N_("This message comes after the date: it cannot leave before it."),
    "bad_time": N_("“{value}” is not a time of day."),
    "role_not_for_event": N_("Nobody is “{role}” for this event. Choose whom to write to."),
    "staff_not_reachable": N_("“{role}” cannot be written to yet. Choose whom to write to."),
    "no_legs": N_("Choose at least one channel."),
    "mode_not_available": N_("This way of joining channels is not available yet."),
    "channel_not_allowed": N_("{channel} is not allowed for this event."),
    "channel_twice": N_("{channel} is there twice."),
    "no_sender": N_("No valid sender for {channel}: the rule cannot be active."),
    "no_template": N_("Choose the template to send."),
    "template_unpublished": N_("The template has not been published yet."),
    "text_missing": N_("The template has no text for {channel}."),
    "language_missing": N_("The template has no text in {language} for {channel}."),
    "negative": N_("A span of time cannot be negative."),
    "always_quiet": N_("Every day is quiet: nothing would ever leave."),
    "bad_weekday": N_("One of the quiet days is not a weekday."),
    "ends_before_start": N_("The rule ends before it begins."),
    "topic_missing": N_("Choose the topic of the message."),
    "unknown_field": N_("“{path}” is not known for this event. Choose another field."),
    "wrong_comparison": N_("“{path}” cannot be compared this way."),
    "value_missing": N_("Say what “{path}” is compared with."),
    "wrong_value_type": N_("“{path}” cannot be compared with “{value}”."),
    "groups_too_deep": N_("Groups may be two levels deep at most."),
}
_SHORT: Mapping[str, str] = {
    "no_sender": N_("No sender"),
    "no_template": N_("No template"),
    "template_unpublished": N_("Not published"),
    "text_missing": N_("Text missing"),
    "language_missing": N_("Language missing"),
    "staff_not_reachable": N_("For nobody"),
    "role_not_for_event": N_("For nobody"),
    "unknown_status": N_("Status gone"),
}


class _Known(dict[str, str]):
    """What a sentence may name; what is not told is left out."""

    def __missing__(self, key: str) -> str:
        return "…"


def problem_sentence(problem: Problem) -> str:
    """Say what is wrong, and what to do."""
    sentence = _SENTENCES.get(problem.code)
    if sentence is None:
        return problem_text(problem)
    return _(sentence).format_map(_Known(_said(problem.details)))


def problem_badge(problems: Sequence[Problem]) -> str:
    """Say shortly what is wrong with a rule; "" when nothing is."""
    if not problems:
        return ""
    shorts = {_SHORT.get(problem.code, "") for problem in problems}
    if len(shorts) == 1 and (only := shorts.pop()):
        return _(only)
    count = len(problems)
    return ngettext("{count} to fix", "{count} to fix", count).format(count=count)


def _said(details: Mapping[str, str]) -> dict[str, str]:
    """Return details in words for people."""
    say = {
        "event": event_name,
        "path": field_name,
        "role": role_name,
        "channel": channel_word,
        "language": formats.language_name,
        "status": readable,
    }
    return {key: say[key](value) if key in say else value for key, value in details.items()}
