# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from desk.services.inbox.showing import text_as_html
from tests.examples import MANY
from tests.services.inbox.showing.vectors import VECTORS


def links(text):
    return [node.attributes["href"] for node in LexborHTMLParser(text_as_html(text)).css("a")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://x.example/a?b=c&d=e.", ["https://x.example/a?b=c&d=e"]),
        ("(http://x.example/a_(b))", ["http://x.example/a_(b)"]),
        ("<https://x.example/>", ["https://x.example/"]),
        ("write to ann@x.example, please", ["mailto:ann@x.example"]),
        ("HTTPS://X.EXAMPLE", ["HTTPS://X.EXAMPLE"]),
        ('https://x.example/"onmouseover="alert(1)', ["https://x.example/"]),
        ("https://x.example/<script>", ["https://x.example/"]),
        ("javascript:alert(1) data:text/html,x", []),
        ("a@b", []),
        ("https://", []),
        ("https://x.example/&quot;onclick=x", ["https://x.example/&quot;onclick=x"]),
        ("http://x.example/a;b'c", ["http://x.example/a;b'c"]),
    ],
)
def test_links(text, found):
    assert links(text) == found


def safe(html):
    body = LexborHTMLParser(html).body
    for node in body.css("*"):
        assert node.tag in {"body", "div", "a", "details", "summary"}
        assert set(node.attributes) <= {"href", "rel", "style", "class"}
        assert node.attributes.get("style", "white-space:pre-wrap") == "white-space:pre-wrap"
        if node.tag == "a":
            assert node.attributes["href"].lower().startswith(("http://", "https://", "mailto:"))
    return True


def test_no_vector_does_anything_in_a_text():
    assert all(safe(text_as_html(f"x https://x.example/{vector} {vector}")) for vector in VECTORS)


@given(st.text(max_size=300))
@MANY
def test_every_text_is_safe_and_says_the_same(text):
    html = text_as_html(text)
    assert safe(html)


def test_quotes_and_signatures_have_their_places():
    html = text_as_html("own\n> old\n-- \nme")
    assert '<details class="desk-quote"><summary></summary>' in html
    assert 'class="desk-signature"' in html


def test_nothing_that_turns_the_reading():
    assert "\u202e" not in text_as_html("a\u202eb")
    assert text_as_html("a\x00b\x1b") == '<div style="white-space:pre-wrap">ab</div>'


@pytest.mark.parametrize(
    "link", ["http://a.....b ", "http://a" + ")." * 990 + " ", "http://a" + "." * 1990 + "b "]
)
@pytest.mark.timeout(20)
def test_links_made_to_take_for_ever_do_not(link):
    assert text_as_html(link * (500_000 // len(link))).count("<a ") == 500_000 // len(link)


def test_a_closing_bracket_belongs_to_a_link_that_opened_it():
    assert links("http://x.example/a).).") == ["http://x.example/a"]
    assert links("http://x.example/(a).).") == ["http://x.example/(a)"]
