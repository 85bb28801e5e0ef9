# SPDX-License-Identifier: LicenseRef-Desk
"""Nothing of the trial ever reaches a customer, whatever stood open when the shop went live."""

import pytest
from sqlalchemy import update

from desk import clock
from desk.errors import Misconfigured
from desk.models import Delivery
from desk.models.vocabulary import DeliveryState, Reason
from desk.services.delivery import Cancelling, go_back, go_live
from desk.services.delivery.planner import plan_batch
from desk.services.delivery.recovery import Recovery
from desk.services.store import Change
from tests.services.delivery.floor import Floor


@pytest.fixture
def trial(tmp_path, sqlite_url):
    """A shop in trial mode that could go live."""
    made = Floor(tmp_path / "home", sqlite_url)
    made.set_up(live=False)
    made.account(25)
    yield made
    made.close()


def live(floor):
    return floor.db.write_now(lambda session: go_live(session, clock.now()), *Change)


def claims(floor):
    """Claim what is due until nothing is; return how many would leave."""
    found = floor.claimed()
    return len(found.claimed)


def due_now(floor):
    floor.db.write_now(lambda s: s.execute(update(Delivery).values(due_at=clock.now())))


def test_without_an_account_a_shop_stays_in_trial_mode(tmp_path, sqlite_url):
    floor = Floor(tmp_path / "home", sqlite_url)
    floor.set_up(live=False)
    with pytest.raises(Misconfigured, match="no_live_account"):
        live(floor)
    floor.close()


def test_what_waits_is_cancelled(trial):
    trial.planned(2)
    assert live(trial) == 2
    assert {row.state for row in trial.rows()} == {DeliveryState.CANCELLED}


def test_what_happened_in_the_trial_and_was_not_planned_yet_is_not_planned_any_more(trial):
    trial.people(2)
    trial.ready()
    live(trial)
    assert trial.db.write_now(plan_batch) == 0
    assert trial.ids() == []


@pytest.mark.parametrize(
    "state", [DeliveryState.UNCONFIRMED, DeliveryState.HANDED_OVER, DeliveryState.SENDING]
)
def test_what_was_under_way_or_in_doubt_never_leaves(trial, state):
    [id_] = trial.planned(1)
    values = {"state": state, "standing": "unconfirmed" if state is DeliveryState.UNCONFIRMED else "planned"}
    trial.db.write_now(lambda s: s.execute(update(Delivery).values(claimed_by="dead:1", **values)))
    live(trial)
    trial.db.write_now(lambda s: Recovery(s).recover(["dead:1"], clock.now()))
    trial.db.write_now(lambda s: Recovery(s).resolve(id_, arrived=False, now=clock.now()))
    due_now(trial)
    assert claims(trial) == 0
    assert trial.row(id_).state is DeliveryState.CANCELLED


def test_an_undo_after_going_live_brings_nothing_of_the_trial_back(trial):
    [id_] = trial.planned(1)
    trial.db.write_now(lambda s: Cancelling(s).of_deliveries([id_], clock.now()))
    live(trial)
    trial.db.write_now(lambda s: Cancelling(s).restore([id_], (), clock.now()))
    due_now(trial)
    assert claims(trial) == 0
    assert (trial.row(id_).state, trial.row(id_).reason) == (DeliveryState.CANCELLED, Reason.STOPPED)


def test_what_happens_afterwards_leaves(trial):
    live(trial)
    trial.planned(1)
    due_now(trial)
    assert claims(trial) == 1


def test_back_in_trial_mode_nothing_leaves_by_the_shops_own_accounts(trial):
    live(trial)
    trial.planned(1)
    trial.db.write_now(go_back, *Change)
    due_now(trial)
    assert claims(trial) == 0
