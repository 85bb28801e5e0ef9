# SPDX-License-Identifier: LicenseRef-Desk
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from desk import clock
from desk.models.vocabulary import DeliveryState, Reason
from desk.ui.panes.sends import rows
from tests.ui.frame import spoken
from tests.ui.panes.sends.rows import AT, line


def test_a_line_is_read_as_one_sentence(qapp):
    model = rows.SendRows()
    model.set_rows([line(record_reference="1042")])
    with clock.fixed(AT):
        said = model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
        assert said == "Sophie Bernard, Order ready, Email, Sent, 13:30, 1042"
        assert model.data(model.index(0, 4), Qt.ItemDataRole.AccessibleTextRole) == "State: Sent"


def test_a_tip_tells_the_reason_the_answer_and_the_times():
    held = line(DeliveryState.QUEUED, Reason.QUIET_HOURS, due_at=AT + timedelta(hours=18), error="451 later")
    model = rows.SendRows()
    model.set_rows([held])
    tip = model.data(model.index(0, 4), Qt.ItemDataRole.ToolTipRole)
    assert "quiet hours" in tip
    assert "451 later" in tip
    assert "Leaves Wednesday" in tip


def test_every_cell_can_be_painted_whatever_is_missing(qapp):
    image = QImage(300, 40, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    bare = line(customer_name="", rule_name="", address="", record_reference="")
    for state in DeliveryState:
        for cell in rows.cells().values():
            cell(line(state)).paint(painter, image.rect())
            cell(bare).paint(painter, image.rect())
    painter.end()


def test_a_time_is_said_anew_in_another_language_and_on_another_day():
    yesterday = AT - timedelta(days=1)
    with clock.fixed(AT):
        assert rows.when(yesterday) == "yesterday 13:30"
        with spoken("fr"):
            assert rows.when(yesterday) == "hier 13:30"
    with clock.fixed(yesterday):
        assert rows.when(yesterday) == "13:30"


@given(st.integers(0, 3000))
def test_columns_are_never_narrower_than_they_can_be_nor_wider_than_they_wish(room):
    for name, width in rows.widths_for(room).items():
        assert rows.LEAST[name] <= width <= rows.WIDTHS[name]
