# SPDX-License-Identifier: LicenseRef-Desk
import asyncio
from datetime import timedelta

from sqlalchemy import update

from desk import clock
from desk.models import Delivery
from desk.models.vocabulary import Reason
from desk.services.delivery.reopening import Reopening, ways_out
from desk.services.providers import Circuit, Health, Roster
from desk.services.shop import Settings


def hold(floor):
    later = clock.now() + timedelta(minutes=15)
    values = {"reason": Reason.PROVIDER_DOWN, "due_at": later}
    floor.db.write_now(lambda s: s.execute(update(Delivery).values(**values)))


def note(floor, account, **circuit):
    floor.db.write_now(lambda s: Roster(s).note(account, Circuit(**circuit), at=clock.now()))


def is_due(floor, id_):
    return floor.row(id_).due_at <= clock.now()


def test_what_waits_is_due_when_the_account_is_mended_and_only_then(floor):
    account = floor.account(25)
    [id_] = floor.planned(1)
    reopening = Reopening(floor.db)
    note(floor, account, health=Health.REFUSED, failures=1)
    hold(floor)
    asyncio.run(reopening.look())
    assert not is_due(floor, id_)
    floor.db.write_now(lambda s: Roster(s).release(account, at=clock.now()))
    asyncio.run(reopening.look())
    assert is_due(floor, id_)
    hold(floor)
    asyncio.run(reopening.look())
    assert not is_due(floor, id_), "nothing has changed since the last look"


def test_a_way_out_is_in_use_proven_and_of_the_shops_mode(floor):
    good, resting, failing = floor.account(25), floor.account(26), floor.account(27)
    floor.db.write_now(lambda s: Roster(s).activate(resting, is_active=False, at=clock.now()))
    note(floor, failing, health=Health.FAILING, failures=1)
    assert {id_ for _, id_, _ in floor.db.read_now(ways_out)} == {good}
    floor.db.write_now(lambda s: Settings(s).change(trial_mode=True))
    assert floor.db.read_now(ways_out) == frozenset()
