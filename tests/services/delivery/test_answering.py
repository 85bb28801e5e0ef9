# SPDX-License-Identifier: LicenseRef-Desk

from datetime import timedelta

import pytest
from sqlalchemy import update

from desk.models.vocabulary import DeliveryState, PointKind, PointState, Reason
from desk.services.delivery import (
    go_back,
    go_live,
)
from desk.services.delivery.making import load_of
from desk.services.providers import Roster
from desk.services.shop import Customers, Settings
from desk.services.templates import Made
from tests.services.delivery.letters import LATER, NOW, ZOE, Desk, suppress


@pytest.fixture
def desk(any_db):
    return Desk(any_db)


def test_it_is_claimed_when_it_is_due_and_not_before(desk):
    desk.write(due_at=NOW + timedelta(seconds=10))
    assert desk.claim() == ()
    (one,) = desk.claim(at=NOW + timedelta(seconds=10))
    assert (one.content.text, one.address, one.account.id) == ("Bonjour", ZOE, desk.account)


@pytest.mark.parametrize(
    ("reason", "leaves"),
    [("complaint", False), ("hard_bounce", False), ("manual", False), ("unsubscribed", True)],
)
def test_who_is_on_the_list(desk, reason, leaves):
    queued = desk.write()
    suppress(desk, reason)
    assert bool(desk.claim()) is leaves
    if not leaves:
        row = desk.row(queued)
        assert (row.state, row.reason) == (DeliveryState.UNDELIVERABLE, Reason.SUPPRESSED)


def test_who_unsubscribed_is_left_alone_by_machines(desk):
    queued = desk.write(automatic="auto-replied")
    suppress(desk, "unsubscribed")
    assert desk.claim() == ()
    assert desk.row(queued).reason is Reason.SUPPRESSED


def test_who_wants_no_news_gets_an_answer(desk):
    suppress(desk, "unsubscribed", topic="commercial")
    desk.write()
    assert len(desk.claim()) == 1


def test_a_dead_address(desk):
    queued = desk.write()
    desk.db.write_now(lambda s: Customers(s).mark_address(PointKind.EMAIL, ZOE, PointState.DEAD))
    assert desk.claim() == ()
    assert (desk.row(queued).state, desk.row(queued).reason) == (
        DeliveryState.UNDELIVERABLE, Reason.NO_ADDRESS,
    )  # fmt: skip


def test_a_copy_to_who_must_not_be_written_to_is_left_out(desk):
    suppress(desk, "complaint", "a@x.example")
    desk.write(cc=(("", "a@x.example"), ("", "b@x.example")))
    (one,) = desk.claim()
    assert one.cc == (("", "b@x.example"),)


@pytest.mark.parametrize(
    ("automatic", "is_reply"), [("", False), ("auto-generated", False), ("auto-replied", True)]
)
def test_only_what_a_machine_answers_leaves_without_a_return_path(desk, automatic, is_reply):
    """What rules and notices send needs its bounces."""
    desk.write(automatic=automatic)
    (one,) = desk.claim()
    parcel = load_of(one, Made(subject="", body=b"", content=b"")).parcel
    assert (parcel.is_reply_of_machine, parcel.sender_address) == (is_reply, one.account.sender_address)


def test_it_waits_for_a_way_out(desk):
    queued = desk.write()
    desk.db.write_now(lambda s: Roster(s).activate(desk.account, is_active=False, at=NOW))
    assert desk.claim() == ()
    assert (desk.row(queued).state, desk.row(queued).reason) == (DeliveryState.QUEUED, Reason.NO_SENDER)


def test_the_account_of_its_mailbox_is_used_or_the_usual_one(desk):
    other = desk.db.write_now(lambda s: desk.account_in(s, "marc@atelier.example"))
    desk.write(provider_id=other)
    desk.write(provider_id="f" * 32)
    assert [one.account.id for one in desk.claim()] == [other, desk.account]


def test_in_trial_mode_only_the_sandbox_takes_it(any_db):
    desk = Desk(any_db, live=False)
    desk.write(provider_id=desk.account)
    (one,) = desk.claim()
    assert one.account.is_sandbox


def test_what_was_written_in_trial_mode_never_reaches_anybody(any_db):
    desk = Desk(any_db, live=False)
    queued = desk.write(due_at=LATER)
    desk.db.write_now(lambda s: go_live(s, NOW))
    assert desk.row(queued).state is DeliveryState.CANCELLED
    desk.db.write_now(go_back)
    again = desk.write()
    desk.db.write_now(lambda s: Settings(s).change(trial_mode=False))
    assert desk.claim() == ()
    assert desk.row(again).state is DeliveryState.CANCELLED


def test_one_that_cannot_be_judged_stops_no_other(desk):
    from desk.models import Written

    bad = desk.write()
    desk.db.write_now(
        lambda s: s.execute(
            update(Written)
            .where(Written.notification_id == bad.notification_id)
            .values(content={"channel": 1})
        )
    )
    good = desk.write()
    assert [one.due.id for one in desk.claim()] == [good.delivery_id]
    assert desk.row(bad).state is DeliveryState.CANCELLED
