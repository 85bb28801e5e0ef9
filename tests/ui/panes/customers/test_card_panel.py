# SPDX-License-Identifier: LicenseRef-Desk
"""The customer card as a whole."""

from desk.errors import Unavailable
from desk.ui.detail_model import DetailState
from desk.ui.panes.customers.card_panel import ACTIVITY, DETAILS
from tests.ui.frame import until


def test_it_says_why_nobody_is_shown(opened, qt_run):
    async def main():
        async with opened() as page:
            panel = page.panel
            assert panel._nothing._title.text() == "Choose a customer"
            page.reveal(customer_id="nobody")
            page.card_model.show("nobody")
            await until(lambda: page.card_model.state.is_gone)
            assert panel._nothing._title.text() == "This customer no longer exists."
            page.card_model._set(DetailState(key="x", error=Unavailable("database_away")))
            assert panel._nothing._title.text() == "The database cannot be reached."

    qt_run(main())


def test_somebody_with_the_same_address_is_pointed_at(opened, sophie, make, qt_run):
    async def main():
        twin = make("Zimmer", ("email", "sophie.bernard@mail.example"))
        async with opened() as page:
            page.reveal(customer_id=sophie)
            await until(lambda: page.panel.view() is not None)
            assert page.panel._twins._text.text() == "Zimmer has the same address."
            page.panel._twins.verb_requested.emit()
            await until(lambda: page.panel.view() and page.panel.view().card.id == twin)

    qt_run(main())


def test_unsaved_words_show_on_the_tab(opened, sophie, qt_run):
    async def main():
        async with opened() as page:
            page.reveal(customer_id=sophie, part=DETAILS)
            await until(lambda: page.panel.view() is not None)
            assert page.panel._parts.current() == DETAILS
            page.panel.form.identity.field("company").editor.setText("Vélos")
            assert page.panel._parts.tabText(1) == "Details •"
            page.panel.form.discard()
            assert page.panel._parts.tabText(1) == "Details"
            page.show_card()
            assert page.panel._parts.current() == ACTIVITY

    qt_run(main())


def test_a_hidden_card_reads_nothing(opened, sophie, qt_run):
    async def main():
        async with opened() as page:
            assert page.panel.isVisible()
            page.dock.hide()
            assert page.card_model._query._is_paused
            page.dock.show()
            assert not page.card_model._query._is_paused

    qt_run(main())
