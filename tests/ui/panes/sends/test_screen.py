# SPDX-License-Identifier: LicenseRef-Desk
"""The middle of the page: many are selected, asked about, changed; what stands in an empty list."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.models.vocabulary import DeliveryState, Standing
from desk.ui.panes.sends.bulk import DeedKind
from desk.ui.panes.sends.filters import Filters, Period, Shown
from tests.ui.frame import spoken, until
from tests.ui.panes.sends.stage import click


def test_many_are_sent_again_after_a_question(atelier, on_stage):
    failed, unwanted = atelier.failed(), atelier.send(atelier.nadia)
    atelier.failed(atelier.marc)

    async def scene(stage):
        await stage.ready(3)
        stage.table.setFocus()
        stage.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        assert stage.listing.selection.isVisible()
        click(stage.listing.selection.resend)
        await until(lambda: "Send 2 messages again?" in stage.listing.confirm.text())
        assert "not subscribed (1: Nadia Ferrand)" in stage.listing.confirm.text()
        click(stage.listing.confirm.yes)
        await stage.shows(5)
        again = [row for row in atelier.rows() if row.resend_of]
        assert {row.resend_of for row in again} == {
            failed,
            *(r.id for r in atelier.rows(standing=Standing.FAILED)),
        }
        assert unwanted not in {row.resend_of for row in again}
        assert not stage.listing.confirm.isVisible()
        await until(lambda: "2 messages leave again in 10 s." in stage.said())

    on_stage(scene)


def test_one_failure_button_sends_all_failures_again(atelier, on_stage):
    atelier.failed()
    atelier.failed(atelier.marc)
    atelier.sent()

    async def scene(stage):
        await stage.ready(3)
        assert stage.listing.head.failures.text() == "2 failures: send again…"
        click(stage.listing.head.failures)
        await until(lambda: stage.listing.confirm.text())
        stage.press(Qt.Key.Key_Escape)
        assert stage.listing.confirm.text() == ""
        click(stage.listing.head.failures)
        await until(lambda: stage.listing.confirm.text())
        assert stage.listing.confirm.yes.hasFocus()
        stage.press(Qt.Key.Key_Space)
        await stage.shows(5)
        await until(lambda: not stage.listing.head.failures.isVisible())

    on_stage(scene)


def test_many_are_called_off_after_a_question_one_at_once(atelier, on_stage):
    first, second, third = atelier.send(), atelier.send(), atelier.sent()

    async def scene(stage):
        await stage.ready(3)
        stage.table.selectAll()
        stage.listing.request(DeedKind.CANCEL)
        assert "Call off 2 messages?" in stage.listing.confirm.text()
        assert "over already (1: Sophie Bernard)" in stage.listing.confirm.text()
        click(stage.listing.confirm.no)
        await stage.choose(first)
        stage.listing.request(DeedKind.CANCEL)
        await until(lambda: atelier.row(first).state is DeliveryState.CANCELLED)
        assert atelier.row(second).state is DeliveryState.QUEUED
        await stage.choose(third)
        stage.listing.request(DeedKind.CANCEL)
        assert "Nothing of this can be done." in stage.listing.confirm.text()
        assert not stage.listing.confirm.off.isVisible()

    on_stage(scene)


def test_escape_leaves_one_selected(atelier, on_stage):
    atelier.send()
    atelier.send()

    async def scene(stage):
        await stage.ready(2)
        stage.table.setFocus()
        stage.table.selectAll()
        stage.press(Qt.Key.Key_Escape)
        assert len(stage.table.selected_rows()) == 1
        assert stage.listing.bar.isVisible()

    on_stage(scene)


def test_an_empty_list_says_why_and_offers_the_way_out(atelier, on_stage):
    async def scene(stage):
        empty = stage.listing.list.empty
        simulated = []
        stage.listing.simulate_requested.connect(lambda: simulated.append(1))
        await stage.ready(0)
        await until(lambda: empty.isVisible() and empty._title.text() == "Nothing has been sent yet.")
        click(empty._verb)
        assert simulated == [1]
        assert stage.trips == [("rules", {})]
        atelier.sent()
        await stage.shows(1)
        await until(lambda: not empty.isVisible())
        stage.page.model.search("nobody at all")
        await until(lambda: empty.isVisible())
        assert empty._title.text() == "No send matches these filters."
        click(empty._verb)
        await stage.shows(1)
        stage.page.model.choose_dates(*(2 * [stage.page.model._day.replace(year=2020)]))
        await until(lambda: empty._title.text() == "Nothing was sent then.")
        click(empty._verb)
        await stage.shows(1)
        assert stage.page.model.state.filters == Filters(period=Period.ALL)
        stage.listing.head.parts.setCurrentIndex(1)
        await until(lambda: empty._title.text() == "Nothing waits for your approval.")
        click(empty._verb)
        await until(lambda: stage.page.model.state.filters.shown is Shown.ALL)

    on_stage(scene)


def test_everything_is_said_anew_in_french(atelier, on_stage):
    atelier.failed()

    async def scene(stage):
        await stage.ready(1)
        with spoken("fr"):
            stage.window.show()
            assert stage.listing.head.failures.text() == "1 échec\u202f: renvoyer…"
            assert stage.listing.kpis.tiles[Shown.UNHANDLED].accessibleName() == "1 échec à traiter"
            assert stage.page.model.rows.headerData(4, Qt.Orientation.Horizontal) == "État"
            assert stage.listing.footer.shown.text() == "1 sélectionné sur 1"

    on_stage(scene)


def test_down_leads_from_the_search_to_the_table(atelier, on_stage):
    atelier.sent()

    async def scene(stage):
        await stage.ready(1)
        stage.run("find")
        assert stage.listing.bar.search.hasFocus()
        QTest.keyClick(stage.listing.bar.search, Qt.Key.Key_Down)
        assert stage.table.hasFocus()
        stage.press(Qt.Key.Key_Return)
        await until(lambda: stage.panel.trace.hasFocus())

    on_stage(scene)
