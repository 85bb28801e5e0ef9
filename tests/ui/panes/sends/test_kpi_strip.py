# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.models.vocabulary import Channel, DeliveryState, Standing
from desk.services.delivery import Pressing
from desk.ui.panes.sends.filters import Period, Shown
from desk.ui.panes.sends.kpi_strip import caption, figure
from desk.ui.panes.sends.readings import Figures
from tests.ui.frame import spoken, until
from tests.ui.panes.sends.stage import click


def test_each_tile_counts_its_own():
    figures = Figures(
        made={(Channel.EMAIL, Standing.SENT): 5, (Channel.SMS, Standing.SENT): 2, (Channel.SMS, Standing.NOT_SUBSCRIBED): 3},
        waiting=4,
        pressing=Pressing(unhandled=6, awaiting=1, unconfirmed=9),
    )  # fmt: skip
    expected = {
        Shown.SENT: 7,
        Shown.WAITING: 4,
        Shown.AWAITING: 1,
        Shown.NOT_SUBSCRIBED: 3,
        Shown.UNHANDLED: 6,
        Shown.UNCONFIRMED: 9,
    }
    assert {shown: figure(figures, shown) for shown in expected} == expected


def test_a_tile_narrows_and_widens_the_list(atelier, on_stage):
    atelier.sent()
    failed = atelier.failed()

    async def scene(stage):
        await stage.ready(2)
        tiles = stage.listing.kpis.tiles
        await until(lambda: tiles[Shown.UNHANDLED].accessibleName() == "1 open failure")
        click(tiles[Shown.UNHANDLED])
        await until(lambda: stage.ids() == [failed])
        filters = stage.page.model.state.filters
        assert (filters.shown, filters.period) == (Shown.UNHANDLED, Period.MONTH)
        assert tiles[Shown.UNHANDLED].isChecked()
        click(tiles[Shown.UNHANDLED])
        await stage.shows(2)
        filters = stage.page.model.state.filters
        assert (filters.shown, filters.period) == (Shown.ALL, Period.TODAY)
        click(tiles[Shown.SENT])
        await stage.shows(1)
        assert stage.page.model.state.filters.period is Period.TODAY
        click(tiles[Shown.WAITING])
        await stage.shows(0)
        assert stage.page.model.state.filters.period is Period.ALL

    on_stage(scene)


def test_doubts_are_shown_only_while_there_are_any(atelier, on_stage):
    atelier.sent()

    async def scene(stage):
        await stage.ready(1)
        tile = stage.listing.kpis.tiles[Shown.UNCONFIRMED]
        assert not tile.isVisible()
        atelier.send(state=DeliveryState.UNCONFIRMED)
        await until(tile.isVisible)

    on_stage(scene)


@pytest.mark.parametrize(
    ("shown", "count", "said"),
    [
        (Shown.NOT_SUBSCRIBED, 1, "non inscrit"),
        (Shown.NOT_SUBSCRIBED, 2, "non inscrits"),
        (Shown.SENT, 1, "envoyé ce jour"),
        (Shown.SENT, 0, "envoyé ce jour"),
        (Shown.UNHANDLED, 1, "échec à traiter"),
        (Shown.WAITING, 3, "en attente"),
    ],
)
def test_one_thing_is_counted_in_the_singular(shown, count, said):
    with spoken("fr"):
        assert caption(shown, count, is_today=True) == said
