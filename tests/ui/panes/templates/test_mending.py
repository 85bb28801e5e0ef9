# SPDX-License-Identifier: LicenseRef-Desk
"""Correcting a variable that was meant otherwise."""

import pytest

from desk.errors import Problem
from desk.services.templates import Block, BlockKind, Column, Text, Wording
from desk.ui.panes.templates.mending import corrected

TEXT = Block(kind=BlockKind.TEXT, text="prenon {{ prenon }} et {{ prenon.x }} {% if prenon %}.{% endif %}")
LINES = Block(kind=BlockKind.LINES, source="order.parts", columns=(Column(cell="{{ prenon }}"),))
INSIDE = Block(kind=BlockKind.CONDITIONAL, condition="a", blocks=(TEXT,), otherwise=(LINES,))
SAID = Wording(texts={"email": {"fr": Text(subject="{{ prenon|upper }}", blocks=(TEXT, INSIDE))}})


def mended(place):
    problem = Problem(
        code="unknown_placeholder", place=place, details={"placeholder": "prenon", "suggestion": "prenom"}
    )
    return corrected(SAID, problem).texts["email"]["fr"]


def test_only_between_braces_and_only_the_whole_name():
    said = mended("email.fr.blocks.0.text").blocks[0].text
    assert said == "prenon {{ prenom }} et {{ prenon.x }} {% if prenom %}.{% endif %}"


def test_in_the_subject():
    assert mended("email.fr.subject").subject == "{{ prenom|upper }}"


def test_inside_a_conditional_block():
    assert "{{ prenom }}" in mended("email.fr.blocks.1.blocks.0.text").blocks[1].blocks[0].text
    assert (
        mended("email.fr.blocks.1.otherwise.0.columns").blocks[1].otherwise[0].columns[0].cell
        == "{{ prenom }}"
    )


@pytest.mark.parametrize(
    "place", ["email.fr.blocks.9.text", "email.de.subject", "sms.fr.body", "email.fr.preheader"]
)
def test_a_place_that_is_gone_changes_nothing(place):
    problem = Problem(
        code="unknown_placeholder", place=place, details={"placeholder": "prenon", "suggestion": "prenom"}
    )
    assert corrected(SAID, problem) is None


def test_without_a_suggestion_nothing_is_guessed():
    problem = Problem(code="unknown_placeholder", place="email.fr.subject", details={"placeholder": "prenon"})
    assert corrected(SAID, problem) is None
