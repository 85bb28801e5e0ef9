# SPDX-License-Identifier: LicenseRef-Desk
"""Placeholders in what is being typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.ui.panes.templates.tokens import TokenKind, opening, placeholder, token_at, tokens, unit

TEXT = "Bonjour {{ client.prenom }}, {% if a %}x{% endif %}{# note #}"


def test_tokens_are_found_in_order():
    assert [(one.kind, TEXT[one.start : one.end], one.name) for one in tokens(TEXT)] == [
        (TokenKind.SHOW, "{{ client.prenom }}", "client.prenom"),
        (TokenKind.TAG, "{% if a %}", ""),
        (TokenKind.TAG, "{% endif %}", ""),
        (TokenKind.NOTE, "{# note #}", ""),
    ]


@pytest.mark.parametrize("text", ["{{ a", "a }}", "{ a }", "{{ a \n }}", ""])
def test_half_a_placeholder_is_none(text):
    assert tokens(text) == ()


def test_a_position_stands_in_a_token_up_to_its_end():
    assert token_at("a {{ b }} c", 9).name == "b"
    assert token_at("a {{ b }} c", 2) is None
    assert token_at("a {{ b }} c", 10) is None


def test_a_range_grows_to_whole_placeholders():
    assert unit("a {{ b }} c", 8, 9) == (2, 9)
    assert unit("a {{ b }} c", 0, 1) == (0, 1)
    assert unit("{{ a }}{{ b }}", 3, 9) == (0, 14)


@pytest.mark.parametrize(
    ("text", "at", "typed", "span"),
    [
        ("Bonjour {", 9, "", (8, 9)),
        ("Bonjour {pré", 12, "pré", (8, 12)),
        ("Bonjour {{ cli", 14, "cli", (8, 14)),
        ("a {{ cli }} b", 8, "cli", (2, 11)),
        ("a {{ client.pre|upper }} b", 11, "client", (2, 24)),
        ("one\n{x", 6, "x", (4, 6)),
    ],
)
def test_what_is_being_typed(text, at, typed, span):
    found = opening(text, at)
    assert (found.typed, (found.start, found.end)) == (typed, span)


@pytest.mark.parametrize("text", ["Bonjour", "{{ a }} b", "{% if a", "{{ a } b", "{\nx"])
def test_nothing_is_being_typed(text):
    assert opening(text, len(text)) is None


@given(st.text(alphabet="{}%# ab.\n", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_no_unit_cuts_a_placeholder(text, one, other):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    low, high = unit(text, start, end)
    assert low <= start <= end <= high
    for token in tokens(text):
        assert not token.start < low < token.end
        assert not token.start < high < token.end


@given(st.from_regex(r"[a-z]{1,8}(\.[a-z]{1,8})?", fullmatch=True))
def test_a_placeholder_is_read_back(name):
    assert [one.name for one in tokens(placeholder(name))] == [name]
