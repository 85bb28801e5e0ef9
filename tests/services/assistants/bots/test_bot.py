# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.assistants.bots.bot import in_language, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Bonjour\u200b\u200d \u2066Léa\u2069", "Bonjour Léa"),
        ("a\U000e0061\U000e0062b", "ab"),
        ("a" + " " * 500 + "b", "a  b"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("a\x00\x07b", "ab"),
        ("  a\tb  ", "a\tb"),
    ],
)
def test_what_is_written_for_machines_only_goes(text, shown):
    assert visible(text) == shown


@given(st.text(max_size=400), st.integers(0, 50))
def test_never_longer_than_wanted(text, most):
    assert len(visible(text, most)) <= most


def test_the_language_that_fits_best():
    texts = {"fr": "Bonjour", "en-GB": "Hello", "de": " "}
    assert in_language(texts, "fr-CA") == "Bonjour"
    assert in_language(texts, "en", "fr") == "Hello"
    assert in_language(texts, "de", "fr") == "Bonjour"
    assert in_language(texts, "ja") == "Bonjour"
    assert in_language({}, "fr") == ""
