# SPDX-License-Identifier: LicenseRef-Desk
"""A record's fields, edited while somebody else may edit them, too."""

from dataclasses import replace

from PySide6.QtTest import QTest

from desk.services.events import RecordBook, draft_of_state
from desk.services.store import Change
from desk.ui.panes.records.feed_panel import FIELDS
from tests.ui.frame import until
from tests.ui.panes.records.stage import type_into


def behind(atelier, record_id, **fields):
    """Let somebody else write fields."""

    def work(session):
        book = RecordBook(session)
        state = atelier.state(record_id)
        draft = draft_of_state(state)
        book.edit(record_id, replace(draft, fields={**state.fields, **fields}), seen_version=state.version)

    atelier.db.write_now(work, Change.RECORDS)


async def editing(stage, record_id, count=1):
    await stage.ready(count)
    await stage.choose(record_id)
    stage.panel.show_part(FIELDS)
    return stage.panel.fields


def editor(panel, name):
    return panel._field(name).editor


def test_fields_are_edited_and_kept(atelier, on_stage):
    order = atelier.order(fields={"brand": "Gitane", "parts": [{"name": "cable"}]})

    async def scene(stage):
        fields = await editing(stage, order)
        assert editor(fields, "brand").text() == "Gitane"
        assert not fields._save.isEnabled()
        type_into(editor(fields, "brand"), "Peugeot")
        type_into(editor(fields, "estimate_total"), "84,5")
        type_into(editor(fields, "title"), "Tandem")
        assert fields.unsaved() == (order,)
        stage.run("save")
        await until(lambda: atelier.state(order).title == "Tandem")
        await until(lambda: not fields.unsaved())
        await until(lambda: stage.row(order).title == "Tandem")
        await until(lambda: stage.said() == ["Order 1001: saved."])

    on_stage(scene)
    assert atelier.state(order).fields == {
        "brand": "Peugeot",
        "parts": [{"name": "cable"}],
        "estimate_total": "84.50",
    }


def test_what_cannot_be_read_is_told_under_its_field_and_stays(atelier, on_stage):
    order = atelier.order()

    async def scene(stage):
        fields = await editing(stage, order)
        type_into(editor(fields, "estimate_total"), "douze")
        type_into(editor(fields, "warranty_until"), "soon")
        fields.save()
        assert fields._field("estimate_total").problem() == "douze is not an amount."
        assert fields._field("warranty_until").problem() == "soon is not a date."
        assert editor(fields, "warranty_until").isVisible()  # it stood among the fields that are folded
        fields.discard()
        assert editor(fields, "estimate_total").text() == ""
        assert fields.unsaved() == ()

    on_stage(scene)
    assert atelier.state(order).version == 1


def test_a_number_that_is_taken_is_refused_at_its_field(atelier, on_stage):
    order, _other = atelier.order(), atelier.order(reference="A-7")

    async def scene(stage):
        fields = await editing(stage, order, 2)
        type_into(editor(fields, "reference"), "A-7")
        fields.save()
        await until(lambda: fields._field("reference").problem())
        assert editor(fields, "reference").text() == "A-7"
        fields.discard()

    on_stage(scene)


def test_what_somebody_else_writes_elsewhere_is_taken_over_silently(atelier, on_stage):
    order = atelier.order(fields={"brand": "Gitane"})

    async def scene(stage):
        fields = await editing(stage, order)
        type_into(editor(fields, "model"), "Mine")
        behind(atelier, order, brand="Theirs")
        await until(lambda: editor(fields, "brand").text() == "Theirs")
        assert editor(fields, "model").text() == "Mine"
        assert fields._clash.isHidden()
        fields.save()
        await until(lambda: atelier.state(order).fields == {"brand": "Theirs", "model": "Mine"})

    on_stage(scene)


def test_what_both_write_is_shown_beside_and_saving_keeps_ones_own(atelier, on_stage):
    order = atelier.order(fields={"brand": "Gitane"})

    async def scene(stage):
        fields = await editing(stage, order)
        type_into(editor(fields, "brand"), "Mine")
        behind(atelier, order, brand="Theirs")
        await until(fields._clash.isVisible)
        assert editor(fields, "brand").text() == "Mine"
        assert fields._field("brand")._hint.text() == "Somebody else wrote: Theirs"
        fields.save()
        await until(lambda: atelier.state(order).fields == {"brand": "Mine"})
        await until(fields._clash.isHidden)

    on_stage(scene)


def test_or_theirs_are_taken(atelier, on_stage):
    order = atelier.order(fields={"brand": "Gitane"})

    async def scene(stage):
        fields = await editing(stage, order)
        type_into(editor(fields, "brand"), "Mine")
        type_into(editor(fields, "model"), "Also mine")
        behind(atelier, order, brand="Theirs")
        await until(fields._clash.isVisible)
        fields._clash.verb_requested.emit()
        assert editor(fields, "brand").text() == "Theirs"
        assert editor(fields, "model").text() == "Also mine"
        assert fields.unsaved() == (order,)
        fields.discard()

    on_stage(scene)


def test_a_save_that_comes_too_late_loses_nothing(atelier, on_stage):
    order = atelier.order(fields={"brand": "Gitane"})

    async def scene(stage):
        fields = await editing(stage, order)
        type_into(editor(fields, "brand"), "Mine")
        behind(atelier, order, brand="Theirs")
        fields.save()  # before the window has heard of it
        await until(fields._clash.isVisible)
        assert editor(fields, "brand").text() == "Mine"
        assert atelier.state(order).fields == {"brand": "Theirs"}
        fields.save()
        await until(lambda: atelier.state(order).fields == {"brand": "Mine"})

    on_stage(scene)


def test_what_is_typed_waits_while_another_record_is_shown(atelier, on_stage):
    one, other = atelier.order(), atelier.order()

    async def scene(stage):
        fields = await editing(stage, one, 2)
        QTest.keyClicks(editor(fields, "brand"), "Half a wo")
        await stage.choose(other)
        await until(lambda: editor(fields, "brand").text() == "")
        assert stage.panel._parts.tabText(1) == "Fields •"
        await stage.choose(one)
        await until(lambda: editor(fields, "brand").text() == "Half a wo")
        fields.discard()
        assert stage.panel._parts.tabText(1) == "Fields"

    on_stage(scene)
