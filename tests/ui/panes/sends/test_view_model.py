# SPDX-License-Identifier: LicenseRef-Desk
from datetime import date

import pytest

from desk import clock
from desk.models.vocabulary import Channel, DeliveryState
from desk.ui.panes.sends.filters import Filters, Period, Shown
from desk.ui.panes.sends.readings import Figures
from desk.ui.panes.sends.view_model import State
from tests.services.delivery.atelier import NOW
from tests.ui.frame import until


def test_each_filter_narrows_the_list_and_clearing_widens_it(atelier, on_stage):
    mine, failed = atelier.sent(), atelier.failed(atelier.marc)

    async def scene(stage):
        model = stage.page.model
        await stage.ready(2)
        model.search("sophie")
        await stage.shows(1)
        assert stage.ids() == [mine]
        model.search("")
        model.choose(Shown.FAILED)
        await stage.shows(1)
        assert stage.ids() == [failed]
        model.clear()
        model.choose_channel("sms")
        await stage.shows(0)
        model.clear()
        model.choose_rule(atelier.rule)
        await stage.shows(2)
        model.choose_place("nowhere")
        await stage.shows(0)
        assert model.state.filters.is_narrow
        model.clear()
        await stage.shows(2)
        assert model.state.filters == Filters()

    on_stage(scene)


def test_figures_follow_the_period(atelier, on_stage):
    atelier.sent()
    atelier.send()

    async def scene(stage):
        model = stage.page.model
        await stage.ready(2)
        await until(lambda: model.state.figures.count() == 2)
        assert (model.state.total, model.state.figures.ever, model.state.figures.waiting) == (2, 2, 1)
        long_ago = date(2020, 1, 1)
        model.choose_dates(long_ago, long_ago)
        await until(lambda: model.state.figures.count() == 0)
        await stage.shows(0)
        assert (model.state.filters.period, model.state.figures.ever) == (Period.CUSTOM, 2)
        model.choose_period(Period.ALL)
        await stage.shows(2)

    on_stage(scene)


def test_another_day_is_another_today(atelier, on_stage):
    atelier.sent()

    async def scene(stage):
        await stage.ready(1)
        stage.page.model._day = date(2020, 1, 1)
        stage.page.model.refresh()
        assert stage.page.model._day == NOW.date()
        await stage.shows(1)

    on_stage(scene)


def test_a_reading_that_fails_is_said_and_tried_again(atelier, on_stage, monkeypatch):
    from desk.errors import Unavailable
    from desk.services.delivery import History

    atelier.sent()
    whole = History.page

    def broken(*_asked, **_more):
        raise Unavailable("database_away")

    async def scene(stage):
        await stage.ready(1)
        monkeypatch.setattr(History, "page", broken)
        stage.page.model.choose_period(Period.ALL)
        await until(lambda: stage.page.model.state.error is not None)
        assert stage.listing._trouble.isVisible()
        monkeypatch.setattr(History, "page", whole)
        stage.listing._trouble.verb_requested.emit()
        await until(lambda: stage.page.model.state.error is None)
        assert not stage.listing._trouble.isVisible()
        assert not stage.page.model.state.is_loading

    on_stage(scene)


@pytest.mark.parametrize(
    ("filters", "total"),
    [
        (Filters(), 7),
        (Filters(channel=Channel.SMS), 2),
        (Filters(shown=Shown.SENT), 5),
        (Filters(shown=Shown.UNHANDLED), None),
        (Filters(text="x"), None),
    ],
)
def test_the_total_is_known_where_counters_know_it(filters, total):
    from desk.models.vocabulary import Standing

    made = {(Channel.EMAIL, Standing.SENT): 4, (Channel.SMS, Standing.SENT): 1, (Channel.SMS, Standing.FAILED): 1,
            (Channel.EMAIL, Standing.HELD): 1}  # fmt: skip
    assert State(filters=filters, figures=Figures(made=made)).total == total
    assert State(filters=filters).total is None


def test_what_was_opened_for_one_customer_is_told_in_words(atelier, on_stage):
    atelier.sent()
    other = atelier.send(atelier.marc, DeliveryState.SENT)

    async def scene(stage):
        model = stage.page.model
        await stage.ready(2)
        model.search("sophie")
        model.show_about("Marc Delaunay", customer_id=atelier.marc)
        await until(lambda: stage.ids() == [other])
        assert (model.state.subject, model.state.filters.text) == ("Marc Delaunay", "")
        model.show_about("")
        await stage.shows(2)
        assert clock.now() == NOW

    on_stage(scene)
