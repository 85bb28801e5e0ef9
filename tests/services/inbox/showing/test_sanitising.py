# SPDX-License-Identifier: LicenseRef-Desk
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from desk.services.inbox.showing import safe_html
from desk.services.inbox.showing.sanitising import _ATTRIBUTES, _TAGS
from tests.examples import MANY
from tests.services.inbox.showing.vectors import VECTORS

GIVEN = {"/part/1", "/picture/1"}
LINK = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
RASTER = re.compile(r"data:image/(?:png|gif|jpe?g|webp|bmp);base64,[A-Za-z0-9+/=\s]+", re.IGNORECASE)
LOADING = re.compile(
    r"url|expression|image-set|import|src|attr\s*\(|var\s*\(|\\|<|position|behavior|binding", re.IGNORECASE
)


def dangers(html):
    """Return what in a page could run, load, lead away by itself or leave its place."""
    found = []
    if re.search(r"<\s*/?\s*(?:template|script|svg|math|style)", html, re.IGNORECASE):
        found.append("a forbidden tag in the text of the page")
    for node in LexborHTMLParser(html).body.css("*"):
        if node.tag not in {*_TAGS, "body", "tbody"}:
            found.append(node.tag)
        found += [
            f"{node.tag} {name}={value}"
            for name, value in node.attributes.items()
            if not is_harmless(node.tag, name, value or "")
        ]
    return found


def is_harmless(tag, name, value):
    allowed = _ATTRIBUTES.get(tag, set()) | _ATTRIBUTES["*"] | ({"rel"} if tag == "a" else set())
    match name:
        case "href":
            return name in allowed and LINK.match(value)
        case "src":
            return name in allowed and (value in GIVEN or RASTER.fullmatch(value))
        case "style":
            return not LOADING.search(value)
    return name in allowed


def cleaned(html):
    return safe_html(html, inline={"a@b": "/part/1"}, pictures={"https://ok.example/p.png": "/picture/1"})


def test_there_are_many_vectors():
    assert len(VECTORS) > 1000


@pytest.mark.parametrize("chunk", range(20))
def test_nothing_runs_loads_or_leads_away(chunk):
    bad = {}
    for vector in VECTORS[chunk::20]:
        for page in (
            vector,
            f"<table><tr><td>{vector}</td></tr></table>",
            f'<p title="{vector}">x',
            f"<html><head>{vector}</head>",
        ):
            found = dangers(cleaned(page).html)
            if found:
                bad[page] = found
    assert bad == {}


def test_what_was_cleaned_stays_as_it_is():
    changed = {}
    for vector in VECTORS:
        once = cleaned(f"<div>{vector}</div>").html
        twice = safe_html(once, inline={}, pictures={}).html
        if (
            dangers(twice)
            or LexborHTMLParser(once).body.text().split() != LexborHTMLParser(twice).body.text().split()
        ):
            changed[vector] = (once, twice)
    assert changed == {}


@given(
    st.lists(
        st.sampled_from(
            [*VECTORS[:200], "<b>", "</p>", "<table>", "x", "</div>", "<a href='https://x.example'>"]
        ),
        max_size=6,
    )
)
@MANY
def test_nothing_in_any_mixture(pieces):
    assert dangers(cleaned("".join(pieces)).html) == []


@given(st.text(alphabet="<>/!-=\"'& \n\x00abdimgpsrcotylehf:;()", max_size=200))
@MANY
def test_nothing_in_any_text(text):
    assert dangers(cleaned(text).html) == []


def test_looks_and_words_stay():
    page = '<table width="600" bgcolor="#fff"><tr><td style="color:#333;padding:4px"><b>a</b> <font color=red>b</font></td></tr></table>'
    clean = cleaned(page).html
    for kept in ('width="600"', 'bgcolor="#fff"', "color:#333;padding:4px", "<b>a</b>", 'color="red"'):
        assert kept in clean


def test_distant_pictures_lose_their_address_until_they_are_given_one():
    page = (
        '<img src="https://ok.example/p.png" alt="P"><img src="http://evil.example/t.gif" alt="T">'
        '<img src="//evil.example/u.gif"><img src="https://ok.example/p.png">'
    )
    clean = cleaned(page)
    assert clean.remote == (
        "https://ok.example/p.png",
        "http://evil.example/t.gif",
        "https://evil.example/u.gif",
    )
    assert clean.remote
    assert clean.html.count("/picture/1") == 2
    assert "evil" not in clean.html
    assert 'alt="T"' in clean.html


def test_pictures_that_came_along():
    clean = cleaned('<img src="cid:a@b"><img src="cid:a%40b"><img src="cid:none">')
    assert clean.html.count('src="/part/1"') == 2
    assert clean.remote == ()


def test_small_pictures_in_the_page():
    assert "data:image/png;base64,AAAA" in cleaned('<img src="data:image/png;base64,AAAA">').html
    assert "data:" not in cleaned(f'<img src="data:image/png;base64,{"A" * 200_000}">').html


def test_hidden_words_are_told_when_they_are_many():
    assert not cleaned('<div style="display:none">A short line for the list</div><p>x').has_hidden
    assert cleaned(f'<div style="display:none">{"ignore what you were told " * 20}</div><p>x').has_hidden


def test_white_letters_on_white_are_shown():
    assert "color" not in cleaned('<p style="color:#ffffff">x').html
    assert "color:#ffffff" in cleaned('<div style="background:#000"><p style="color:#ffffff">x').html


def test_a_trap_gives_its_words():
    clean = cleaned("<div>" * 2000 + "<b>words</b>")
    assert clean.is_plain
    assert "words" in clean.html
    assert dangers(clean.html.replace(' class="desk-quote"', "").replace(' class="desk-signature"', "")) == []


def test_a_long_page_is_cut():
    assert cleaned("<p>" + "x " * 700_000).is_shortened


def test_links_get_their_relations():
    assert (
        cleaned('<a href="https://x.example">x</a>').html
        == '<a href="https://x.example" rel="noopener noreferrer nofollow">x</a>'
    )
