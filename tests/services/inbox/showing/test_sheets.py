# SPDX-License-Identifier: LicenseRef-Desk
"""A page's own style sheets are seen, and nothing in them does more than a style attribute may."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from desk.services.inbox.showing import safe_html, sheets
from desk.services.inbox.showing.sheets import inlined
from tests.examples import MANY


def styles(sheet, body='<p class="x">a</p>'):
    """Return the style attributes that a page ends with."""
    shown = safe_html(f"<html><head><style>{sheet}</style></head><body>{body}</body></html>", inline={}).html
    assert "<style" not in shown
    return [node.attributes["style"] for node in LexborHTMLParser(shown).css("[style]")]


@pytest.mark.parametrize(
    "selector", ["p", ".x", "p.x", "*", "body p", "body > p", "BODY P.x", "h1, .x", "\n p\n", "#y , p"]
)
def test_common_selectors_are_understood(selector):
    assert "color:red" in styles(f"{selector} {{ color: red }}")[-1]


@pytest.mark.parametrize(
    "sheet",
    [
        "@media screen { p { color: red } }",
        "@import url(//evil.example/a.css); @import 'x';",
        "@font-face { font-family: x; src: url(//evil.example/f) }",
        "p:hover { color: red }",
        "p[class] { color: red }",
        "p::before { content: 'Paid' }",
        "p { position: fixed; top: 0 }",
        "p { background: url(//evil.example/p.gif) }",
        "p { width: expression(alert(1)) }",
        "p { behavior: url(x) }",
        "p { color: r\\65 d }",
        "p { margin-left: -9999px }",
        "p { font-size: 0 }",
        "p { color: red",
        "} p",
    ],
)
def test_what_is_more_than_looks_is_left_out(sheet):
    assert styles(sheet) == []


def test_what_comes_after_something_left_out_counts():
    sheet = "@import url(x); @media print { p { color: blue } i { color: green } } p { color: red }"
    assert styles(sheet) == ["color:red"]
    assert styles("<!-- p { color: /* x */ red } -->") == ["color:red"]


def test_the_nearer_wins_then_the_later_then_the_element_itself():
    body = '<p class="x" style="margin:1px">a</p>'
    (found,) = styles(".x { color: red } p { color: blue } p { color: green; margin: 9px }", body)
    assert found == "color:blue;color:green;margin:9px;color:red;margin:1px"
    (found,) = styles("p { margin: 9px !important }", body)
    assert found == "margin:1px;margin:9px !important"


def test_the_page_itself_has_a_look_and_hidden_words_are_told():
    assert styles("body { background-color: #eee }") == ["background-color:#eee"]
    page = "<style>.pre { display: none }</style><div class=pre>" + "words " * 100 + "</div>"
    assert safe_html(page, inline={}).has_hidden


def test_there_is_an_end_to_what_is_looked_at():
    sheet = "".join(f".c{n} {{ color: red }}" for n in range(5000))
    body = "".join(f'<p class="c{n}">a</p>' for n in range(900))
    assert 0 < len(styles(sheet, body)) < 900
    long = "p { font-family: " + "a" * 390 + " }"
    assert styles(long * 50, "<p style='color:red'>a</p>") == ["color:red"]


@pytest.mark.parametrize(
    "sheet", ["a" * 99_000, "{" * 99_000, "}" * 99_000, "a{b;" * 20_000, "p,p " * 20_000 + "{color:red}"]
)
@pytest.mark.timeout(10)
def test_what_is_made_to_take_for_ever_does_not(sheet):
    styles(sheet)


ODD = (".1col", ".3col p", "a.button.", "p.", ".", "#", "a..b", "*zoom", ".²", "p > .", ". p", ".-", "p#1")


@pytest.mark.parametrize("selector", ODD)
@pytest.mark.parametrize("takes", ["plain", "everything"])
def test_a_selector_that_is_none_takes_nothing_with_it(selector, takes, monkeypatch):
    if takes == "everything":
        monkeypatch.setattr(sheets, "_PLAIN", re.compile(".+"))
    assert styles(f"{selector} {{ color: red }} p {{ color: blue }}") == ["color:blue"]


@given(st.text(alphabet="px*.#->1_é² \\[]:+~'\"()|&^$", min_size=1, max_size=20))
@MANY
def test_any_selector_is_taken(selector):
    tree = LexborHTMLParser(f"<style>{selector} {{color:red}} p {{color:blue}}</style><p class=x>a</p>")
    inlined(tree)
    assert tree.css_first("p").attributes["style"]


def test_a_small_sheet_does_not_make_a_huge_page():
    page = "<style>p{font-family:" + "a" * 300 + "}</style>" + "<p>x" * 20_000
    assert len(safe_html(page, inline={}).html) < 10 * len(page)


def test_where_there_is_too_much_the_rules_that_win_are_kept():
    light = "i { color: blue }" * 390
    body = "<p>a</p>" * 900 + '<p id="y" class="x">b</p>'
    assert styles(f"{light} #y {{ color: red }} .x {{ color: green }}", body) == ["color:green;color:red"]


@given(st.text(alphabet="p.x{}:;@/*!<>()'\" acdeiloru", max_size=200))
@MANY
def test_any_sheet_is_taken(sheet):
    tree = LexborHTMLParser(f"<style>{sheet}</style><p class=x>a</p>")
    inlined(tree)
    assert tree.body is not None
