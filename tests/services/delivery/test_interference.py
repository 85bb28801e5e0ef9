# SPDX-License-Identifier: LicenseRef-Desk
"""Two services, and a person, at the same row at the same moment: nothing leaves that was called off, nothing twice."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from desk.models import Delivery, Notification
from desk.models.vocabulary import AttemptOutcome, Channel, DeliveryState, NotificationState, Reason
from desk.services.delivery import outbox as outbox_module
from desk.services.delivery.cancelling import Cancelling
from desk.services.delivery.outbox import Outbox
from desk.services.delivery.outbox_rows import HAND_OVER
from desk.services.delivery.plan import Departure, Settlement, Verdict
from desk.services.delivery.recovery import Recovery
from desk.services.delivery.totals import Totals
from desk.services.store import open_database, run_rows
from tests.services.delivery.rows import EMAIL, NOON, SMS, intention, subject

SOON = NOON + timedelta(seconds=1)
ME, OTHER = "me:1", "other:2"
MOMENT_S = 0.3
"""How long the other side gets to do its work; where it has to wait for us, it goes on after our commit."""


@pytest.fixture
def other_db(any_url):
    """The same database, seen by another process."""
    database = open_database(any_url)
    yield database
    database.close()


class Meanwhile:
    """Work of another process that begins in the middle of ours; `result()` is what it came to."""

    def __init__(self, db, work):
        self._thread = threading.Thread(target=lambda: self._found.append(db.write_now(work)))
        self._found = []
        self._begun = False

    def begin(self):
        """Let it happen now, if it need not wait for us."""
        if not self._begun:
            self._begun = True
            self._thread.start()
            self._thread.join(MOMENT_S)

    def result(self):
        self._thread.join()
        return self._found[0]


def after_reading(monkeypatch, meanwhile, module=outbox_module):
    """Begin `meanwhile` right after the module has read its rows, before it writes them."""
    read = module.read_rows

    def read_rows(*args, **others):
        rows = read(*args, **others)
        meanwhile.begin()
        return rows

    monkeypatch.setattr(module, "read_rows", read_rows)


def keep(session, *, holder=ME, handed_over=False, route=(EMAIL,)):
    """Keep a delivery that is claimed by `holder` ("": by nobody); return its id."""
    made = intention(subject(session), route=route)
    Outbox(session).add([made], NOON)
    id_ = session.execute(select(Delivery.id).where(Delivery.notification_id == made.id)).scalar_one()
    if holder:
        Outbox(session).claim({id_: f"{id_}@example.org"}, holder)
    if handed_over:
        assert hand_over(session, id_, holder)
    return id_


def hand_over(session, id_, holder=ME):
    """Return whether it may leave."""
    departure = Departure(delivery_id=id_, provider_id="p1", subject="x", content=b"x")
    return bool(Outbox(session).hand_over([departure], holder, SOON))


def call_off(id_):
    return lambda session: Cancelling(session).of_deliveries([id_], SOON)


def answer(id_):
    return Settlement(
        delivery_id=id_, notification_id="n", provider_id="p1", number=1, started_at=NOON, ended_at=SOON,
        outcome=AttemptOutcome.ACCEPTED, state=DeliveryState.SENT,
    )  # fmt: skip


def row_of(db, id_):
    return db.read_now(
        lambda s: s.execute(select(*Delivery.__table__.c).where(Delivery.__table__.c.id == id_)).one()
    )


def counters_are_right(db):
    """Whether the counters say what the rows say."""
    return db.read_now(lambda session: Totals(session).wrong()) == 0


def take_over(id_):
    """Return the work of a service that takes us for dead, claims what we hold, and hands it over."""

    def work(session):
        Recovery(session).recover([ME], SOON)
        found = [due.id for due in Outbox(session).due(Channel.EMAIL, SOON, 10)]
        Outbox(session).claim(dict.fromkeys(found, "x"), OTHER)
        return hand_over(session, id_, OTHER)

    return work


def test_what_is_called_off_during_the_hand_over_stays_here_or_was_too_late(monkeypatch, any_db, other_db):
    id_ = any_db.write_now(keep)
    stopping = Meanwhile(other_db, call_off(id_))
    after_reading(monkeypatch, stopping)
    has_left = any_db.write_now(lambda session: hand_over(session, id_))
    assert (has_left, stopping.result()) == (True, 0)
    assert row_of(any_db, id_).state is DeliveryState.HANDED_OVER
    assert counters_are_right(any_db)


def test_what_was_called_off_just_before_does_not_leave(monkeypatch, any_db, other_db):
    id_ = any_db.write_now(keep)
    leaving = Meanwhile(other_db, lambda session: hand_over(session, id_))

    def work(session):
        stopped = Cancelling(session).of_deliveries([id_], SOON)
        leaving.begin()
        return stopped

    assert any_db.write_now(work) == 1
    assert leaving.result() is False
    assert row_of(any_db, id_).state is DeliveryState.CANCELLED


def test_a_claim_that_is_taken_over_during_the_hand_over_leaves_once(monkeypatch, any_db, other_db):
    id_ = any_db.write_now(keep)
    taking = Meanwhile(other_db, take_over(id_))
    after_reading(monkeypatch, taking)
    has_left = any_db.write_now(lambda session: hand_over(session, id_))
    assert [has_left, taking.result()].count(True) == 1
    assert counters_are_right(any_db)


def test_the_hand_over_itself_asks_whose_claim_it_is(any_db):
    id_ = any_db.write_now(keep)
    row = {"key": id_, "to_at": SOON, "to_provider": "p1"}
    any_db.write_now(lambda session: run_rows(session, HAND_OVER, [{**row, "holder": OTHER}]))
    assert row_of(any_db, id_).state is DeliveryState.SENDING
    any_db.write_now(lambda session: run_rows(session, HAND_OVER, [{**row, "holder": ME}]))
    assert row_of(any_db, id_).state is DeliveryState.HANDED_OVER


def test_an_answer_that_meets_a_take_over_is_counted_once(monkeypatch, any_db, other_db):
    id_ = any_db.write_now(lambda session: keep(session, handed_over=True))
    doubting = Meanwhile(other_db, lambda session: Recovery(session).recover([ME], SOON))
    after_reading(monkeypatch, doubting)
    any_db.write_now(lambda session: Outbox(session).settle([answer(id_)], SOON, ME))
    assert doubting.result().unconfirmed == 0
    assert row_of(any_db, id_).state is DeliveryState.SENT
    assert counters_are_right(any_db)


def test_a_late_giving_back_leaves_alone_what_another_has_claimed(monkeypatch, any_db, other_db):
    id_ = any_db.write_now(keep)
    taking = Meanwhile(other_db, take_over(id_))
    requeue = Recovery._requeue

    def slowly(self, *how):
        taking.begin()
        requeue(self, *how)

    monkeypatch.setattr(Recovery, "_requeue", slowly)
    any_db.write_now(lambda session: Recovery(session).take_back([id_], ME, SOON))
    assert taking.result() is True
    assert row_of(any_db, id_).claimed_by == OTHER
    assert row_of(any_db, id_).state is DeliveryState.HANDED_OVER
    assert counters_are_right(any_db)


def test_a_call_off_waits_for_who_holds_the_row(any_db, other_db):
    id_ = any_db.write_now(lambda session: keep(session, holder=""))
    stopping = Meanwhile(other_db, call_off(id_))

    def claim(session):
        assert Outbox(session).due(Channel.EMAIL, SOON, 10)
        Outbox(session).claim({id_: "x"}, ME)
        stopping.begin()

    any_db.write_now(claim)
    assert stopping.result() == 1
    assert any_db.write_now(lambda session: hand_over(session, id_)) is False
    assert counters_are_right(any_db)


def test_leaving_the_trial_leaves_nothing_out(any_db, other_db):
    ids = any_db.write_now(lambda session: [keep(session, holder="") for _ in range(3)])
    clearing = Meanwhile(other_db, lambda session: Cancelling(session).everything(SOON))

    def claim(session):
        Outbox(session).due(Channel.EMAIL, SOON, 10)
        Outbox(session).claim({ids[1]: "x"}, ME)
        clearing.begin()

    any_db.write_now(claim)
    assert clearing.result() == 3
    assert {row_of(any_db, id_).state for id_ in ids} == {DeliveryState.CANCELLED}


def test_a_call_off_finds_the_next_leg_that_opens_meanwhile(any_db, other_db):
    id_ = any_db.write_now(lambda session: keep(session, route=(EMAIL, SMS)))
    notification = row_of(any_db, id_).notification_id
    stopping = Meanwhile(other_db, call_off(id_))

    def go_on(session):
        ended = Verdict(delivery_id=id_, state=DeliveryState.UNDELIVERABLE, next_leg=True)
        Outbox(session).conclude([ended], SOON, ME)
        stopping.begin()

    any_db.write_now(go_on)
    stopped = stopping.result()
    states = any_db.read_now(
        lambda s: s.scalars(select(Delivery.state).where(Delivery.notification_id == notification)).all()
    )
    ended = any_db.read_now(lambda s: s.get(Notification, notification).state)
    assert (stopped, ended) == (1, NotificationState.CANCELLED)
    assert set(states) == {DeliveryState.UNDELIVERABLE, DeliveryState.CANCELLED}


def test_an_approval_meets_a_call_off(any_db, other_db):
    def ask(session):
        made = intention(subject(session), reason=Reason.AWAITING_APPROVAL)
        Outbox(session).add([made], NOON)
        return session.execute(select(Delivery.id)).scalar_one()

    id_ = any_db.write_now(ask)
    approving = Meanwhile(other_db, lambda session: Cancelling(session).approve([id_], "Camille", SOON))

    def stop(session):
        assert Cancelling(session).of_deliveries([id_], SOON) == 1
        approving.begin()

    any_db.write_now(stop)
    assert approving.result() == 0
    assert row_of(any_db, id_).state is DeliveryState.CANCELLED
    assert counters_are_right(any_db)


def test_proof_and_a_persons_word_settle_a_doubt_once(any_db, other_db):
    def doubt(session):
        id_ = keep(session, handed_over=True)
        Recovery(session).recover([ME], SOON)
        return id_

    id_ = any_db.write_now(doubt)
    word = Meanwhile(other_db, lambda session: Recovery(session).resolve(id_, arrived=False, now=SOON))

    def prove(session):
        assert Recovery(session).resolve(id_, arrived=True, now=SOON)
        word.begin()

    any_db.write_now(prove)
    assert word.result() is False
    assert row_of(any_db, id_).state is DeliveryState.SENT
    assert counters_are_right(any_db)
