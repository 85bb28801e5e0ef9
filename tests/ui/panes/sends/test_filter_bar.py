# SPDX-License-Identifier: LicenseRef-Desk
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk.models.vocabulary import Channel
from desk.services.shop import LocationDraft, Locations
from desk.services.store import Change
from desk.ui.panes.sends.filters import Filters, Period, Shown
from desk.ui.panes.sends.period_form import PeriodForm
from desk.ui.widgets import PillPopup, PrimaryButton
from tests.ui.frame import until
from tests.ui.panes.sends.stage import click


def test_typing_searches_and_escape_empties(atelier, on_stage):
    atelier.sent()
    atelier.sent(atelier.marc)

    async def scene(stage):
        await stage.ready(2)
        search = stage.listing.bar.search
        search.setFocus()
        QTest.keyClicks(search, "delaunay")
        await stage.shows(1)
        assert stage.listing.bar.clear.isVisible()
        QTest.keyClick(search, Qt.Key.Key_Escape)
        await stage.shows(2)
        assert not stage.listing.bar.clear.isVisible()

    on_stage(scene)


def test_chips_narrow_and_one_link_clears_them_all(atelier, on_stage):
    atelier.sent()

    async def scene(stage):
        await stage.ready(1)
        bar = stage.listing.bar
        bar.channel.chosen.emit("sms")
        bar.state.chosen.emit("failed")
        bar.period.chosen.emit("week")
        filters = stage.page.model.state.filters
        assert filters == Filters(channel=Channel.SMS, shown=Shown.FAILED, period=Period.WEEK)
        assert [chip.key() for chip in (bar.channel, bar.state, bar.period)] == ["sms", "failed", "week"]
        click(bar.clear)
        assert stage.page.model.state.filters == Filters(period=Period.WEEK)
        await stage.shows(1)

    on_stage(scene)


def test_a_rule_is_found_by_typing(atelier, on_stage):
    async def scene(stage):
        await stage.ready(0)
        click(stage.listing.bar.rule)
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, PillPopup)
        QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Down)
        QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Return)
        assert stage.page.model.state.filters.rule_id == atelier.rule
        assert stage.listing.bar.rule.text() == "Order in"

    on_stage(scene)


def test_days_of_ones_own_are_typed_into_a_small_form(atelier, on_stage):
    async def scene(stage):
        await stage.ready(0)
        stage.listing.bar.period.chosen.emit("custom")
        popup = QApplication.activePopupWidget()
        form = popup.findChild(PeriodForm)
        form.first.setDate(QDate(2026, 3, 9))
        form.last.setDate(QDate(2026, 3, 1))
        click(form.findChild(PrimaryButton))
        filters = stage.page.model.state.filters
        assert (filters.first, filters.last) == (date(2026, 3, 1), date(2026, 3, 9))
        assert stage.listing.bar.period.text() == "01/03/2026 – 09/03/2026"

    on_stage(scene)


def test_places_are_offered_where_there_are_several(atelier, on_stage):
    async def scene(stage):
        await stage.ready(0)
        assert not stage.listing.bar.place.isVisible()
        draft = LocationDraft(name="Villeurbanne", timezone="Europe/Paris")
        atelier.db.write_now(lambda session: Locations(session).create(draft), Change.LOCATIONS)
        await until(stage.listing.bar.place.isVisible)

    on_stage(scene)
