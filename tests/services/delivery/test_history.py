# SPDX-License-Identifier: LicenseRef-Desk
from datetime import timedelta

import pytest
from sqlalchemy import update

from desk.errors import NotFound
from desk.models import Delivery
from desk.models.vocabulary import AttemptOutcome, DeliveryState, Outcome, Reason, Standing
from desk.services.delivery import History, Pressing, Resend
from tests.services.delivery.atelier import NOW, Atelier


def detail(db, delivery_id):
    return db.read_now(lambda session: History(session).detail(delivery_id))


def test_a_detail_holds_everything_that_led_to_a_send(any_db):
    atelier = Atelier(any_db)
    found = detail(any_db, atelier.sent())
    assert (found.row.customer_name, found.row.state) == ("Sophie Bernard", DeliveryState.SENT)
    assert (found.event_kind, found.outcome, found.decision_reason) == ("order.created", Outcome.SEND, None)
    assert [step[0] for step in found.trace][:2] == ["event", "rule"]
    assert [(one.number, one.outcome, one.code, one.reply) for one in found.attempts] == [
        (1, AttemptOutcome.ACCEPTED, "250", "2.0.0 Ok")
    ]
    assert found.content is not None
    assert (found.content.subject, found.content.text) == ("Order 1001", "Hello Sophie, it is in.")
    assert "<b>Sophie</b>" in found.content.html
    assert (found.template_id, found.template_name, found.template_version) == (atelier.template, "In", 1)
    assert (found.newest_version, found.resent_at, found.approved_by) == (1, None, "")


def test_a_detail_knows_of_a_newer_text_and_of_having_been_sent_again(any_db):
    atelier = Atelier(any_db)
    failed = atelier.failed()

    atelier.publish()
    later = NOW + timedelta(minutes=5)
    again = any_db.write_now(lambda session: Resend(session).again([failed], later)).made[0]
    found = detail(any_db, failed)
    assert (found.template_version, found.newest_version) == (1, 2)
    assert found.resent_at == later
    assert detail(any_db, again).row.resend_of == failed


def test_a_send_that_is_gone_is_not_found(db):
    with pytest.raises(NotFound):
        detail(db, "0" * 32)


def test_what_presses_is_what_waits_for_a_person(any_db):
    atelier = Atelier(any_db)
    atelier.failed(at=NOW - timedelta(days=1))
    atelier.failed()
    atelier.asked()
    atelier.send(state=DeliveryState.UNCONFIRMED)
    atelier.sent()

    def pressing(since):
        return any_db.read_now(lambda session: History(session).pressing(since))

    # Ids are made by the machine's clock, so that both failures are of today.
    assert pressing(NOW - timedelta(hours=1)) == Pressing(unhandled=2, awaiting=1, unconfirmed=1)
    assert pressing(NOW + timedelta(days=1)) == Pressing(unhandled=0, awaiting=1, unconfirmed=1)


def test_what_waits_is_counted_whatever_it_waits_for(any_db):
    atelier = Atelier(any_db)
    atelier.send()
    atelier.send(state=DeliveryState.QUEUED, reason=Reason.QUIET_HOURS)
    atelier.asked()
    held = atelier.send(state=DeliveryState.SENT)
    assert any_db.read_now(lambda session: History(session).waiting()) == 3
    any_db.write_now(
        lambda session: session.execute(
            update(Delivery).where(Delivery.id == held).values(standing=Standing.HELD)
        )
    )
    assert any_db.read_now(lambda session: History(session).waiting()) == 4


def test_what_is_still_to_come_for_a_customer_is_in_the_order_in_which_it_leaves(any_db):
    atelier = Atelier(any_db)
    later = atelier.send(atelier.sophie, at=NOW + timedelta(hours=2))
    held = atelier.send(atelier.sophie, state=DeliveryState.QUEUED, reason=Reason.QUIET_HOURS)
    atelier.sent(atelier.sophie)

    def upcoming(limit):
        rows = any_db.read_now(lambda session: History(session).upcoming(atelier.sophie, limit))
        return [row.id for row in rows]

    assert upcoming(10) == [held, later]
    assert upcoming(1) == [held]
