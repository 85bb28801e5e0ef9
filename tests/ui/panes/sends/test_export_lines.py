# SPDX-License-Identifier: LicenseRef-Desk
import csv
import io
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.models.vocabulary import DeliveryState, Reason
from desk.ui.panes.sends.export_lines import BOM, head, lines, safe
from desk.ui.wording import formats
from tests.ui.panes.sends.rows import AT, line


def read(text):
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_the_head_says_what_the_file_shows():
    text = head((("Period", "Any time"), ("Search", "=1+1")), "Tuesday")
    assert text.startswith(BOM)
    table = read(text.removeprefix(BOM))
    assert table[:4] == [["Sends", "Tuesday"], ["Period", "Any time"], ["Search", "'=1+1"], []]
    assert table[4][:3] == ["Date", "Time", "Customer"]


def test_a_line_has_a_cell_for_each_title_in_the_shops_time():
    formats.use_zone("Europe/Paris")
    row = line(
        DeliveryState.UNDELIVERABLE, Reason.NO_ADDRESS, created_at=AT.replace(hour=23, minute=30), record_reference="1042",
        settled_at=AT + timedelta(minutes=1), error='550 "no"; never',
    )  # fmt: skip
    titles = read(head((), ""))[-1]
    (cells,) = read(lines([row]))
    assert len(cells) == len(titles)
    told = dict(zip(titles, cells, strict=True))
    assert (told["Date"], told["Time"], told["Settled"]) == ("2026-03-11", "00:30:00", "2026-03-10 14:31:00")
    assert (told["Customer"], told["Reason"], told["Answer"]) == (
        "Sophie Bernard",
        "No address",
        '550 "no"; never',
    )


@pytest.mark.parametrize("cell", ["=1+1", "+33612", "-5", "@sum", "\tx", "\rx"])
def test_nothing_is_calculated(cell):
    assert safe(cell) == f"'{cell}"


def test_a_telephone_number_stays_one_where_addresses_stand_and_only_there():
    row = line(address="+33612345678", customer_name="+33612345678")
    (titles,) = read(head([], "now"))[-1:]
    told = dict(zip(titles, *read(lines([row])), strict=True))
    assert (told["Address"], told["Customer"]) == ("+33612345678", "'+33612345678")
    for formula in ("+33612345678+cmd", "+1-2", "=1", "+", "+1234567890123456"):
        (cells,) = read(lines([line(address=formula)]))
        assert cells[5] == f"'{formula}"


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=40))
def test_whatever_people_wrote_comes_back_from_the_file(text):
    (cells,) = read(lines([line(customer_name=text)]))
    assert cells[2] == safe(text)
    assert not cells[2].startswith(("=", "+", "-", "@", "\t", "\r"))
