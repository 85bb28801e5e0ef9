# SPDX-License-Identifier: LicenseRef-Desk
"""Blocks become one document that mail programs can show, placeholders intact."""

import re
from html.parser import HTMLParser

import pytest

from desk.errors import Refused
from desk.services.templates.brand import COLOUR, Brand
from desk.services.templates.mail_html import MOST_BLOCKS, condition, to_html
from desk.services.templates.sentences import Kept
from desk.services.templates.text import Block, BlockKind, Column, Text

BRAND = Brand(
    name="Atelier <Lyon>",
    legal_name="AL {{ x }} SARL",
    address="12 rue des Vélos",
    colour="#aa2233",
    footer="{% if %}",
)


def document(*blocks, text=None, brand=BRAND, language="fr", keep=lambda source: Kept(source, "")):
    return to_html(
        text or Text(subject="Sujet {{ a }}", preheader="Avant {{ b }}"), blocks, brand, language, keep
    )


class Balance(HTMLParser):
    """Follows opening and closing tags."""

    EMPTY = frozenset({"meta", "br", "img", "hr", "link"})

    def __init__(self):
        super().__init__()
        self.stack, self.faults = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in self.EMPTY:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        if not self.stack or self.stack.pop() != tag:
            self.faults.append(tag)


def balanced(html):
    reader = Balance()
    reader.feed(html)
    return reader.stack == [] and reader.faults == []


EVERYTHING = (
    Block(kind=BlockKind.HEADING, text="Bonjour {{ a }}", level=1),
    Block(kind=BlockKind.TEXT, text="Un **deux**\n- trois\n- {{ b|default('<é\"') }}", align="center"),
    Block(kind=BlockKind.BUTTON, text="Payer {{ c }}", url="{{ links.payment }}"),
    Block(
        kind=BlockKind.IMAGE,
        url="https://a.example/{{ d }}.png",
        alt='Photo "de" {{ e }}',
        link="https://b.example",
    ),
    Block(kind=BlockKind.DIVIDER),
    Block(
        kind=BlockKind.LINES,
        source="order.parts",
        columns=(
            Column(title="Pièce", cell="{{ line.name }}"),
            Column(cell="{{ line.price|money }}", align="right"),
        ),
    ),
    Block(
        kind=BlockKind.CONDITIONAL,
        condition="order.due > 0 and a != 'é<'",
        blocks=(Block(kind=BlockKind.TEXT, text="Reste"),),
        otherwise=(Block(kind=BlockKind.TEXT, text="Payé"),),
    ),
)


def test_it_is_one_whole_document():
    html = document(*EVERYTHING)
    assert html.startswith("<!doctype html>")
    assert '<html lang="fr" dir="ltr"' in html
    assert html.endswith("</html>")
    assert "<mj-" not in html
    assert "desk-aside" not in html
    assert not re.search("[\ue000-\uf8ff]", html)
    assert balanced(html)


def test_placeholders_and_conditions_are_intact():
    html = document(*EVERYTHING)
    for code in (
        "<title>Sujet {{ a }}</title>",
        "Avant {{ b }}",
        "Bonjour {{ a }}",
        "{{ b|default('<é\"') }}",
        'href="{{ (links.payment)|link }}"',
        'src="https://a.example/{{ (d)|query }}.png"',
        'alt="Photo &quot;de&quot; {{ e }}"',
        "{% for line in order.parts %}<tr>",
        "{{ line.price|money }}",
        "{% if order.due > 0 and a != 'é<' %}",
        "{% else %}",
    ):
        assert code in html
    assert html.count("{% if") == html.count("{% endif")


def test_either_branch_of_a_condition_is_a_whole_document():
    html = document(*EVERYTHING)
    start, middle = (html.index(code) for code in ("{% if order.due", "{% else %}"))
    end = html.index("{% endif %}", middle)
    assert balanced(html[:start] + html[end + 11 :])
    assert balanced(html[start:middle])
    assert balanced(html[middle:end])


def test_the_brand_is_shown_and_never_a_template():
    html = document()
    assert "Atelier &lt;Lyon&gt;" in html
    assert "AL &#123;&#123; x }} SARL" in html
    assert "&#123;% if %}" in html
    assert "#aa2233" in html
    assert "12 rue des Vélos" in html


def test_a_logo_takes_the_place_of_the_name():
    html = document(brand=Brand(name="Atelier", logo="https://a.example/logo.png"))
    assert '<img alt="Atelier"' in html
    assert 'src="https://a.example/logo.png"' in html
    assert "logo.png" not in document(brand=Brand(name="A", logo="http://a.example/logo.png"))
    assert COLOUR in document(brand=Brand(name="A", colour="red;background:url(x)"))


def test_the_ways_out_are_there_when_the_message_has_them():
    html = document(language="fr")
    assert "{% if links.unsubscribe is filled %}" in html
    assert "Se désinscrire" in html
    assert "Unsubscribe" in document(language="en-GB")
    assert "Unsubscribe" in document(language="sv")


def test_a_language_from_right_to_left():
    assert 'dir="rtl"' in document(language="ar")


def test_a_block_whose_sentences_may_all_go_goes_whole():
    html = document(Block(kind=BlockKind.TEXT, text="a"), keep=lambda source: Kept(source, "x is filled"))
    row = html[html.index("{% if (x is filled) %}") :]
    assert balanced(row[22 : row.index("{% endif %}")])


@pytest.mark.parametrize(
    ("block", "code"),
    [
        (Block(kind=BlockKind.BUTTON, text="a"), "bad_url"),
        (Block(kind=BlockKind.BUTTON, text="a", url="javascript:alert(1)"), "bad_url"),
        (Block(kind=BlockKind.IMAGE, url="file:///etc/passwd"), "bad_url"),
        (Block(kind=BlockKind.LINES, source="order.parts"), "bad_source"),
        (Block(kind=BlockKind.LINES, source="a %}{% x", columns=(Column(cell="a"),)), "bad_source"),
        (Block(kind=BlockKind.CONDITIONAL), "bad_condition"),
        (Block(kind=BlockKind.CONDITIONAL, condition="a %}{% include 'x'"), "bad_condition"),
    ],
)
def test_an_impossible_block_is_refused(block, code):
    with pytest.raises(Refused) as refused:
        document(block)
    assert refused.value.problems[0].code == code


def test_there_are_not_too_many_blocks():
    with pytest.raises(Refused):
        document(*[Block(kind=BlockKind.DIVIDER)] * (MOST_BLOCKS + 1))


def test_a_condition_is_an_expression():
    assert condition(" a > 1 ") == "a > 1"
