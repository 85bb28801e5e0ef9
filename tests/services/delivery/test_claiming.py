# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from desk import clock
from desk.models import ContactPoint, Delivery, Provider, Rule
from desk.models.vocabulary import Channel, DeliveryState, Outcome, Reason
from desk.services.delivery import claiming
from desk.services.delivery.claiming import PROBES, verdict_of
from desk.services.delivery.outbox import FAR_AWAY
from desk.services.delivery.planning import LOOK_AGAIN
from desk.services.preferences import ConsentDraft, Consents, SuppressionDraft, Suppressions
from desk.services.providers import Circuit, Health, Roster
from desk.services.rules import Decision, Rulebook
from desk.services.store import Change
from tests.services.delivery.rows import NOON
from tests.services.delivery.test_lanes import DUE


def judged(outcome, reason, due_at=None):
    found = verdict_of(Decision(outcome=outcome, reason=reason, steps=(), due_at=due_at), DUE, NOON)
    assert found.delivery_id == DUE.id
    return found.state, found.reason, found.due_at


@pytest.mark.parametrize(
    ("reason", "state"),
    [
        (Reason.NO_CONSENT, DeliveryState.UNDELIVERABLE),
        (Reason.SUPPRESSED, DeliveryState.UNDELIVERABLE),
        (Reason.NO_ADDRESS, DeliveryState.UNDELIVERABLE),
        (Reason.SUBJECT_CHANGED, DeliveryState.CANCELLED),
        (Reason.RULE_PAUSED, DeliveryState.CANCELLED),
        (Reason.TOO_OLD, DeliveryState.CANCELLED),
    ],
)
def test_a_skip_ends_it(reason, state):
    assert judged(Outcome.SKIP, reason) == (state, reason, None)


def test_a_hold_with_a_time_waits_for_it():
    morning = NOON + timedelta(hours=20)
    assert judged(Outcome.HOLD, Reason.QUIET_HOURS, morning) == (
        DeliveryState.QUEUED,
        Reason.QUIET_HOURS,
        morning,
    )


def test_a_hold_whose_time_is_past_waits_a_moment():
    state, _, due_at = judged(Outcome.HOLD, Reason.QUIET_HOURS, NOON - timedelta(hours=1))
    assert (state, due_at) == (DeliveryState.QUEUED, NOON + timedelta(seconds=1))


def test_a_hold_for_a_place_that_never_opens_is_looked_at_now_and_then():
    assert judged(Outcome.HOLD, Reason.OUTSIDE_HOURS)[2] == NOON + LOOK_AGAIN


@pytest.mark.parametrize(
    ("reason", "due_at"),
    [
        (Reason.AWAITING_APPROVAL, FAR_AWAY),
        (Reason.NO_SENDER, NOON + LOOK_AGAIN),
        (Reason.STOPPED, NOON + LOOK_AGAIN),
    ],
)
def test_what_waits_for_people(reason, due_at):
    assert judged(Outcome.HOLD, reason) == (DeliveryState.QUEUED, reason, due_at)


def test_what_is_due_is_claimed_with_a_reference_of_ours(floor):
    floor.account(25)
    ids = floor.planned(2)
    found = floor.claimed()
    assert [one.due.id for one in found.claimed] == ids
    assert (found.looked_at, found.claimed[0].address) == (2, "kunde0@kunde.example")
    assert {(row.state, row.claimed_by) for row in floor.rows()} == {(DeliveryState.SENDING, "me:1")}
    assert floor.row(ids[0]).message_id == f"{ids[0]}@atelier.example"
    assert floor.claimed("other:2").looked_at == 0


def test_where_it_goes_is_kept_when_the_address_has_changed_since(floor):
    floor.account(25)
    [id_] = floor.planned(1)
    floor.db.write_now(lambda s: s.execute(update(ContactPoint).values(address="new@kunde.example")))
    assert floor.claimed().claimed[0].address == "new@kunde.example"
    assert floor.row(id_).address == "new@kunde.example"


def test_what_was_planned_before_there_was_an_account_gets_its_address(floor):
    [id_] = floor.planned(1)
    assert floor.row(id_).address == ""
    floor.account(25)
    floor.claimed()
    assert floor.row(id_).address == "kunde0@kunde.example"


def test_at_most_as_many_as_asked_for(floor):
    floor.account(25)
    ids = floor.planned(5)
    assert [one.due.id for one in floor.claimed(limit=3).claimed] == ids[:3]


def test_a_second_try_keeps_its_message_id(floor):
    floor.account(25)
    [id_] = floor.planned(1)
    floor.db.write_now(lambda s: s.execute(update(Delivery).values(message_id="first@atelier.example")))
    assert floor.claimed().claimed[0].reference == "first@atelier.example"
    assert floor.row(id_).message_id == "first@atelier.example"


def test_an_opt_out_before_the_claim_is_heard(floor):
    floor.account(25)
    ids = floor.planned(2)

    def work(session):
        no = ConsentDraft(
            customer_id=floor.customers[0],
            topic="operational",
            channel=Channel.EMAIL,
            granted=False,
            source="counter",
        )
        Consents(session).record(no)
        barred = SuppressionDraft(
            channel=Channel.EMAIL, address="kunde1@kunde.example", reason="unsubscribed"
        )
        Suppressions(session).add(barred)

    floor.db.write_now(work, Change.CONSENT)
    assert floor.claimed().claimed == ()
    assert [(floor.row(id_).state, floor.row(id_).reason) for id_ in ids] == [
        (DeliveryState.UNDELIVERABLE, Reason.NO_CONSENT),
        (DeliveryState.UNDELIVERABLE, Reason.SUPPRESSED),
    ]


def test_a_paused_rule_cancels_and_a_lost_one_too(floor):
    floor.account(25)
    first, second = floor.planned(2)
    floor.db.write_now(lambda s: Rulebook(s).pause(floor.rule))
    floor.db.write_now(
        lambda s: s.execute(update(Delivery).where(Delivery.id == second).values(rule_id="0" * 32))
    )
    assert floor.claimed().claimed == ()
    assert {(floor.row(id_).state, floor.row(id_).reason) for id_ in (first, second)} == {
        (DeliveryState.CANCELLED, Reason.RULE_PAUSED)
    }


def test_without_an_account_it_is_held(floor):
    [id_] = floor.planned(1)
    floor.db.write_now(lambda s: s.execute(update(Delivery).values(due_at=NOON)))
    assert floor.claimed().looked_at == 1
    row = floor.row(id_)
    assert (row.state, row.reason) == (DeliveryState.QUEUED, Reason.NO_SENDER)
    assert row.due_at - clock.now() > LOOK_AGAIN - timedelta(minutes=1)


def note(floor, account, **circuit):
    floor.db.write_now(lambda s: Roster(s).note(account, Circuit(**circuit), at=clock.now()))


def test_while_the_account_is_down_nothing_is_claimed_and_it_waits_for_the_account(floor):
    account = floor.account(25)
    [id_] = floor.planned(1)
    back = clock.now() + timedelta(minutes=5)
    note(floor, account, health=Health.FAILING, failures=2, open_until=back)
    assert floor.claimed().claimed == ()
    row = floor.row(id_)
    assert (row.reason, row.due_at, row.attempts) == (Reason.PROVIDER_DOWN, back, 0)


def test_a_refused_account_is_left_alone(floor):
    account = floor.account(25)
    [id_] = floor.planned(1)
    note(floor, account, health=Health.REFUSED, failures=1)
    assert floor.claimed().claimed == ()
    assert floor.row(id_).due_at > clock.now() + timedelta(minutes=10)


def test_an_account_in_doubt_is_tried_with_a_few(floor):
    account = floor.account(25)
    floor.planned(10)
    note(floor, account, health=Health.FAILING, failures=1, open_until=clock.now() - timedelta(seconds=1))
    assert len(floor.claimed().claimed) == PROBES
    held = [row for row in floor.rows() if row.state is DeliveryState.QUEUED]
    assert {row.reason for row in held} == {Reason.PROVIDER_DOWN}
    assert len(held) == 10 - PROBES


def test_the_next_account_takes_over(floor):
    account = floor.account(25)
    second = floor.account(26)
    floor.planned(1)
    note(floor, account, health=Health.REFUSED, failures=1)
    assert floor.claimed().claimed[0].account.id == second


def test_an_address_without_a_domain_still_makes_a_reference(floor):
    floor.account(25)
    [id_] = floor.planned(1)
    floor.db.write_now(lambda s: s.execute(update(Provider).values(sender_address="")))
    assert floor.claimed().claimed[0].reference == f"{id_}@desk.invalid"


def test_a_leg_that_is_possible_no_more_gives_way_to_the_next(floor):
    """The rule has changed: only SMS is left, so the e-mail planned before ends and SMS is tried."""
    floor.account(25)
    [id_] = floor.planned(1)

    def work(session):
        spec = dict(session.get(Rule, floor.rule).spec) | {"legs": [{"channel": "sms"}]}
        session.execute(update(Rule).values(spec=spec, version=Rule.version + 1))

    floor.db.write_now(work)
    assert floor.claimed().claimed == ()
    row = floor.row(id_)
    assert row.state is DeliveryState.UNDELIVERABLE
    assert row.reason in (Reason.NO_ADDRESS, Reason.NO_SENDER)


def test_a_message_sent_again_by_a_person_asks_nobody(floor):
    floor.account(25)
    [id_] = floor.planned(1)
    floor.db.write_now(lambda s: s.execute(update(Delivery).values(resend_of=id_)))
    assert replace(floor.claimed().claimed[0].due).resend_of == id_


def test_one_that_cannot_be_judged_is_held_and_stops_no_other(floor, monkeypatch, log_guard):
    floor.account(25)
    guilty, healthy = floor.planned(2)
    whose = floor.row(guilty).customer_id
    decide = claiming.decide

    def broken(occasion, rule, person, state, now):
        if occasion.customer_id == whose:
            raise OverflowError
        return decide(occasion, rule, person, state, now)

    monkeypatch.setattr(claiming, "decide", broken)
    log_guard.expect(f"delivery {guilty} cannot be judged")
    assert [one.due.id for one in floor.claimed().claimed] == [healthy]
    row = floor.row(guilty)
    assert (row.state, row.reason) == (DeliveryState.QUEUED, Reason.RENDER_ERROR)
