# SPDX-License-Identifier: LicenseRef-Desk
"""A text taken apart is the whole text; hidden code comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import Refused
from desk.services.templates.formats import Formats
from desk.services.templates.language import compile_text
from desk.services.templates.names import Names
from desk.services.templates.pieces import Guard, PieceKind, literal, pieces
from desk.services.templates.sandbox import Budget

sources = st.lists(
    st.sampled_from(
        ["{{ a }}", "{% if a %}", "{% endif %}", "{# no #}", "mot", " ", "\n", "{", "}", "**", "{{ '}}' }}"]
    )
).map("".join)


def test_kinds_and_places():
    found = list(pieces("a{{ b }}{% c %}{# d #}e"))
    assert [(one.kind, one.source, one.at) for one in found] == [
        (PieceKind.WORDS, "a", 0),
        (PieceKind.SHOW, "{{ b }}", 1),
        (PieceKind.TAG, "{% c %}", 8),
        (PieceKind.NOTE, "{# d #}", 15),
        (PieceKind.WORDS, "e", 22),
    ]


@pytest.mark.parametrize(
    "code", ["{{ '}}' }}", '{{ "%}" }}', "{{ a|default('it\"s') }}", "{% if a == '%}' %}"]
)
def test_quotes_hide_ends(code):
    assert [one.source for one in pieces(f"x{code}y")] == ["x", code, "y"]


@pytest.mark.parametrize(
    ("source", "line"), [("{{ a", "1"), ("\n\n{% a }}", "3"), ("{# a", "1"), ("{{ 'a }}", "1")]
)
def test_what_is_not_closed_has_a_line(source, line):
    with pytest.raises(Refused) as refused:
        list(pieces(source))
    assert refused.value.problems[0].details["line"] == line


@given(sources)
def test_together_they_are_the_text(source):
    try:
        assert "".join(one.source for one in pieces(source)) == source
    except Refused:
        assert "{" in source


@given(sources)
def test_what_is_hidden_comes_back(source):
    guard = Guard()
    try:
        hidden = guard.hide(source)
    except Refused:
        return
    assert "{{ a" not in hidden
    assert "{% if" not in hidden
    kept = (one.source for one in pieces(source) if one.kind is not PieceKind.NOTE)
    assert guard.reveal(hidden) == "".join(kept)


def test_a_finished_piece_and_what_is_hidden_in_it():
    guard = Guard()
    word = guard.aside(f"<b>{guard.hide('{{ a }}')}</b>")
    assert word.isascii()
    assert guard.reveal(f"x{word}y") == "x<b>{{ a }}</b>y"
    assert guard.reveal("desk-aside-99-") == ""


def test_private_characters_of_an_author_stand_for_nothing():
    guard = Guard()
    assert guard.reveal(guard.hide("\ue0000\ue001{{ a }}\ue0020\ue001")) == "0{{ a }}0"


def test_one_more_filter():
    guard = Guard()
    token = guard.through(guard.hide("{{- a or b -}}"), "link")
    assert guard.reveal(token) == "{{ (a or b)|link }}"


@given(st.text())
def test_literal_words_are_never_code(text):
    compiled = compile_text(literal(text), names=Names(), policies={})
    assert compiled.fill({}, Formats(), Budget()) == text.replace("\r\n", "\n").replace("\r", "\n")
