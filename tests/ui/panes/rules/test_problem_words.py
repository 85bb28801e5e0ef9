# SPDX-License-Identifier: LicenseRef-Desk
"""Every problem of a rule is a sentence in both languages."""

import ast
from pathlib import Path

import pytest

from desk.errors import Problem
from desk.services.rules import condition_check, validate
from desk.ui.panes.rules.problem_words import problem_badge, problem_sentence
from desk.ui.wording import problem_text
from tests.ui.frame import spoken

DETAILS = {
    "event": "order.ready",
    "path": "order.total",
    "role": "staff",
    "channel": "sms",
    "language": "fr",
    "status": "gone",
    "value": "x",
}


def codes():
    """Return the codes that the checks give."""
    found = {"unknown_event_kind", "name_missing", "too_long"}
    for module in (validate, condition_check):
        tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
        found |= {
            word.value.value
            for call in ast.walk(tree)
            if isinstance(call, ast.Call)
            for word in call.keywords
            if word.arg == "code" and isinstance(word.value, ast.Constant)
        }
    return sorted(found)


@pytest.mark.parametrize("code", codes())
def test_a_code_has_a_sentence_of_its_own(code):
    problem = Problem(code=code, details=DETAILS)
    english = problem_sentence(problem)
    assert "…" not in english
    assert english != problem_text(Problem(code=f"{code}_unknown", details=DETAILS))
    assert english.endswith(".")
    with spoken("fr"):
        assert problem_sentence(problem) != english


def test_details_are_said_in_words():
    problem = Problem(code="language_missing", details={"language": "fr", "channel": "sms"})
    assert problem_sentence(problem) == "The template has no text in French for SMS."


def test_the_badge_is_short():
    sender = Problem(code="no_sender", details={"channel": "sms"})
    assert problem_badge(()) == ""
    assert problem_badge((sender, sender)) == "No sender"
    assert problem_badge((sender, Problem(code="no_template"))) == "2 to fix"
