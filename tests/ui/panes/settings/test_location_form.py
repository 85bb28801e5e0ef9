# SPDX-License-Identifier: LicenseRef-Desk
"""A location is typed and checked."""

from datetime import date

from PySide6.QtTest import QTest

from desk.services.shop import Locations
from tests.ui.frame import until
from tests.ui.panes.settings.stage import kept


def sites(stage):
    return kept(stage.db, lambda session: Locations(session).all())


async def opened(stage):
    sheet = stage.sheet("locations")
    await until(lambda: sheet.shown)
    return sheet, sheet.forms[sheet.shown]


def retype(form, name, text):
    editor = form.form.field(name).editor
    editor.selectAll()
    QTest.keyClicks(editor, text)


def test_a_location_is_changed(qt_run, stage):
    async def main():
        async with stage.open() as page:
            sheet, form = await opened(stage)
            assert form.text("name") == "Atelier Lyon 2"
            assert not form.form.field("is_default").editor.isEnabled()
            retype(form, "phone", "04 78 00 00 00")
            form.form.field("colour").editor.edit.setText("#0b675e")
            form.calendar.choose("FR")
            form.week.set_spans({0: (("08:00", "12:00"), ("13:00", "15:00"), ("16:00", "20:00"))})
            form.closed.set_days([date(2026, 12, 24)])
            form.extra.set_days({date(2026, 12, 20): (("10:00", "18:00"),)})
            assert sheet.unsaved() == 1
            asked = []
            page.leave(lambda: asked.append("left"))
            assert asked == []
            form.save.click()
            await until(lambda: sheet.forms.get(sheet.shown) is not form)
            (site,) = sites(stage)
            assert (site.phone, site.brand.colour, site.calendar) == ("+33478000000", "#0b675e", "FR")
            assert len(site.opening[0]) == 3
            assert site.closed == {date(2026, 12, 24)}
            assert list(site.extra) == [date(2026, 12, 20)]
            assert site.is_default
            assert sheet.unsaved() == 0

    qt_run(main())


def test_what_is_wrong_is_said_where_it_stands(qt_run, stage):
    async def main():
        async with stage.open():
            _sheet, form = await opened(stage)
            retype(form, "email", "nobody")
            form.week.set_spans({2: (("09:00", "12:00"), ("11:00", "14:00"))})
            form.extra.set_days({date(2026, 12, 20): ()})
            form.save.click()
            await until(lambda: form.form.field("email").problem())
            assert form.form.field("email").problem() == "This is not an email address."
            assert form.week.days[2].problem.text() == "Two spans overlap."
            assert not form.extra.problem.isHidden()
            assert form.text("email") == "nobody"
            form.form.field("colour").editor.edit.setText("blue")
            form.save.click()
            assert "six digits" in form.form.field("colour").problem()
            assert sites(stage)[0].email == ""

    qt_run(main())
