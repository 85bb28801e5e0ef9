# SPDX-License-Identifier: LicenseRef-Desk
"""The middle of the page: bar, table, card panel, and what is said when there is nothing."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.errors import Unavailable
from desk.services.shop import Customers
from desk.services.store import Change
from tests.ui.frame import until


def test_an_empty_shop_offers_the_first_customer(opened, db, sophie, qt_run):
    async def main():
        async with opened() as page:
            for one in list(page.model.rows.rows):
                work = lambda s, who=one.id: Customers(s).archive(who, seen_version=1)  # noqa: E731
                await db.write(work, Change.CUSTOMERS)
            await until(page.listing.empty.isVisible)
            assert page.listing.empty._title.text() == "No customers yet"
            page.listing.empty._verb.click()
            assert page.sheet.isVisible()
            page.sheet.reject()

    qt_run(main())


def test_a_failure_to_read_is_said_with_its_verb(opened, qt_run):
    async def main():
        async with opened() as page:
            page.model._on_error(Unavailable("database_away"))
            assert page.listing._trouble.isVisible()
            page.listing._trouble.verb_requested.emit()
            await until(lambda: not page.listing._trouble.isVisible())

    qt_run(main())


def test_enter_goes_to_the_card_and_the_field_leads_down(opened, qt_run):
    async def main():
        async with opened() as page:
            QTest.keyClick(page.listing.bar.search, Qt.Key.Key_Down)
            page.listing.table.selectRow(1)
            page.dock.hide()
            QTest.keyClick(page.listing.table, Qt.Key.Key_Return)
            await until(lambda: page.panel.view() is not None)
            assert page.dock.isVisible()
            assert page.panel.view().card.full_name == "Élodie Garnier"

    qt_run(main())
