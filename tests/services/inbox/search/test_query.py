# SPDX-License-Identifier: LicenseRef-Desk
"""What a person looks for, as far as it is typed."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.models.vocabulary import ConversationState, Direction
from desk.services.inbox.search.query import MOST_PHRASES, Phrase, Query, doubts, parse

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def asked(text):
    return parse(text, NOW)


def phrases(text):
    return [(one.words, one.fields, one.is_prefix, one.is_excluded) for one in asked(text).phrases]


def test_words_and_the_last_one_goes_on():
    assert phrases("vélo fre") == [(("velo",), (), False, False), (("fre",), (), True, False)]
    assert phrases("rep* vélo") == [(("rep",), (), True, False), (("velo",), (), True, False)]


def test_one_letter_is_looked_for_as_it_stands():
    assert phrases("v") == [(("v",), (), False, False)]


def test_phrases_and_what_has_several_words_stands_side_by_side():
    assert phrases('"demain 18 h"') == [(("demain", "18", "h"), (), False, False)]
    assert phrases('"demain 18') == [(("demain", "18"), (), True, False)]
    assert phrases("«à bientôt»") == [(("a", "bientot"), (), False, False)]
    assert phrases("CMD-1042") == [(("cmd", "1042"), (), True, False)]


def test_what_must_not_occur():
    assert phrases("vélo -facture")[1] == (("facture",), (), True, True)
    assert asked("vélo -facture").marks == ("velo",)
    assert not asked("-facture").has_words


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("from:sop", "sender"),
        ("de:sop", "sender"),
        ("to:sop", "recipients"),
        ("à:sop", "recipients"),
        ("subject:sop", "subject"),
    ],
)
def test_where_a_word_stands(text, fields):
    assert phrases(f"{text} x") == [(("sop",), (fields,), True, False), (("x",), (), False, False)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("in:archive", {"state": ConversationState.ARCHIVED}),
        ("is:snoozed", {"state": ConversationState.SNOOZED}),
        ('dans:"en cours"', {"state": ConversationState.IN_PROGRESS}),
        ("in:sent", {"direction": Direction.OUTGOING}),
        ("in:notes", {"direction": Direction.NOTE}),
        ("in:atelier", {"place": "atelier"}),
        ("has:attachment", {"has_attachment": True}),
        ("avec:pj", {"has_attachment": True}),
        (
            "has:facture",
            {
                "files": ("facture",),
                "has_attachment": True,
                "phrases": (Phrase(words=("facture",), fields=("body",), is_prefix=True),),
            },
        ),
        ("is:unread", {"is_unread": True}),
        ("-is:unread", {"is_unread": False}),
        ("est:lu", {"is_unread": False}),
        ("is:flagged", {"is_flagged": True}),
        ("is:waiting", {"is_waiting": True}),
        ("assigned:me", {"assigned": "me"}),
        ("assigné:personne", {"assigned": "nobody"}),
        ('assigned:"Julien L"', {"assigned": "julien l"}),
        ("before:2026-11-22", {"until": datetime(2026, 11, 22, tzinfo=UTC)}),
        ("after:22/11/2026", {"since": datetime(2026, 11, 22, tzinfo=UTC)}),
        ("after:2026-02", {"since": datetime(2026, 2, 1, tzinfo=UTC)}),
        ("avant:2025", {"until": datetime(2025, 1, 1, tzinfo=UTC)}),
        ("after:yesterday", {"since": datetime(2026, 11, 22, tzinfo=UTC)}),
        ("depuis:7j", {"since": datetime(2026, 11, 16, tzinfo=UTC)}),
    ],
)
def test_operators(text, told):
    assert asked(text) == Query(**told)


@pytest.mark.parametrize(
    "text",
    [
        "from:",
        "before:",
        "before:2026-1x",
        "after:2026-13-40",
        "is:",
        "is:nonsense",
        "after:9999y",
        "  ",
        '""',
        "-",
    ],
)
def test_what_makes_no_sense_yet_asks_for_nothing(text):
    assert asked(text) == Query()


def test_what_is_no_operator_is_words():
    assert phrases("http://x.org") == [(("http", "x", "org"), (), True, False)]
    assert phrases("12:30") == [(("12", "30"), (), True, False)]


def test_days_begin_where_the_shop_is():
    query = parse("after:2026-11-22", NOW, ZoneInfo("Europe/Paris"))
    assert query.since == datetime(2026, 11, 21, 23, 0, tzinfo=UTC)


def test_only_so_many_words_count():
    assert len(asked(" ".join(f"w{n}" for n in range(100))).phrases) == MOST_PHRASES


@settings(max_examples=100)
@given(
    st.text(alphabet='abé :"-«»*/.0129', max_size=30)
    | st.text(max_size=30)
    | st.from_regex("(after|before):[0-9/.-]{1,12}")
)
def test_nothing_typed_is_an_error_and_words_are_words(text):
    query = asked(text)
    for phrase in query.phrases:
        assert isinstance(phrase, Phrase)
        assert phrase.words
        assert all(word.isalnum() or not word.isascii() for word in phrase.words)
    assert all(one is None or one.tzinfo is not None for one in (query.since, query.until))


@pytest.mark.parametrize("zone", ["Europe/Paris", "America/New_York"])
@pytest.mark.parametrize("text", ["before:0001", "after:0001-01-01", "after:9999-12-31", "before:9999"])
def test_the_ends_of_the_calendar_are_days_too(text, zone):
    query = parse(text, NOW, ZoneInfo(zone))
    assert (query.since or query.until).tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("vélo freins", []),
        ("from:sophie before:2026-11-22 is:unread avec:pj 10:30 https://x.example", []),
        ("xx:yy", ["unknown_operator"]),
        ("before:zz après:13", ["bad_date", "bad_date"]),
        ("from:", ["empty_operator"]),
        ("is:soup", ["bad_value"]),
    ],
)
def test_what_nobody_understands_can_be_asked_for(text, told):
    assert [one.code for one in doubts(text, NOW.date())] == told
