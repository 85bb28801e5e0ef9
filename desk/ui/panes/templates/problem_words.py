# SPDX-License-Identifier: LicenseRef-Desk
"""Says what the checks found, where it is, and what would help."""

from desk.errors import Problem
from desk.services.templates import RenderFailure, is_warning
from desk.translation import N_, _
from desk.ui.panes.templates.places import Place, read_place
from desk.ui.panes.templates.variables import Vocabulary
from desk.ui.widgets import CheckItem
from desk.ui.wording import channel_mark, formats, readable

_SENTENCES = {
    "no_text": N_("Nothing is said yet."),
    "syntax": N_("A placeholder or a condition is not closed, or cannot be read."),
    "not_allowed": N_("“{detail}” is not part of the language of texts."),
    "unknown_filter": N_("There is no form called “{detail}”."),
    "unknown_test": N_("There is no test called “{detail}”."),
    "unknown_placeholder": N_("The variable “{placeholder}” does not exist here."),
    "empty_subject": N_("The subject is empty."),
    "empty_text": N_("The text is empty."),
    "bad_url": N_("The link is not a web address: it begins with https://"),
    "bad_condition": N_("The condition is empty or cannot be read."),
    "bad_source": N_("Choose the list that the table goes through."),
    "bad_policy": N_("What happens without a value cannot be read."),
    "bad_text": N_("The text cannot be read."),
    "bad_value": N_("A value is not of the kind its form expects."),
    "too_long": N_("The text is too long or too deeply nested."),
    "too_slow": N_("The text takes too long to fill in."),
    "not_a_list": N_("A table or a repetition goes through something that is no list."),
    "not_a_number": N_("A calculation is made with something that is no number."),
    "not_text": N_("A list cannot be shown like a word; use a table of lines."),
    "not_rendered": N_("The text cannot be filled in."),
    "missing_value": N_("“{placeholder}” has no value."),
    "language_missing": N_("{channel}: no text in {language}."),
    "may_be_empty": N_("“{placeholder}” may be empty: decide what happens then."),
    "sms_long": N_("The SMS takes {segments} segments: it costs {segments} times as much."),
    "alt_missing": N_("The picture has no description; leave it empty only for decoration."),
    "no_https": N_("A link without https: mail programs warn of it."),
    "subject_long": N_("The subject has {characters} characters; most programs cut it after 60."),
    "single_brace": N_("“{{{word}}}” has one brace: variables have two."),
}
_VERBS = {
    "may_be_empty": N_("Decide"),
    "language_missing": N_("Add"),
    "unknown_placeholder": N_("Correct"),
}
_SHOW = N_("Show")


class _Known(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def problem_sentence(problem: Problem, vocabulary: Vocabulary) -> str:
    """Say what was found."""
    details = dict(problem.details)
    if "placeholder" in details and problem.code != "unknown_placeholder":
        details["placeholder"] = vocabulary.label(details["placeholder"])
    if problem.code == "language_missing":
        details["language"] = formats.language_name(details.get("language", ""))
        details["channel"] = channel_mark(problem.place).text
    sentence = _SENTENCES.get(problem.code)
    said = _(sentence).format_map(_Known(details)) if sentence else readable(problem.code)
    if problem.details.get("suggestion"):
        hint = _("Did you mean “{word}”?").format(word=problem.details["suggestion"])
        said = f"{said} {hint}"
    return said


def failure_sentence(failure: RenderFailure, vocabulary: Vocabulary) -> str:
    """Say why the words that are typed make no message."""
    is_unknown = failure.code == "missing_value" and not vocabulary.knows(failure.place)
    problem = Problem(
        code="unknown_placeholder" if is_unknown else failure.code,
        place=failure.place,
        details={"placeholder": failure.place, "detail": failure.detail},
    )
    return problem_sentence(problem, vocabulary)


def place_words(problem: Problem) -> str:
    """Say where it is: "E-mail · French · block 3, line 2"."""
    place = read_place(problem.place)
    words = []
    if place.channel in ("email", "sms"):
        words.append(channel_mark(place.channel).text)
    if place.language:
        words.append(formats.language_name(place.language))
    if part := _part(place):
        words.append(part)
    if (line := problem.details.get("line", "")) and line != "1":
        words.append(_("line {line}").format(line=line))
    return " · ".join(words)


def check_item(problem: Problem, vocabulary: Vocabulary, key: str) -> CheckItem:
    """Return a finding as a line of the list of checks."""
    is_mild = is_warning(problem)
    verb = "" if problem.place in ("", "texts") else _(_VERBS.get(problem.code, _SHOW))
    if problem.code == "unknown_placeholder" and not problem.details.get("suggestion"):
        verb = _(_SHOW)
    return CheckItem(
        key=key,
        text=problem_sentence(problem, vocabulary),
        state="warn" if is_mild else "danger",
        state_word=_("Worth a look") if is_mild else _("Stops publishing"),
        detail=place_words(problem),
        verb=verb,
    )


def _part(place: Place) -> str:
    if place.path:
        number = place.path[0]
        return _("block {number}").format(number=number + 1 if isinstance(number, int) else "")
    return {"subject": _("subject"), "preheader": _("preview line")}.get(place.part, "")
