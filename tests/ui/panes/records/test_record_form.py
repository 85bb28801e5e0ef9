# SPDX-License-Identifier: LicenseRef-Desk
"""What a new record is made of."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.services.shop import RecordFilter, Records
from tests.ui.panes.records.stage import type_into


def kept(atelier, kind="order"):
    rows = atelier.db.read_now(lambda session: Records(session).page(RecordFilter(kind=kind)))
    return [atelier.state(row.id) for row in rows]


def test_everything_wrong_is_told_at_once_and_stays(atelier, on_stage):
    async def scene(stage):
        await stage.ready(0)
        stage.run("new")
        form = stage.page.sheet().form
        type_into(form.editor("due_at").editor, "soon")
        type_into(form.editor("estimate_total").editor, "douze")
        QTest.mouseClick(stage.page.sheet().create_button, Qt.MouseButton.LeftButton)
        assert form.editor("due_at").problem() == "soon is not a date."
        assert form.editor("estimate_total").problem() == "douze is not an amount."
        assert form.picker._problem.text() == "Customer is missing."
        assert form.editor("due_at").editor.text() == "soon"
        stage.page.sheet().empty()

    on_stage(scene)
    assert kept(atelier) == []


def test_a_due_date_that_has_passed_is_said(atelier, on_stage):
    async def scene(stage):
        await stage.ready(0)
        stage.run("new")
        due = stage.page.sheet().form.editor("due_at")
        type_into(due.editor, "20/11/2020")
        assert due._hint.text() == "This moment has passed: it will be overdue at once."
        assert not due._hint.isHidden()
        type_into(due.editor, "20/11/2030")
        assert due._hint.isHidden()
        stage.page.sheet().empty()

    on_stage(scene)
