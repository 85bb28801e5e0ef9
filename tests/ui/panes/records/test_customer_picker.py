# SPDX-License-Identifier: LicenseRef-Desk
"""The customer of a new record: found, taken, or made in place."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.services.shop import CustomerFilter, Customers, RecordFilter, Records
from tests.ui.frame import until
from tests.ui.panes.records.stage import type_into


def kept(atelier, kind="order"):
    rows = atelier.db.read_now(lambda session: Records(session).page(RecordFilter(kind=kind)))
    return [atelier.state(row.id) for row in rows]


def customers(atelier, text):
    found = atelier.db.read_now(lambda session: Customers(session).page(CustomerFilter(text=text)))
    return [row.name for row in found]


def test_a_customer_nobody_knows_is_made_in_place(atelier, on_stage):
    async def scene(stage):
        await stage.ready(0)
        stage.run("new")
        picker = stage.page.sheet().form.picker
        QTest.keyClicks(picker.search, "Paul Petit")
        await until(lambda: picker.make.text() == "No customer matches – Create “Paul Petit”")
        QTest.keyClick(picker.search, Qt.Key.Key_Return)
        assert picker.new.form.values() == {
            "first_name": "Paul",
            "last_name": "Petit",
            "email": "",
            "phone": "",
        }
        type_into(picker.new.form.field("email").editor, "paul@")
        QTest.keyClick(picker.new.form.field("email").editor, Qt.Key.Key_Return)
        await until(lambda: picker.new.form.field("email").problem() == "paul@ is not an email address.")
        type_into(picker.new.form.field("email").editor, "paul@example.org")
        QTest.keyClick(picker.new.form.field("email").editor, Qt.Key.Key_Return)
        await until(lambda: stage.page.sheet().form._search.state.chosen is not None)
        assert picker._person._contact.text() == "paul@example.org"
        QTest.mouseClick(stage.page.sheet().create_button, Qt.MouseButton.LeftButton)
        await until(lambda: kept(atelier))

    on_stage(scene)
    assert customers(atelier, "petit") == ["Paul Petit"]
