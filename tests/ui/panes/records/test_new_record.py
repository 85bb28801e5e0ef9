# SPDX-License-Identifier: LicenseRef-Desk
"""The sheet for a new record, by keyboard."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.services.shop import CustomerFilter, Customers, RecordFilter, Records
from tests.ui.frame import until
from tests.ui.panes.records.stage import NOW, type_into


def kept(atelier, kind="order"):
    rows = atelier.db.read_now(lambda session: Records(session).page(RecordFilter(kind=kind)))
    return [atelier.state(row.id) for row in rows]


def test_a_record_is_made_by_keyboard(atelier, on_stage):
    async def scene(stage):
        await stage.ready(0)
        stage.run("new")
        form = stage.page.sheet().form
        QTest.keyClicks(form.picker.field, "berna")
        await until(lambda: form.picker._rows.rowCount() == 1)
        QTest.keyClick(form.picker.field, Qt.Key.Key_Return)
        type_into(form.editor("title").editor, "Tandem")
        type_into(form.editor("due_at").editor, "25/11 17h")
        type_into(form.editor("estimate_total").editor, "84,50")
        form.editor("malfunction").editor.setPlainText("Brakes")
        QTest.keyClick(form.editor("title").editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: kept(atelier))
        await until(lambda: not stage.page.sheet().isVisible())
        await until(lambda: stage.table.current_row() is not None)
        await until(lambda: "Order 1001 has been created." in "".join(stage.said()))
        assert not form.is_touched()

    on_stage(scene)
    [order] = kept(atelier)
    assert (order.title, order.status, order.customer_id) == ("Tandem", "new", atelier.sophie)
    assert (order.location_id, order.assignee_id) == (atelier.lyon, None)
    assert order.due_at == NOW.replace(hour=17, minute=0) + timedelta(days=1)
    assert order.fields == {"estimate_total": "84.50", "malfunction": "Brakes"}
    assert set(atelier.events(order.id)) == {"order.created"}


def test_what_was_begun_is_still_there_and_can_be_thrown_away(atelier, on_stage):
    async def scene(stage):
        await stage.ready(0)
        stage.run("new")
        sheet = stage.page.sheet()
        type_into(sheet.form.editor("title").editor, "Half a tandem")
        type_into(sheet.form.editor("brand").editor, "Gitane")
        sheet.kinds.setCurrentIndex(1)
        assert sheet.form.editor("title").value() == "Half a tandem"
        QTest.keyClick(sheet, Qt.Key.Key_Escape)
        assert not sheet.isVisible()
        stage.run("new")
        assert sheet.kinds.current() == "appointment"
        assert sheet._trouble._text.text() == "What you had begun is still here."
        sheet.kinds.setCurrentIndex(0)
        assert sheet.form.editor("brand").value() == "Gitane"
        QTest.mouseClick(sheet._empty, Qt.MouseButton.LeftButton)
        assert not sheet.is_touched()
        sheet.reject()

    on_stage(scene)


def test_a_customer_can_be_given_by_a_link(atelier, on_stage):
    async def scene(stage):
        await stage.ready(0)
        stage.page.reveal(new_for=atelier.nadia)
        await until(lambda: stage.page.sheet().form._search.state.chosen is not None)
        assert stage.page.sheet().form.picker.person._name.text() == "Nadia Ferrand"
        stage.page.sheet().form.picker.person.change_wanted.emit()
        assert stage.page.sheet().form._search.state.chosen is None
        stage.page.sheet().empty()

    on_stage(scene)


def customers(atelier, text):
    found = atelier.db.read_now(lambda session: Customers(session).page(CustomerFilter(text=text)))
    return [row.name for row in found]


def test_a_customer_nobody_knows_is_made_in_place(atelier, on_stage):
    async def scene(stage):
        await stage.ready(0)
        stage.run("new")
        picker = stage.page.sheet().form.picker
        QTest.keyClicks(picker.field, "Paul Petit")
        await until(lambda: picker.make.text() == "No customer matches – Create “Paul Petit”")
        QTest.keyClick(picker.field, Qt.Key.Key_Return)
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
        assert picker.person._contact.text() == "paul@example.org"
        QTest.mouseClick(stage.page.sheet().create_button, Qt.MouseButton.LeftButton)
        await until(lambda: kept(atelier))

    on_stage(scene)
    assert customers(atelier, "petit") == ["Paul Petit"]
