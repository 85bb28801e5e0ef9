# SPDX-License-Identifier: LicenseRef-Desk
"""Each filter: what it gives, that nothing stays nothing, and that none grows without end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import Refused
from desk.services.templates import filters
from desk.services.templates.formats import Formats

FRENCH = Formats()


@pytest.mark.parametrize("name", sorted(set(filters.FILTERS) - {"default", "length", "first", "last"}))
@pytest.mark.parametrize("nothing", [None, "", "  ", []])
def test_nothing_stays_nothing(name, nothing):
    more = {"formats_": FRENCH} if name in filters.LOCALISED else {}
    words = ("a", "b") if name == "replace" else ()
    assert filters.FILTERS[name](nothing, *words, **more) == nothing


@pytest.mark.parametrize(
    ("name", "value", "words", "found"),
    [
        ("upper", "été", (), "ÉTÉ"),
        ("lower", "ÉTÉ", (), "été"),
        ("capitalize", "jean-luc", (), "Jean-luc"),
        ("title", "jean luc", (), "Jean Luc"),
        ("trim", " a ", (), "a"),
        ("oneline", "a\n b\tc", (), "a b c"),
        ("default", "a", ("b",), "a"),
        ("default", " ", ("b",), "b"),
        ("default", 0, ("b",), 0),
        ("length", [1, 2], (), 2),
        ("length", None, (), 0),
        ("first", [1, 2], (), 1),
        ("first", "ab", (), None),
        ("last", [1, 2], (), 2),
        ("last", [], (), None),
        ("join", ["a", None, 2], (), "a, 2"),
        ("join", ["a", "b"], (" et ",), "a et b"),
        ("join", "a", (), "a"),
        ("replace", "banane", ("an", "o"), "booe"),
        ("truncate", "un deux trois", (9,), "un deux…"),
        ("truncate", "un deux", (80,), "un deux"),
        ("truncate", "un deux", ("x",), "un deux"),
        ("link", "https://a.example/?b=1&c", (), "https://a.example/?b=1&c"),
        ("link", " tel:+33612345678 ", (), "tel:+33612345678"),
        ("query", "10/42 é&", (), "10%2F42%20%C3%A9%26"),
        ("upper", 12, (), "12"),
    ],
)
def test_what_a_filter_gives(name, value, words, found):
    assert filters.PLAIN[name](value, *words) == found


@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//a.example",
        "a.example",
        "https://a b",
        'https://a"b',
        "JaVaScRiPt:x",
    ],
)
def test_only_links_are_links(value):
    with pytest.raises(Refused):
        filters.link(value)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("a", "a"),
        ("a\x00\x1bb\u2028c\nd", "abc\nd"),
        ("2026-11-25", "25 novembre 2026"),
        ("2026-11-25T13:30:00+00:00", "25 novembre 2026 à 14:30"),
        ("2026-1042", "2026-1042"),
        (12, "12"),
        (12.5, "12,5"),
        (False, "non"),
        (None, ""),
        (["a", 2], "a, 2"),
    ],
)
def test_what_is_shown(value, found):
    assert filters.show(value, FRENCH) == found


@pytest.mark.parametrize("value", [{"a": 1}, [{"a": 1}], [[1]], object(), 10**20, b"x"])
def test_what_cannot_be_shown_is_refused(value):
    with pytest.raises(Refused):
        filters.show(value, FRENCH)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("replace", "a" * 1000, ("a", "b" * 1000)),
        ("replace", "a", ("", "b")),
        ("join", ["a" * 1000] * 1000, ()),
        ("join", ["a"] * 1000, ("b" * 1000,)),
        ("upper", "a" * 60_000, ()),
    ],
)
def test_nothing_grows_without_end(name, value, words):
    with pytest.raises(Refused):
        filters.PLAIN[name](value, *words)


@given(st.text(max_size=500), st.text(max_size=20), st.text(max_size=200))
def test_replace_is_bounded(text, old, new):
    try:
        assert len(filters.replace(text, old, new)) <= filters.MOST
    except Refused:
        assert not old or text.count(old) * len(new) > 0
