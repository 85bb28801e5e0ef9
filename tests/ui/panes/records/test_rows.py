# SPDX-License-Identifier: LicenseRef-Desk
"""Records as rows and columns."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from desk import clock
from desk.ui.panes.records import rows


@given(st.integers(0, 4000))
def test_columns_fill_the_room_and_never_shrink_below_their_least(room):
    widths = rows.widths_for(room)
    assert all(widths[name] >= least for name, least in rows.WIDTHS.items())
    if room >= sum(rows.WIDTHS.values()):
        assert room - len(widths) <= sum(widths.values()) <= room


def test_a_row_is_read_aloud_as_a_sentence(atelier, on_stage):
    atelier.order()

    async def scene(stage):
        await stage.ready(1)
        said = stage.table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert said == "Order 1001, City bike, Sophie Bernard, In progress"

    on_stage(scene)


def test_a_far_due_date_fits_its_column():
    now = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    with clock.fixed(now):
        assert rows._due_short(now - timedelta(days=2200)) == "15 Nov 2020"
        assert rows._due_short(now + timedelta(days=40)) == "3 Jan 2027 09:30"
