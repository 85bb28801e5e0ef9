# SPDX-License-Identifier: LicenseRef-Desk
"""The few signs, and that nobody writes HTML."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.templates import markup
from desk.services.templates.pieces import Guard

STYLE = re.compile(r' style="[^"]*"')


def html(source):
    guard = Guard()
    return STYLE.sub("", guard.reveal(markup.to_html(guard.hide(source), guard, "#0B6B5D")))


def text(source):
    guard = Guard()
    return guard.reveal(markup.to_text(guard.hide(source)))


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("a", "a"),
        ("a\nb", "a<br>b"),
        ("**a** b", "<strong>a</strong> b"),
        ("** a ** b", "** a ** b"),
        ("2 * 3 ** 4", "2 * 3 ** 4"),
        ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#x27;"),
        ("[a](https://b.example/?c=1&d=2)", '<a href="https://b.example/?c=1&amp;d=2">a</a>'),
        ("[**a**](mailto:a@b.example)", '<a href="mailto:a@b.example"><strong>a</strong></a>'),
        ("[a](javascript:alert(1))", "[a](javascript:alert(1))"),
        ("[a](javascript:x)", "[a](javascript:x)"),
        ("[a](//b.example)", "[a](//b.example)"),
        ('[a](https://b"onclick=x)', '<a href="https://b&quot;onclick=x">a</a>'),
        ("voir https://b.example/c.", 'voir <a href="https://b.example/c">https://b.example/c</a>.'),
        ("- a\n- b\nc", "<ul><li>a</li><li>b</li></ul>c"),
        ("1. a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
        ("a\n• b", "a<br><ul><li>b</li></ul>"),
        ("- a\n1. b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        (
            "{% for a in b %}\n- {{ a }}\n{% endfor %}",
            "{% for a in b %}<ul><li>{{ a }}</li>{% endfor %}</ul>",
        ),
        ("{% if a %}\n**b**\n{% endif %}", "{% if a %}<strong>b</strong><br>{% endif %}"),
        ("**{{ a|default('<x>') }}**", "<strong>{{ a|default('<x>') }}</strong>"),
        ("[a]({{ b }})", '<a href="{{ (b)|link }}">a</a>'),
        (
            "[a](https://b.example/{{ c }}?d={{ e }})",
            '<a href="https://b.example/{{ (c)|query }}?d={{ (e)|query }}">a</a>',
        ),
        ("", ""),
    ],
)
def test_as_html(source, written):
    assert html(source) == written


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("**a** b", "a b"),
        ("[a](https://b.example)", "a (https://b.example)"),
        ("https://b.example", "https://b.example"),
        ("- a\n- b", "- a\n- b"),
        ("{% if a %}\nb\n{% endif %}\nc", "{% if a %}b\n{% endif %}c"),
        ("a {% if b %}c{% endif %}\nd", "a {% if b %}c{% endif %}\nd"),
        ("<b>", "<b>"),
    ],
)
def test_as_text(source, written):
    assert text(source) == written


@given(st.text(max_size=200))
def test_no_tag_but_ours(source):
    if "{" in source:
        return
    tags = set(re.findall(r"<[^>]*>", html(source)))
    known = re.compile(
        r"</?(?:strong|ul|ol|li|a)>|<br>|<a href=\"(?:https?://|mailto:|tel:)[^\"<>]*\">", re.IGNORECASE
    )
    assert [tag for tag in tags if not known.fullmatch(tag)] == []


@given(st.text(alphabet="*[]()ab-1. \nhtps:/<", max_size=60))
def test_tags_are_closed(source):
    written = html(source)
    for tag in ("strong", "ul", "ol", "li", "a"):
        assert len(re.findall(f"<{tag}[ >]", written)) == written.count(f"</{tag}>")
