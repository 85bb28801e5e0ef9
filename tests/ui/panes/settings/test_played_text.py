# SPDX-License-Identifier: LicenseRef-Desk
"""Somebody plays a customer who writes an SMS."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.models.vocabulary import PointKind
from desk.services.sandbox import IncomingBook
from desk.services.shop import CustomerDraft, Customers, PointDraft
from tests.ui.frame import until
from tests.ui.panes.settings.stage import kept


def played(stage):
    return [(one.sender, one.text) for one in kept(stage.db, lambda s: IncomingBook(s).after())]


def test_what_is_typed_arrives(qt_run, stage):
    async def main():
        async with stage.open():
            form = stage.sheet("trial").play
            form.number.set_value("06 12 34 56 78")
            form.text.set_value("Bonjour !")
            form.send.click()
            await until(lambda: played(stage) == [("+33612345678", "Bonjour !")])
            await until(lambda: form.text.value() == "")
            assert form.number.value() == "06 12 34 56 78"

    qt_run(main())


def test_what_is_missing_is_said_beside_it(qt_run, stage):
    async def main():
        async with stage.open():
            form = stage.sheet("trial").play
            form.send.click()
            await until(form.number.problem)
            assert form.number.problem() == "Type the number that the SMS comes from."
            assert form.text.problem() == "Type what the customer writes."
            assert played(stage) == []

    qt_run(main())


def test_a_number_that_is_none_is_refused_in_words(qt_run, stage):
    async def main():
        async with stage.open():
            form = stage.sheet("trial").play
            form.number.set_value("banana")
            form.text.set_value("Bonjour !")
            form.send.click()
            await until(form.number.problem)
            assert form.number.problem() == "banana is not a phone number."
            assert played(stage) == []

    qt_run(main())


def test_a_customer_is_found_by_name_and_gives_the_number(qt_run, stage):
    def work(session):
        phone = PointDraft(kind=PointKind.PHONE, address="+33612345678")
        Customers(session).create(CustomerDraft(first_name="Zoé", last_name="Petit", points=(phone,)))

    async def main():
        async with stage.open():
            stage.db.write_now(work)
            form = stage.sheet("trial").play
            line = form.number.editor
            stage.window.activateWindow()
            line.setFocus()
            await until(line.hasFocus)
            QTest.keyClicks(line, "zoe")
            await until(lambda: form.people.rowCount() == 1)
            assert form.people.item(0).text() == "Zoé Petit · +33 6 12 34 56 78"
            popup = line.completer().popup()
            await until(popup.isVisible)
            QTest.keyClick(popup, Qt.Key.Key_Down)
            QTest.keyClick(popup, Qt.Key.Key_Return)
            assert form.number.value() == "+33612345678"

    qt_run(main())
