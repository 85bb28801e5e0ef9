# SPDX-License-Identifier: LicenseRef-Desk
"""Locations: new ones, and two who save."""

from dataclasses import replace

from PySide6.QtTest import QTest

from desk.services.shop import Locations, draft_of
from desk.services.store import Change
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


def test_two_who_save_see_each_other(qt_run, stage):
    async def main():
        async with stage.open():
            sheet, form = await opened(stage)
            retype(form, "address", "Mine")
            (site,) = sites(stage)
            theirs = replace(draft_of(site), name="Theirs")
            stage.db.write_now(lambda s: Locations(s).edit(site.id, theirs, seen_version=site.version))
            form.save.click()
            await until(lambda: not form.bar.isHidden())
            assert form.form.field("name")._hint.text() == "Saved by somebody else: Theirs"
            assert form.text("address") == "Mine"
            form.bar._verb.click()
            await until(lambda: sheet.forms[site.id] is not form)
            stage.db.changes.announce(frozenset({Change.LOCATIONS})) if hasattr(
                stage.db.changes, "announce"
            ) else sheet.model.refresh()
            await until(lambda: sheet.forms[site.id].text("name") == "Theirs")

    qt_run(main())


def test_a_new_location_begins_with_the_shop_and_survives_a_look_elsewhere(qt_run, stage):
    async def main():
        async with stage.open():
            sheet, first = await opened(stage)
            sheet.new.click()
            form = sheet.forms[""]
            assert form.text("timezone") == "Europe/Paris"
            assert form.text("calendar") == "FR"
            retype(form, "name", "Villeurbanne")
            sheet.open(next(key for key in sheet.forms if key))
            assert sheet._stack.currentWidget() is first
            sheet.new.click()
            assert form.text("name") == "Villeurbanne"
            form.save.click()
            await until(lambda: "" not in sheet.forms)
            assert [site.name for site in sites(stage)] == ["Atelier Lyon 2", "Villeurbanne"]
            assert sheet.forms[sheet.shown].head._title.text() == "Villeurbanne"

    qt_run(main())
