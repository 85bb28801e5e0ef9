# SPDX-License-Identifier: LicenseRef-Desk
"""What is imagined: the fields follow the rule, and tell what is chosen."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QDateTime

from desk.ui.panes.rules.simulation_model import When, moment_of
from desk.ui.wording import formats
from tests.ui.frame import until
from tests.ui.panes.rules.stage import NOW

PARIS = ZoneInfo("Europe/Paris")


def test_only_a_rule_that_counts_from_a_date_has_its_moment(shop, on_stage):
    shop.order()

    async def scene(stage):
        await stage.open(shop.ready)
        form = stage.page.simulation.form
        assert [form.when.itemData(at) for at in range(form.when.count())] == [
            When.NOW,
            When.TONIGHT,
            When.SATURDAY,
            When.CHOSEN,
        ]
        await stage.open(shop.reminder)
        assert form.when.itemData(1) == When.DUE
        assert not form.record.isHidden()
        await stage.open(shop.birthday)
        await until(form.record.isHidden)

    on_stage(scene)


def test_any_moment_can_be_chosen(shop, on_stage):
    shop.order()

    async def scene(stage):
        await stage.open(shop.ready)
        form, model = stage.page.simulation.form, stage.page.simulation_model
        await until(lambda: model.state.record_id != "")
        form._on_when(form.when.findData(When.CHOSEN))
        assert not form.at.isHidden()
        form.at.setDateTime(QDateTime(2026, 11, 29, 10, 0, 0))
        await until(lambda: model.state.imagined is not None and model.state.imagined.at.day == 29)
        assert model.state.imagined.at == datetime(2026, 11, 29, 10, 0, tzinfo=PARIS)

    on_stage(scene)


def test_a_record_is_chosen_from_the_latest(shop, on_stage):
    first = shop.order(shop.nadia, title="Tandem")
    shop.order(title="City bike")

    async def scene(stage):
        await stage.open(shop.ready)
        form, model = stage.page.simulation.form, stage.page.simulation_model
        await until(lambda: form.record.count() == 2)
        form._on_record(form.record.findData(first))
        await until(lambda: form.customer.text() == "Nadia Ferrand")
        await until(lambda: model.state.imagined is not None and model.state.imagined.record_id == first)

    on_stage(scene)


@pytest.mark.parametrize(
    ("when", "wanted"),
    [
        (When.NOW, None),
        (When.DUE, None),
        (When.TONIGHT, datetime(2026, 11, 24, 21, 15, tzinfo=PARIS)),
        (When.SATURDAY, datetime(2026, 11, 28, 10, 0, tzinfo=PARIS)),
        (When.CHOSEN, NOW),
    ],
)
def test_moments(when, wanted):
    assert formats.zone().key == "Europe/Paris"
    assert moment_of(when, NOW, NOW) == wanted
