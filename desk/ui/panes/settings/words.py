# SPDX-License-Identifier: LicenseRef-Desk
"""Says what is wrong with a setting, where the usual sentences do not know it."""

from collections.abc import Mapping

from desk.errors import Problem
from desk.translation import N_, _
from desk.ui.wording import problem_text

_SENTENCES: Mapping[str, str] = {
    "missing_field": N_("{place} is missing."),
    "name_missing": N_("The name is missing."),
    "unknown_calendar": N_("This calendar of holidays is not known."),
    "hours_missing": N_("Say from when until when; the usual week is closed on that day."),
    "spans_overlap": N_("Two spans overlap."),
    "too_long": N_("{place} is too long."),
    "control_character": N_("{place} contains a character that cannot be used."),
    "not_a_number": N_("{place} must be a number."),
    "out_of_range": N_("{place} is out of range."),
    "not_a_choice": N_("{place}: choose one from the list."),
    "not_a_table": N_("{place}: write one “name = text” on each line."),
    "not_an_address": N_("{place} must begin with https:// and name a server."),
    "needs_https": N_("{place} must begin with https://, so that nobody can read the key on the way."),
    "not_a_status_list": N_("{place}: write numbers and ranges, such as 200-299, 304."),
    "not_a_header": N_("{place} is not the name of a header."),
    "needs_reference": N_("{place} must contain {{reference}}."),
    "needs_placeholder": N_("{place}: {{{name}}} must stand somewhere."),
    "bad_colour": N_("Write a colour as # and six digits, such as #0B675E."),
    "bad_email": N_("This is not an email address."),
    "last_owner": N_(
        "Make somebody else an owner with a password first: without one nobody could change the staff."
    ),
    "owner_needs_password": N_("Give the owner a password first: nobody else may change the staff."),
    "bad_phone": N_("This is not a phone number of this country."),
}


def say(problem: Problem, label: str = "") -> str:
    """Say what is wrong; `label`: how the form calls the field (translated)."""
    sentence = _SENTENCES.get(problem.code)
    if sentence is None:
        return problem_text(problem, label)
    place = label or _("This field")
    return _(sentence).format(place=place, name=problem.details.get("name", ""))
