# SPDX-License-Identifier: LicenseRef-Desk
"""BUT, the law, and the folded options."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate, QTime

from desk.models.vocabulary import Channel, Dispatch, Topic
from desk.services.rules import Leg
from desk.ui.panes.rules import edits
from tests.ui.frame import until
from tests.ui.panes.rules.stage import click


def test_quiet_hours_are_changed_and_taken_away(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        form = stage.form("timing.quiet")
        form.start.setTime(QTime(19, 0))
        form.days[6].setChecked(True)
        assert stage.pill("timing.quiet").text() == "quiet hours 19:00 – 8:00, Sunday"
        form.on.setChecked(False)
        stage.close_popup()
        assert stage.pill("timing.quiet").text() == "no quiet hours of its own"
        assert stage.spec.timing.quiet is None
        assert stage.model.history.stack.count() == 1

    on_stage(scene)


def test_seven_quiet_days_are_a_problem_under_the_pill(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        form = stage.form("timing.quiet")
        for box in form.days:
            box.setChecked(True)
        stage.close_popup()
        assert stage.editor.but._line.problem() == "Every day is quiet: nothing would ever leave."
        assert stage.pill("timing.quiet").toolTip() != ""

    on_stage(scene)


def test_the_law_is_named_for_offers_by_sms(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        assert stage.editor.but._law.isHidden()
        offers = edits.with_spec(stage.state.draft, topic=Topic.COMMERCIAL)
        stage.model.edit(offers, "x")
        assert "no offer leaves by SMS" in stage.editor.but._law.text()
        stage.model.edit(edits.with_spec(offers, legs=(Leg(channel=Channel.EMAIL),)), "x")
        assert stage.editor.but._law.isHidden()

    on_stage(scene)


def test_more_options_are_folded_and_say_what_is_unusual(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.birthday)
        more = stage.editor.more
        assert more._body.isHidden()
        assert "newsletter subscribers only" in more._summary.text()
        click(more.toggle)
        assert not more._body.isHidden()
        click(more.subscribers)
        click(more.confirm)
        form = stage.form("valid_until")
        form._edits[1][1].setDate(QDate(2026, 12, 24))
        form._edits[1][0].setChecked(True)
        stage.close_popup()
        late = stage.form("max_age_minutes")
        late.ever.setChecked(True)
        stage.close_popup()
        stage.pick("topic", "")
        stage.run("save")
        await until(lambda: shop.rule(shop.birthday).version == 2)

    on_stage(scene)
    spec = shop.spec(shop.birthday)
    assert not spec.audience.subscribers_only
    assert spec.dispatch is Dispatch.CONFIRM_FIRST
    assert spec.valid_until == date(2026, 12, 24)
    assert spec.max_age_minutes is None


def test_the_time_for_undoing_is_offered_only_where_somebody_can_undo(shop, on_stage):
    async def scene(stage):
        await stage.open(shop.ready)
        stage.editor.more.unfold()
        form = stage.form("grace_minutes")
        form.count.setValue(7)
        stage.close_popup()
        assert stage.spec.grace_minutes == 7
        stage.model.edit(replace(stage.state.draft, spec=shop.spec(shop.reminder)), "x")
        assert stage.editor.more.find_place("grace_minutes") is None

    on_stage(scene)
