# SPDX-License-Identifier: LicenseRef-Desk
"""Members of staff."""

from PySide6.QtTest import QTest

from desk.models.vocabulary import Role
from desk.services.shop import Operators, Wishes
from desk.ui.notice_watch import read_news
from desk.ui.panes.settings.staff_sheet import WISHES
from tests.ui.frame import until
from tests.ui.panes.settings.stage import kept


def people(stage):
    return kept(stage.db, lambda session: Operators(session).all(with_inactive=True))


def test_somebody_comes_and_somebody_leaves(qt_run, stage):
    async def main():
        async with stage.open():
            sheet = stage.sheet("staff")
            await until(lambda: sheet.shown)
            sheet.new.click()
            form = sheet.forms[""]
            QTest.keyClicks(form.form.field("name").editor, "Julien Lopez")
            QTest.keyClicks(form.form.field("email").editor, "nobody")
            form.save.click()
            await until(lambda: form.form.field("email").problem())
            QTest.keyClicks(form.form.field("email").editor, "@x.fr")
            form.save.click()
            await until(lambda: "" not in sheet.forms)
            julien = people(stage)[1]
            assert (julien.name, julien.email, julien.role) == ("Julien Lopez", "nobody@x.fr", Role.AGENT)
            sheet.open(julien.id)
            sheet.forms[julien.id].form.field("is_active").editor.click()
            sheet.forms[julien.id].save.click()
            await until(lambda: not people(stage)[1].is_active)
            await until(lambda: sheet.card(sheet.rows.rows[1]).badge == "Has left")
            assert [row.name for row in sheet.rows.rows] == ["Camille Martin", "Julien Lopez"]

    qt_run(main())


def test_a_signature_is_kept_line_by_line(qt_run, stage):
    async def main():
        async with stage.open():
            sheet = stage.sheet("staff")
            await until(lambda: sheet.shown)
            form = sheet.forms[sheet.shown]
            form.form.field("signature").editor.setPlainText("Camille Martin\nAtelier Lyon")
            form.save.click()
            await until(lambda: people(stage)[0].signature)
            assert people(stage)[0].signature == "Camille Martin\nAtelier Lyon"

    qt_run(main())


def test_everybody_says_how_they_want_to_be_told(qt_run, stage):
    async def main():
        async with stage.open():
            sheet = stage.sheet("staff")
            await until(lambda: sheet.shown)
            form = sheet.forms[sheet.shown]
            assert [form.form.field(name).value() for name in WISHES] == [True, False, False]
            for name in ("desktop", "email_replied"):
                form.form.field(name).editor.click()
            form.save.click()
            await until(lambda: people(stage)[0].wishes == Wishes(desktop=False, email_replied=True))
            assert not kept(stage.db, read_news).wants_desktop

    qt_run(main())
