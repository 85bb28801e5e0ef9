# SPDX-License-Identifier: LicenseRef-Desk
from datetime import date

import pytest

from desk.models.vocabulary import Channel
from desk.ui.panes.sends.filter_words import description, period_text, period_word, shown_word
from desk.ui.panes.sends.filters import Filters, Period, Shown
from desk.ui.panes.sends.readings import Choices
from tests.ui.frame import spoken
from tests.ui.panes.sends.rows import AT

CHOICES = Choices(rules=(("r1", "Order ready"),))


@pytest.mark.parametrize(
    ("filters", "text"),
    [
        (Filters(), "10/03/2026"),
        (Filters(period=Period.WEEK), "04/03/2026 – 10/03/2026"),
        (Filters(period=Period.ALL), "Any time"),
        (Filters(period=Period.CUSTOM, first=date(2026, 2, 1), last=date(2026, 2, 1)), "01/02/2026"),
        (
            Filters(period=Period.CUSTOM, first=date(2026, 2, 1), last=date(2026, 2, 3)),
            "01/02/2026 – 03/02/2026",
        ),
    ],
)
def test_a_period_is_said_in_days(filters, text):
    assert period_text(filters, AT) == text


def test_a_description_names_every_filter_that_is_on():
    filters = Filters(
        period=Period.ALL,
        text=" sophie ",
        channel=Channel.SMS,
        rule_id="r1",
        shown=Shown.UNHANDLED,
        customer_id="c",
    )
    assert description(filters, "Sophie Bernard", CHOICES, AT) == (
        ("Period", "Any time"),
        ("State", "Failures to handle"),
        ("Channel", "SMS"),
        ("Rule", "Order ready"),
        ("Only", "Sophie Bernard"),
        ("Search", "sophie"),
    )
    assert description(Filters(), "", CHOICES, AT) == (("Period", "10/03/2026"),)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_choice_has_a_word(language):
    with spoken(language):
        words = [shown_word(shown) for shown in Shown]
        assert len(set(words)) == len(words)
        assert all(period_word(period) for period in Period)
