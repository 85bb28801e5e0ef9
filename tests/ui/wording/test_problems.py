# SPDX-License-Identifier: LicenseRef-Desk
"""What is wrong with what was typed."""

import pytest

from desk.errors import Problem
from desk.ui.wording import place_name, problem_text
from desk.ui.wording.problems import _SENTENCES
from tests.ui.frame import spoken


@pytest.mark.parametrize(
    ("problem", "english", "french"),
    [
        (
            Problem(code="missing_field", place="last_name"),
            "Last name is missing.",
            "Nom\u202f: à remplir.",
        ),
        (
            Problem(code="too_long", place="company", details={"max": "200"}),
            "Company is too long: 200 at most.",
            "Société\u202f: trop long, 200 au plus.",
        ),
        (
            Problem(code="bad_email", place="points.0.address", details={"value": "a@"}),
            "a@ is not an email address.",
            "a@ n’est pas une adresse e-mail.",
        ),
    ],
)
def test_known_problems_are_sentences(qapp, problem, english, french):
    assert problem_text(problem) == english
    with spoken("fr"):
        assert problem_text(problem) == french


def test_an_unknown_problem_names_the_field():
    said = problem_text(Problem(code="too_blue", place="brand.colour"))
    assert said == "Brand \u203a colour: too blue."
    assert problem_text(Problem(code="too_blue", place="x"), label="Colour") == "Colour: too blue."


def test_what_was_not_told_is_left_out():
    assert problem_text(Problem(code="bad_date", place="birth_date")) == "… is not a date."


def test_fields_are_named():
    assert place_name("") == "This field"
    assert place_name("draft.email") == "Email"
    assert place_name("some_field") == "Some field"


@pytest.mark.parametrize("code", _SENTENCES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_sentence_can_be_filled(qapp, code, language):
    details = {"channel": "sms", "language": "fr", "topic": "commercial", "placeholder": "order.number"}
    with spoken(language):
        said = problem_text(Problem(code=code, place="name", details={**details, "word": "x", "name": "to"}))
    assert said.endswith(".")
    assert "sms" not in said
