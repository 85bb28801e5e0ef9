# SPDX-License-Identifier: LicenseRef-Desk
"""Statuses as icon, colour and word; columns that fit."""

import pytest

from desk.services.events import KINDS, record_kind
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
