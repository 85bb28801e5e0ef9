# SPDX-License-Identifier: LicenseRef-Desk
"""Statuses as icon, colour and word; columns that fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.models.vocabulary import PointKind
from desk.services.events import KINDS, record_kind
from desk.ui.panes.records import rows
from desk.ui.panes.records.customer_search import draft_from
from desk.ui.panes.records.status_look import status_mark, status_options
from desk.ui.theme import icon
from desk.ui.widgets.badge import GROUNDS


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_status_has_an_icon_a_ground_and_a_word(kind, qapp):
    marks = [status_mark(kind, status.code) for status in kind.statuses]
    assert all(mark.role in GROUNDS and not icon(mark.icon).isNull() for mark in marks)
    assert len({mark.text for mark in marks}) == len(marks)


def test_a_status_that_is_gone_can_still_be_read():
    assert status_mark(record_kind("order"), "on_hold").text == "On hold"


def test_choices_are_grouped_with_the_closed_ones_last():
    options = status_options(record_kind("order"))
    assert [option.group for option in options] == ["Work goes on"] * 9 + ["Work is over"] * 3
    assert options[0].key == "new"


@given(st.integers(0, 4000))
def test_columns_fill_the_room_and_never_shrink_below_their_least(room):
    widths = rows.widths_for(room)
    assert all(widths[name] >= least for name, least in rows.WIDTHS.items())
    if room >= sum(rows.WIDTHS.values()):
        assert room - len(widths) <= sum(widths.values()) <= room


@pytest.mark.parametrize(
    ("typed", "first", "last", "points"),
    [
        ("Paul Petit", "Paul", "Petit", ()),
        ("  Petit ", "", "Petit", ()),
        ("Anne Marie Le Goff", "Anne", "Marie Le Goff", ()),
        ("p@example.org", "", "", ((PointKind.EMAIL, "p@example.org"),)),
        ("06 12 34 56 78", "", "", ((PointKind.PHONE, "06 12 34 56 78"),)),
    ],
)
def test_what_was_looked_for_becomes_a_new_customer(typed, first, last, points):
    draft = draft_from(typed)
    assert (draft.first_name, draft.last_name) == (first, last)
    assert tuple((point.kind, point.address) for point in draft.points) == points
