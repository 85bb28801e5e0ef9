# SPDX-License-Identifier: LicenseRef-Desk
"""Opening hours read as a person would write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.shop import Span, written_day, written_week

SHORT = (Span(540, 720),)
BOTH = (Span(540, 720), Span(840, 1140))
LATE = (Span(1080, 1560),)
HALF = (Span(570, 750),)
OFF = ()


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("week", "french", "english"),
    [
        (
            (OFF, *[BOTH] * 5, OFF),
            "du mardi au samedi, 9 h – 12 h et 14 h – 19 h",
            "Tuesday to Saturday, 9 am – noon and 2 pm – 7 pm",
        ),
        (
            (*[BOTH] * 4, SHORT, HALF, OFF),
            "du lundi au jeudi, 9 h – 12 h et 14 h – 19 h ; vendredi, 9 h – 12 h ; samedi, 9 h 30 – 12 h 30",
            "Monday to Thursday, 9 am – noon and 2 pm – 7 pm; Friday, 9 am – noon; Saturday, 9:30 am – 12:30 pm",
        ),
        (
            (SHORT, OFF, SHORT, SHORT, SHORT, OFF, OFF),
            "lundi et du mercredi au vendredi, 9 h – 12 h",
            "Monday and Wednesday to Friday, 9 am – noon",
        ),
        (
            (SHORT, SHORT, OFF, OFF, OFF, OFF, OFF),
            "lundi et mardi, 9 h – 12 h",
            "Monday and Tuesday, 9 am – noon",
        ),
        (
            (SHORT, OFF, SHORT, OFF, SHORT, OFF, OFF),
            "lundi, mercredi et vendredi, 9 h – 12 h",
            "Monday, Wednesday and Friday, 9 am – noon",
        ),
        ((LATE,) * 7, "tous les jours, 18 h – 2 h", "every day, 6 pm – 2 am"),
        (((Span(0, 1440),),) * 7, "tous les jours, 24 h sur 24", "every day, around the clock"),
        (
            (OFF,) * 6 + ((Span(600, 1440),),),
            "dimanche, 10 h – minuit",
            "Sunday, 10 am – midnight",
        ),
        ((OFF,) * 7, "", ""),
    ],
)
def test_a_week(week, french, english):
    assert plain(written_week(week, "fr")) == french
    assert plain(written_week(week, "en-GB")) == english


def test_a_day():
    assert plain(written_day(BOTH, "fr-CA")) == "9 h – 12 h et 14 h – 19 h"
    assert written_day(OFF, "en") == ""


def test_no_line_breaks_within_an_hour():
    assert written_day(HALF, "fr") == "9\u00a0h\u00a030 – 12\u00a0h\u00a030"


def test_other_languages_get_figures_and_an_unknown_one_french():
    assert written_week((OFF, *[SHORT] * 5, OFF), "de") == "Dienstag – Samstag, 09:00 – 12:00"
    assert written_week((OFF, *[SHORT] * 5, OFF), "xx-nonsense").startswith("du mardi")


spans = st.lists(st.integers(0, 47), min_size=0, max_size=4, unique=True).map(
    lambda cuts: tuple(Span(a * 30, b * 30) for a, b in zip(*[iter(sorted(cuts))] * 2, strict=False))
)


@given(st.tuples(*[spans] * 7), st.sampled_from(["fr", "en", "de", "", "zz"]))
def test_every_open_day_is_told_and_each_hour_once(week, language):
    said = written_week(week, language)
    different = {day for day in week if day}
    assert bool(said) == bool(different)
    for day in different:
        assert written_day(day, language) in said
