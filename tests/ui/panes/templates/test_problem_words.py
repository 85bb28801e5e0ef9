# SPDX-License-Identifier: LicenseRef-Desk
"""What the checks found, in words."""

import re
from pathlib import Path

import pytest

from desk.errors import Problem
from desk.services.templates import WARNINGS, RenderFailure
from desk.ui.panes.templates.problem_words import (
    _SENTENCES,
    check_item,
    failure_sentence,
    place_words,
    problem_sentence,
)


def test_every_code_of_the_checks_has_a_sentence():
    folder = Path("desk/services/templates")
    codes = set(WARNINGS)
    for file in folder.glob("*.py"):
        codes |= set(re.findall(r"""(?:refused\(|Problem\(code=)"([a-z_]+)\"""", file.read_text("utf-8")))
    ours = {"published_never_changes", "required", "no_text", "unknown_format"}
    assert codes - ours - _SENTENCES.keys() == set()


@pytest.mark.parametrize("code", sorted(_SENTENCES))
def test_sentences_can_be_said_without_details(code, vocabulary):
    said = problem_sentence(Problem(code=code, place="email.fr.subject"), vocabulary)
    assert said
    assert "{" not in said.replace("“{…}”", "")  # one sentence is about a brace


def test_a_variable_is_called_by_its_label(vocabulary):
    problem = Problem(
        code="may_be_empty", place="email.fr.subject", details={"placeholder": "order.item", "line": "1"}
    )
    assert "Order › Item" in problem_sentence(problem, vocabulary)


def test_the_suggestion_is_told(vocabulary):
    details = {"placeholder": "prenon", "suggestion": "prenom"}
    problem = Problem(code="unknown_placeholder", place="email.fr.blocks.3.text", details=details)
    item = check_item(problem, vocabulary, "k")
    assert item.text == "The variable “prenon” does not exist here. Did you mean “prenom”?"
    assert (item.state, item.verb, item.detail) == ("danger", "Correct", "Email · French · block 4")


def test_a_place_says_line_and_part():
    details = {"line": "3"}
    assert (
        place_words(Problem(code="syntax", place="sms.en.body", details=details)) == "SMS · English · line 3"
    )
    assert place_words(Problem(code="x", place="email.fr.preheader")) == "Email · French · preview line"


def test_a_missing_language_is_worth_a_look(vocabulary):
    problem = Problem(code="language_missing", place="email", details={"language": "en"})
    item = check_item(problem, vocabulary, "k")
    assert (item.text, item.state, item.verb) == ("Email: no text in English.", "warn", "Add")


def test_a_failure_of_the_preview_is_told_the_same_way(vocabulary):
    unknown = failure_sentence(RenderFailure(code="missing_value", place="prenon"), vocabulary)
    assert unknown == "The variable “prenon” does not exist here."
    empty = failure_sentence(RenderFailure(code="missing_value", place="order.item"), vocabulary)
    assert "has no value" in empty
