# SPDX-License-Identifier: LicenseRef-Desk
"""Texts that change between ways of writing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from desk.services.inbox.showing import safe_html, text_as_html
from desk.services.inbox.showing.scripts import in_pieces, runs

TURNS = ["אa", "א1", "אa ", "a😀", "aก", "aж", "λж", "กක", "a中", "a\u0301\u0301"]


def longest(html):
    """Return how many characters the longest block without blocks in it holds."""
    blocks = LexborHTMLParser(html).css("div, p")
    return max(len(one.text()) for one in blocks if not any(inner.tag == "div" for inner in one.iter()))


def shown(html):
    tree = LexborHTMLParser(html)
    for fold in tree.css("details"):
        fold.decompose()
    return tree.body.text()


@pytest.mark.parametrize("turn", TURNS)
def test_letters_in_turn_are_counted(turn):
    assert 900 <= runs(turn * 1000) <= 2000


@pytest.mark.parametrize(
    "text", ["Привет, как дела? ", "שלום עולם. ", "café crème, œuvre ", "你好世界。", "a b "]
)
def test_a_text_of_one_script_is_few(text):
    assert runs(text * 1000) <= 1


@pytest.mark.parametrize("turn", TURNS)
def test_a_text_is_broken_and_its_rest_folded(turn):
    text = turn * 100_000
    html = text_as_html(text)
    assert longest(html) <= 2000
    assert 30_000 < len(shown(html)) <= 40_000
    is_whole = LexborHTMLParser(html).body.text() == text[:500_000]
    assert is_whole


def test_a_quote_in_turns_is_not_folded_twice():
    html = text_as_html("moi\n" + "> אaאaאaאa\n" * 1000)
    assert html.count("<details") == 1
    assert longest(html) <= 2000


def test_own_words_between_quotes_share_what_is_shown():
    html = text_as_html(("אa" * 10_000 + "\n\n> x\n\n") * 5)
    assert len(shown(html)) <= 41_000


@given(st.text(alphabet="אa \n", max_size=6000))
def test_nothing_is_lost(text):
    made = list(in_pieces(text))
    assert "".join(made) == text
    assert all(0 < len(one) <= 2000 for one in made)


def test_a_piece_ends_where_a_line_does():
    assert all(one.endswith("c\n") for one in in_pieces("אa b c\n" * 1000))


def test_an_ordinary_text_is_one_block():
    assert text_as_html("Bonjour, ça va ? 😀\n" * 150).count("<div") == 1


@pytest.mark.parametrize(
    "page",
    [
        f"<p>{'אa' * 20_000}</p>",
        f"<p>{'<b>א</b>a' * 5000}</p>",
        f"<p>{'אa<br>' * 5000}</p>",
        "<div style='display: inline'>אa</div>" * 3000,
        "<p>אaאaאaאaאa</p>" * 9000,
    ],
)
def test_a_page_that_takes_for_ever_is_shown_as_words(page):
    safe = safe_html(page, inline={})
    is_plain, made = safe.is_plain, safe.html
    assert is_plain
    assert longest(made) <= 2000
    assert shown(made)[:2] == "אa"


@pytest.mark.parametrize(
    "page",
    [
        "<p>שלום hello 12</p>" * 3000,
        f"<table><tr>{'<td>😀 ж</td>' * 3000}</tr></table>",
        f"<p>{'שלום ' * 9000}</p>",
        "<p>été</p>" * 5000,
    ],
    ids=["lines", "cells", "one script", "accents"],
)
def test_an_honest_page_stays(page):
    is_plain = safe_html(page, inline={}).is_plain
    assert not is_plain
