# SPDX-License-Identifier: LicenseRef-Desk
"""What was decided a moment ago is not decided again, unless anything it was decided from has changed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from desk import clock
from desk.models import ContactPoint, Delivery, Event, Location, Provider, Record, Rule
from desk.models.vocabulary import Channel, DeliveryState, Reason
from desk.services.delivery import claiming, just_decided
from desk.services.delivery.claiming import Foreknowledge, claim
from desk.services.delivery.just_decided import JustDecided
from desk.services.delivery.planner import plan_batch
from desk.services.events import Entry, Journal, RecordBook, Subject
from desk.services.preferences import ConsentDraft, Consents, SuppressionDraft, Suppressions
from desk.services.rules import Rulebook
from desk.services.shop import RecordDraft, Settings
from desk.services.store import Change
from desk.services.templates import Library, Text, Wording
from tests.services.delivery.floor import Floor
from tests.services.delivery.rows import NOON

SOON = NOON + timedelta(seconds=30)


class Memory:
    """A shop whose planner and claimer are of one process; `asked` counts what was decided in a claim."""

    def __init__(self, floor, monkeypatch):
        self.floor, self.decided, self.asked = floor, JustDecided(), 0
        decide = claiming.decide

        def counted(*arguments):
            self.asked += 1
            return decide(*arguments)

        monkeypatch.setattr(claiming, "decide", counted)

    def plan(self, count, at=NOON):
        with clock.fixed(at):
            self.floor.people(count)
            kept = self.floor.customers
            entries = [
                Entry(kind="order.ready", key=id_, snapshot=SNAPSHOT, subject=Subject(customer_id=id_), at=at)
                for id_ in kept
            ]
            self.record(entries)
        return self.floor.ids()

    def record(self, entries):
        self.floor.db.write_now(lambda s: Journal(s).record_many(entries), Change.EVENTS)
        self.floor.db.write_now(lambda s: plan_batch(s, self.decided), Change.DELIVERIES)

    def claim(self, at=SOON, decided=None):
        known = Foreknowledge(grounds=7, decided=decided or self.decided)
        with clock.fixed(at):
            return self.floor.db.write_now(
                lambda s: claim(s, Channel.EMAIL, "me:1", 100, known), Change.DELIVERIES
            ).claimed


SNAPSHOT = {"order.number": "7", "customer.first_name": "Zoë", "order.status": "ready"}


@pytest.fixture
def memory(tmp_path, any_url, monkeypatch):
    floor = Floor(tmp_path / "home", any_url)
    floor.set_up().account(25)
    yield Memory(floor, monkeypatch)
    floor.close()


def test_what_has_not_changed_is_claimed_as_if_it_were_decided_again(memory):
    ids = memory.plan(3)
    claimed = memory.claim()
    assert memory.asked == 0
    assert [one.due.id for one in claimed] == ids
    put_back = {"state": DeliveryState.QUEUED, "claimed_by": None, "message_id": None}
    memory.floor.db.write_now(lambda s: s.execute(update(Delivery).values(**put_back)))
    assert memory.claim(decided=JustDecided()) == claimed
    assert memory.asked == 3


def opt_out(session, floor):
    no = ConsentDraft(
        customer_id=floor.customers[0],
        topic="operational",
        channel=Channel.EMAIL,
        granted=False,
        source="counter",
    )
    Consents(session).record(no)


def bar(session, _floor):
    Suppressions(session).add(
        SuppressionDraft(channel=Channel.EMAIL, address="kunde0@kunde.example", reason="unsubscribed")
    )


@pytest.mark.parametrize(("act", "reason"), [(opt_out, Reason.NO_CONSENT), (bar, Reason.SUPPRESSED)])
def test_who_said_no_since_is_heard_even_if_nobody_announced_it(memory, act, reason):
    first, second = memory.plan(2)
    memory.floor.db.write_now(lambda s: act(s, memory.floor))
    assert [one.due.id for one in memory.claim()] == [second]
    row = memory.floor.row(first)
    assert (row.state, row.reason) == (DeliveryState.UNDELIVERABLE, reason)
    assert memory.asked == 1


def test_a_new_address_is_where_it_goes(memory):
    memory.plan(1)
    memory.floor.db.write_now(lambda s: s.execute(update(ContactPoint).values(address="new@kunde.example")))
    assert [one.address for one in memory.claim()] == ["new@kunde.example"]


def pause(session, floor):
    Rulebook(session).pause(floor.rule)


def back_to_trial(session, _floor):
    Settings(session).change(trial_mode=True)


def switch_off(session, _floor):
    session.execute(update(Provider).values(is_active=False))


def undo(session, _floor):
    session.execute(update(Event).values(undone_at=NOON))


def wait_for_opening(session, floor):
    """The rule keeps to opening hours now, and the place never opens."""
    session.execute(update(Location).values(opening={}))
    spec = session.get(Rule, floor.rule).spec
    timing = {**spec["timing"], "hours": "opening_hours"}
    session.execute(update(Rule).values(spec={**spec, "timing": timing}, version=Rule.version + 1))


@pytest.mark.parametrize(
    ("act", "state", "reason"),
    [
        (pause, DeliveryState.CANCELLED, Reason.RULE_PAUSED),
        (back_to_trial, DeliveryState.QUEUED, Reason.NO_SENDER),
        (switch_off, DeliveryState.QUEUED, Reason.NO_SENDER),
        (undo, DeliveryState.CANCELLED, Reason.SUBJECT_CHANGED),
        (wait_for_opening, DeliveryState.QUEUED, Reason.OUTSIDE_HOURS),
    ],
)
def test_whatever_else_has_changed_is_obeyed_even_if_nobody_announced_it(memory, act, state, reason):
    [id_] = memory.plan(1)
    memory.floor.db.write_now(lambda s: act(s, memory.floor))
    assert memory.claim() == ()
    row = memory.floor.row(id_)
    assert (row.state, row.reason) == (state, reason)


def test_a_place_that_changes_its_hours_is_decided_on_again(memory):
    memory.plan(1)
    memory.floor.db.write_now(
        lambda s: s.execute(update(Location).values(opening={"0": [["08:00", "09:00"]]}))
    )
    assert len(memory.claim()) == 1
    assert memory.asked == 1


def test_a_text_that_was_published_meanwhile_is_decided_on_again(memory):
    """What is planned keeps its version; whether that has a text for the channel is asked anew."""
    memory.plan(1)
    planned = memory.decided._kept[memory.floor.ids()[0]].due.template_version_id

    def publish(session):
        template = session.get(Rule, memory.floor.rule).template_id
        library = Library(session)
        only_sms = Wording(texts={"sms": {"fr": Text(body="Prêt.")}})
        library.save_draft(library.draft(template).id, only_sms)
        library.publish(template)

    memory.floor.db.write_now(publish)
    [one] = memory.claim()
    assert (one.version.id, memory.asked) == (planned, 1)


def test_another_program_that_changes_the_shop_is_obeyed_before_anybody_hears_of_it(memory, tmp_path):
    [id_] = memory.plan(1)
    other = Floor(tmp_path / "home", memory.floor.place.database)
    other.db.write_now(lambda s: pause(s, memory.floor), Change.RULES)
    other.close()
    assert memory.claim() == ()
    assert memory.floor.row(id_).reason is Reason.RULE_PAUSED


def test_the_next_minute_is_decided_on_again(memory):
    memory.plan(1)
    assert len(memory.claim(at=NOON + timedelta(minutes=1))) == 1
    assert memory.asked == 1


def test_what_is_worth_nothing_any_more_is_decided_on_again(memory):
    [id_] = memory.plan(1)
    fresh = memory.decided._kept[id_]
    late = replace(fresh.decision, expires_at=SOON)
    memory.decided._kept[id_] = replace(fresh, decision=late)
    memory.claim()
    assert memory.asked == 1


def test_what_was_put_off_meanwhile_is_read_anew(memory):
    [id_] = memory.plan(1)
    moved = NOON + timedelta(seconds=10)
    memory.floor.db.write_now(lambda s: s.execute(update(Delivery).values(due_at=moved, attempts=2)))
    assert [(one.due.due_at, one.due.attempts) for one in memory.claim()] == [(moved, 2)]
    assert memory.floor.row(id_).state is DeliveryState.SENDING


@pytest.mark.parametrize("trace", [{"attempts": 1}, {"message_id": "first@shop.example"}])
def test_what_another_has_claimed_and_put_back_for_the_same_time_is_read_anew(memory, trace):
    memory.plan(1)
    memory.floor.db.write_now(lambda s: s.execute(update(Delivery).values(**trace)))
    [one] = memory.claim()
    assert {name: getattr(one.due, name) for name in trace} == trace
    assert one.reference == trace.get("message_id", one.reference)


@pytest.mark.parametrize("status", ["ready", "cancelled"])
def test_what_it_is_about_is_looked_at_again(memory, status):
    memory.floor.people(1)
    customer = memory.floor.customers[0]
    with clock.fixed(NOON):
        draft = RecordDraft(kind="order", customer_id=customer, title="Bike", status="ready")
        memory.floor.db.write_now(lambda s: RecordBook(s).create(draft), Change.RECORDS)
        memory.record([])
    memory.floor.db.write_now(lambda s: s.execute(update(Record).values(status=status)))
    claimed = memory.claim()
    assert (len(claimed), memory.asked) == ((1, 0) if status == "ready" else (0, 1))


def test_it_remembers_only_so_many_and_forgets_what_was_claimed(memory, monkeypatch):
    monkeypatch.setattr(just_decided, "MOST", 2)
    memory.plan(3)
    assert len(memory.decided._kept) == 2
    assert len(memory.claim()) == 3
    assert memory.asked == 1
    assert memory.decided._kept == {}
