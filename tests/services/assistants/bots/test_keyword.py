# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.services.assistants.bots.keyword import KeywordBot
from tests.services.assistants.bots.questions import question

BOT = KeywordBot()
RULES = {
    "rules": [
        {
            "words": ["facture", "duplicata de facture"],
            "texts": {"fr": "Facture.", "en": "Invoice."},
            "hands_over": True,
        },
        {"words": ["ouvert", "quelle heure"], "texts": {"fr": "Ouvert.", "en": "Open."}},
    ]
}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Vous êtes OUVERT demain ?", "Ouvert."),
        ("à quelle  heure fermez-vous", "Ouvert."),
        ("heure quelle", None),
        ("ouverture", None),
        ("Une facture, et êtes-vous ouvert ?", "Facture."),
        ("FACTURÉ ?", "Facture."),
        ("", None),
    ],
)
def test_words_and_phrases(text, said):
    found = BOT.answer(RULES, question(text))
    assert (found.text if found else None) == said


def test_in_the_customers_language_else_the_shops():
    assert BOT.answer(RULES, question("facture", language="en-US")).text == "Invoice."
    assert BOT.answer(RULES, question("facture", language="ja")).text == "Facture."
    assert BOT.answer(RULES, question("facture")).hands_over
    only = {"rules": [{"words": ["*"], "texts": {"de": "Danke."}}]}
    assert BOT.answer(only, question("x")).text == "Danke."


@pytest.mark.parametrize(
    ("settings", "places"),
    [
        (RULES, []),
        ({}, ["rules"]),
        ({"rules": [{"words": [" "], "texts": {"fr": "x"}}]}, ["rules.0.words"]),
        ({"rules": [{"words": ["a"], "texts": {"fr": " "}}]}, ["rules.0.texts"]),
        ({"rules": [{"words": ["a"], "texts": {"fr": "x" * 5000}}]}, ["rules.0.texts"]),
        ({"rules": [{"words": ["a"], "texts": {"fr": "x"}}] * 51}, ["rules"]),
    ],
)
def test_what_is_wrong(settings, places):
    assert [one.place for one in BOT.problems(settings)] == places
