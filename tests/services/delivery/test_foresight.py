# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from sqlalchemy import update

from desk import clock
from desk.models import Delivery
from desk.models.vocabulary import Channel, DeliveryState, Reason
from desk.services.delivery import History, Outlook, Resend, foresee, preview_of
from desk.services.preferences import ConsentDraft, Consents
from desk.services.providers import Roster
from desk.services.rules import FlipKind, Rulebook
from tests.services.delivery.atelier import NOW, Atelier


@pytest.fixture
def atelier(any_db):
    with clock.fixed(NOW):
        yield Atelier(any_db)


def outlook(atelier, delivery_id):
    return atelier.db.read_now(lambda session: foresee(session, [delivery_id], NOW))[delivery_id]


def withdraw(atelier):
    no = ConsentDraft(
        customer_id=atelier.sophie,
        topic="operational",
        channel=Channel.EMAIL,
        granted=False,
        source="counter",
        wording="STOP",
    )
    atelier.db.write_now(lambda session: Consents(session).record(no))


def test_what_failed_would_leave_now(atelier):
    assert outlook(atelier, atelier.failed()) == Outlook()
    assert outlook(atelier, atelier.sent()).would_leave


def test_what_waits_or_is_in_doubt_cannot_be_sent_again(atelier):
    assert outlook(atelier, atelier.send()).is_open
    assert outlook(atelier, atelier.send(state=DeliveryState.UNCONFIRMED)).is_open
    assert not outlook(atelier, atelier.asked()).would_leave


def test_a_consent_that_was_withdrawn_meanwhile_stops_it(atelier):
    failed = atelier.failed()
    withdraw(atelier)
    found = outlook(atelier, failed)
    assert (found.reason, found.would_leave) == (Reason.NO_CONSENT, False)
    assert found.change is not None
    assert found.change.kind is FlipKind.GRANT_CONSENT


def test_a_paused_rule_sends_nothing_again(atelier):
    failed = atelier.failed()
    atelier.db.write_now(lambda session: Rulebook(session).pause(atelier.rule))
    assert outlook(atelier, failed).reason is Reason.RULE_PAUSED


def test_without_an_account_nothing_leaves(atelier):
    failed = atelier.failed()

    def switch_off(session):
        roster = Roster(session)
        for account in roster.page():
            roster.activate(account.id, is_active=False, at=NOW)

    atelier.db.write_now(switch_off)
    assert outlook(atelier, failed).reason is Reason.NO_SENDER


def test_many_are_looked_at_together(atelier):
    ids = [atelier.failed(), atelier.send(atelier.nadia), atelier.send()]
    found = atelier.db.read_now(lambda session: foresee(session, [*ids, "0" * 32], NOW))
    assert set(found) == set(ids)
    assert [found[id_].would_leave for id_ in ids] == [True, False, False]


def test_a_preview_says_what_would_be_said(atelier):
    asked = atelier.asked()

    def work(session):
        return preview_of(session, History(session).detail(asked), NOW)

    preview = atelier.db.read_now(work)
    assert (preview.channel, preview.language) == (Channel.EMAIL, "en")
    assert preview.texts["email"]["en"]["subject"] == "Order {{ order.number }}"
    assert preview.fields["customer.first_name"] == "Sophie"
    assert preview.fields["order.number"] == "1001"


def test_what_is_on_its_way_again_or_has_arrived_says_so(atelier):
    failed = atelier.failed()
    (again,) = atelier.db.write_now(lambda session: Resend(session).again([failed], NOW)).made
    assert outlook(atelier, failed).is_open
    sent = update(Delivery).where(Delivery.id == again).values(state=DeliveryState.SENT)
    atelier.db.write_now(lambda session: session.execute(sent))
    found = outlook(atelier, failed)
    assert (found.is_open, found.has_arrived_again) == (False, True)
