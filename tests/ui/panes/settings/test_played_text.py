# SPDX-License-Identifier: LicenseRef-Desk
"""Somebody plays a customer who writes an SMS."""

from desk.services.sandbox import IncomingBook
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
            await until(lambda: played(stage) == [("06 12 34 56 78", "Bonjour !")])
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
