# SPDX-License-Identifier: LicenseRef-Desk
"""The columns of the table."""

from PySide6.QtCore import Qt

from desk.models.vocabulary import Channel
from desk.ui.panes.customers import rows
from desk.ui.widgets.paint import width_of
from tests.ui.frame import spoken
from tests.ui.panes.customers.stage import NOW, SHOP, listed

BOTH = (("operational", Channel.EMAIL), ("operational", Channel.SMS), ("quality", Channel.SMS))


def text(name, one):
    (column,) = [column for column in rows.columns(lambda: SHOP) if column.name == name]
    return column.text(one)


def test_what_each_column_says():
    one = listed(*BOTH)
    said = {column.name: column.text(one) for column in rows.columns(lambda: SHOP)}
    assert said[rows.NAME] == "Sophie Bernard"
    assert said[rows.PHONE] == "06 12 34 56 78"
    assert said[rows.LANGUAGE] == "French"
    assert said[rows.CONSENTS] == "Service messages: email, SMS · Offers: none · Satisfaction: SMS"
    assert said[rows.CONTACT] == ""
    assert text(rows.CONTACT, listed(last_contact_at=NOW))


def test_a_dot_for_each_topic_shows_its_channels():
    cell = rows.cells(lambda: SHOP)[rows.CONSENTS](listed(*BOTH))
    assert cell.dots == ((True, True), (False, False), (False, True))


def test_dots_are_painted(qapp):
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QColor, QImage, QPainter

    image = QImage(80, 20, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    rows.cells(lambda: SHOP)[rows.CONSENTS](listed(*BOTH)).paint(painter, QRect(0, 0, 80, 20))
    painter.end()
    middle, step = rows.DOT // 2, rows.DOT + 8
    at = [image.pixelColor(middle + step * number, 10) for number in range(3)]
    assert at[0] != QColor("white")
    assert at[1] == QColor("white"), "an empty ring"
    left, right = (image.pixelColor(2 * step + x, 10) for x in (3, 8))
    assert left == QColor("white"), "nothing agreed by email"
    assert right != QColor("white"), "agreed by SMS"


def test_a_row_is_read_as_a_sentence():
    said = rows.sentence(listed(*BOTH, company="Vélos", is_archived=True))
    assert said.startswith("Sophie Bernard, Vélos, s@example.org, +33 6 12 34 56 78, Service messages: email")
    assert said.endswith("archived")


def test_tool_tips_say_what_is_cut():
    tips = {
        column.name: column.roles[Qt.ItemDataRole.ToolTipRole](listed(*BOTH))
        for column in rows.columns(lambda: SHOP)
        if column.roles
    }
    assert tips[rows.CONSENTS].count("\n") == 2
    assert tips[rows.CONTACT] == "Nothing has been sent yet"
    assert tips[rows.EMAIL] == "s@example.org"


def test_columns_share_the_room():
    least = sum(rows.WIDTHS.values())
    assert sum(rows.widths_for(400).values()) == least
    wide = rows.widths_for(least + 140)
    assert least + 130 <= sum(wide.values()) <= least + 140
    assert wide[rows.PHONE] == rows.WIDTHS[rows.PHONE]
    fewer = rows.widths_for(least, {rows.PLACE})
    assert rows.PLACE not in fewer
    assert least - 10 <= sum(fewer.values()) <= least
    assert fewer[rows.EMAIL] > rows.WIDTHS[rows.EMAIL]


def test_the_last_head_is_not_cut_off_in_the_smallest_window(qapp):
    with spoken("fr"):
        wide = width_of("Établissement", "meta_strong") + 2 * 8
    assert rows.WIDTHS[rows.PLACE] >= wide
    assert sum(rows.WIDTHS.values()) <= 845
