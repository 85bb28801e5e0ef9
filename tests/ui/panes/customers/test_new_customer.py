# SPDX-License-Identifier: LicenseRef-Desk
"""A new customer is written on a sheet; who has the address already is shown."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.models.vocabulary import Channel, PointKind
from desk.services.events import Journal
from desk.services.preferences import Consents
from desk.services.shop import CustomerFilter, Customers
from tests.ui.frame import open_at, until


def found(db, text):
    return db.read_now(lambda s: Customers(s).page(CustomerFilter(text=text)))


def test_a_customer_is_made_by_keyboard(opened, window, db, qt_run):
    async def main():
        async with opened() as page:
            window.commands.trigger("customers.new")
            sheet = page.sheet
            await until(sheet.isVisible)
            for name, text in (("first_name", "Zoe"), ("last_name", "Zimmer"), ("phone", "0612345678")):
                QTest.keyClicks(sheet.form.fields[name].editor, text)
            QTest.keyClick(sheet.form.fields["phone"].editor, Qt.Key.Key_Return)
            await until(lambda: found(db, "Zimmer"))
            (row,) = found(db, "Zimmer")
            assert row.phone == "+33612345678"
            assert db.read_now(lambda s: Consents(s).of([row.id]))[row.id] == frozenset()
            (event,) = db.read_now(lambda s: Journal(s).feed(customer_id=row.id))
            assert event.kind == "customer.created"
            await until(lambda: page.panel.view() and page.panel.view().card.id == row.id)
            assert not sheet.isVisible()
            assert not sheet.is_touched()
            assert page.model.state.filters == CustomerFilter()
            table = page.listing.table
            await until(lambda: table.currentIndex().isValid() and table.current_row().id == row.id)
            assert page.model.rows.rowCount() == 3

    qt_run(main())


def test_a_company_is_a_customer_too(opened, db, qt_run):
    async def main():
        async with opened() as page:
            page.start_new()
            page.sheet.form.fields["company"].editor.setText("Vélos du Rhône")
            page.sheet.submit()
            await until(lambda: found(db, "Rhône"))
            (row,) = found(db, "Rhône")
            assert row.company == "Vélos du Rhône"

    qt_run(main())


def test_what_was_agreed_to_is_kept_with_its_proof(opened, db, qt_run):
    async def main():
        async with opened() as page:
            page.start_new()
            sheet = page.sheet
            sheet.form.fields["email"].editor.setText("zoe@example.org")
            assert sheet.wording.isHidden()
            sheet.grid.switch("operational", Channel.EMAIL).click()
            assert not sheet.wording.isHidden()
            sheet.submit()
            await until(lambda: found(db, "zoe@"))
            (row,) = found(db, "zoe@")
            (entry,) = db.read_now(lambda s: Consents(s).history(row.id))
            assert (entry.topic, entry.granted, entry.source) == ("operational", True, "counter")
            assert entry.wording

    qt_run(main())


def test_somebody_with_the_same_address_is_shown(opened, sophie, qt_run):
    async def main():
        async with opened() as page:
            page.start_new()
            sheet = page.sheet
            sheet.form.fields["email"].editor.setText("Sophie.Bernard@mail.example".lower())
            await until(sheet.found.items)
            assert sheet.found.items()[0].text == "Sophie Bernard"
            sheet.found.verb_requested.emit(sophie)
            await until(lambda: page.panel.view() and page.panel.view().card.id == sophie)
            assert not sheet.isVisible()
            page.start_new()
            assert sheet.form.addresses() == ((PointKind.EMAIL, "sophie.bernard@mail.example"),)
            sheet.empty()

    qt_run(main())


def test_what_is_wrong_is_said_and_nothing_is_lost(opened, db, qt_run):
    async def main():
        async with opened() as page:
            page.start_new()
            sheet = page.sheet
            sheet.form.fields["last_name"].editor.setText("Zimmer")
            sheet.form.fields["email"].editor.setText("no address")
            sheet.submit()
            await until(sheet.form.fields["email"].problem)
            assert sheet.isVisible()
            assert sheet.form.fields["last_name"].value() == "Zimmer"
            assert found(db, "Zimmer") == ()
            sheet.empty()

    qt_run(main())


def test_the_language_of_the_shop_is_offered_as_soon_as_it_is_known(window, db, sophie, tmp_path, qt_run):
    async def main():
        window.attach(open_at(db, tmp_path))
        window.pages.navigate("customers", new="")
        page = window.pages.page
        combo = page.sheet.form.fields["language"].editor
        await until(lambda: combo.itemText(0) == "As the shop (French)")
        await until(lambda: page.model.state.shown is not None)
        page.sheet.reject()
        await window.jobs.finish()
        window.pages.detach()

    qt_run(main())
