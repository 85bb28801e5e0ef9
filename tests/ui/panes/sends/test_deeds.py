# SPDX-License-Identifier: LicenseRef-Desk
"""What the deeds keep in the database, and how far they can be taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from desk.models import Delivery
from desk.models.vocabulary import DeliveryState, Reason, Standing
from desk.services.delivery import History
from desk.ui.panes.sends.bulk import DeedKind, LeftOut, Plan
from desk.ui.panes.sends.deeds import GRACE, Done
from tests.services.delivery.atelier import NOW
from tests.ui.frame import until


@pytest.fixture
def play(on_stage):
    """Play a scene with lists of what was planned, done and taken back."""

    def run(scene):
        async def whole(stage):
            told = {"planned": [], "done": [], "back": []}
            deeds = stage.page.deeds
            deeds.planned.connect(told["planned"].append)
            deeds.done.connect(told["done"].append)
            deeds.taken_back.connect(lambda done, count: told["back"].append((done, count)))
            await scene(deeds, told)

        on_stage(whole)

    return run


def test_many_are_planned_before_they_are_sent_again(atelier, play):
    rows = [
        atelier.row(atelier.failed()),
        atelier.row(atelier.sent()),
        atelier.row(atelier.send(atelier.nadia)),
    ]

    async def scene(deeds, told):
        deeds.plan_resend(rows)
        await until(lambda: told["planned"])
        (plan,) = told["planned"]
        assert [row.id for row in plan.going] == [rows[0].id, rows[1].id]
        assert (plan.repeated, [why for why, _rows in plan.left]) == (1, [Reason.NO_CONSENT])
        deeds.do(plan)
        await until(lambda: told["done"])
        (done,) = told["done"]
        made = [atelier.row(id_) for id_ in done.made]
        assert [row.resend_of for row in made] == [rows[0].id, rows[1].id]
        assert {row.due_at for row in made} == {NOW + GRACE}

    play(scene)


def test_the_failures_are_those_nobody_has_looked_after(atelier, play):
    first, second = atelier.failed(), atelier.failed(atelier.marc)
    atelier.sent()

    async def scene(deeds, told):
        deeds.plan_failures()
        await until(lambda: told["planned"])
        assert {row.id for row in told["planned"][0].going} == {first, second}
        deeds.do_one(DeedKind.RESEND, atelier.row(first))
        await until(lambda: told["done"])
        deeds.plan_failures()
        await until(lambda: len(told["planned"]) == 2)
        assert [row.id for row in told["planned"][1].going] == [second]

    play(scene)


def test_todays_text_goes_out_when_it_is_asked_for(atelier, play):
    failed = atelier.failed()
    atelier.publish("Today’s words")

    async def scene(deeds, told):
        deeds.do_one(DeedKind.RESEND_NEWEST, atelier.row(failed))
        await until(lambda: told["done"])
        (again,) = told["done"][0].made
        found = atelier.db.read_now(lambda session: History(session).detail(again))
        assert found.template_version == 2

    play(scene)


def test_what_has_arrived_is_asked_about_before_it_goes_twice(atelier, play):
    sent = atelier.row(atelier.sent())

    async def scene(deeds, told):
        deeds.do_one(DeedKind.RESEND, sent)
        await until(lambda: told["planned"])
        assert told["planned"][0].repeated == 1
        assert told["done"] == []

    play(scene)


def test_calling_off_is_taken_back_to_what_each_was(atelier, play):
    planned, asked = atelier.row(atelier.send()), atelier.row(atelier.asked())

    async def scene(deeds, told):
        deeds.do(Plan(kind=DeedKind.CANCEL, going=(planned, asked)))
        await until(lambda: told["done"])
        assert {atelier.row(row.id).standing for row in (planned, asked)} == {Standing.CANCELLED}
        deeds.undo(told["done"][0])
        await until(lambda: told["back"])
        assert told["back"][0][1] == 2
        assert atelier.row(planned.id).reason is None
        assert atelier.row(asked.id).reason is Reason.AWAITING_APPROVAL

    play(scene)


def test_an_approval_is_signed_and_waits_for_its_grace(atelier, play):
    asked = atelier.row(atelier.asked())

    async def scene(deeds, told):
        deeds.do_one(DeedKind.APPROVE, asked)
        await until(lambda: told["done"])
        detail = atelier.db.read_now(lambda session: History(session).detail(asked.id))
        assert (detail.approved_by, detail.row.due_at) == ("Camille Martin", NOW + GRACE)
        deeds.undo(told["done"][0])
        await until(lambda: told["back"])
        assert atelier.row(asked.id).reason is Reason.AWAITING_APPROVAL

    play(scene)


def test_what_has_left_cannot_be_taken_back(atelier, play):
    asked = atelier.row(atelier.asked())

    def leave(session):
        session.execute(update(Delivery).where(Delivery.id == asked.id).values(state=DeliveryState.SENT))

    async def scene(deeds, told):
        deeds.do_one(DeedKind.APPROVE, asked)
        await until(lambda: told["done"])
        atelier.db.write_now(leave)
        deeds.undo(told["done"][0])
        await until(lambda: told["back"])
        assert told["back"][0][1] == 0

    play(scene)


def test_what_somebody_else_did_first_is_missed(atelier, play):
    planned = atelier.row(atelier.send())

    async def scene(deeds, told):
        deeds.do(Plan(kind=DeedKind.CANCEL, going=(planned,)))
        deeds.do(Plan(kind=DeedKind.CANCEL, going=(planned,)))
        await until(lambda: len(told["done"]) == 2)
        assert [(done.count, done.missed) for done in told["done"]] == [(1, 0), (0, 1)]
        deeds.do(Plan(kind=DeedKind.CANCEL))

    play(scene)


def test_only_so_many_are_looked_at_at_once(atelier, play, monkeypatch):
    monkeypatch.setattr("desk.ui.panes.sends.readings.MOST_AT_ONCE", 1)
    rows = [atelier.row(atelier.failed()), atelier.row(atelier.failed())]

    async def scene(deeds, told):
        deeds.plan_resend(rows)
        await until(lambda: told["planned"])
        assert [why for why, _rows in told["planned"][0].left] == [LeftOut.TOO_MANY]

    play(scene)


def test_a_deed_counts_what_it_did():
    assert Done(kind=DeedKind.CANCEL, ids=("1", "2", "3"), missed=1).count == 2
    assert timedelta(seconds=10) == GRACE
