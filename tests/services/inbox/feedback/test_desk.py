# SPDX-License-Identifier: LicenseRef-Desk
"""Feedback settles the delivery it is about, teaches the address, and does both once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from desk import clock
from desk.models import (
    ContactPoint,
    Conversation,
    Delivery,
    Message,
    Notification,
    Suppression,
    Written,
    new_id,
)
from desk.models.vocabulary import (
    Author,
    Channel,
    DeliveryState,
    Direction,
    MessageKind,
    NotificationState,
    PointState,
    Standing,
)
from desk.services.delivery.totals import Totals
from desk.services.inbox.feedback import (
    Applicable,
    FailureClass,
    Feedback,
    FeedbackDesk,
)
from tests.services.delivery.rows import EMAIL, SMS, counters
from tests.services.inbox.feedback.returns import (
    ADDRESS,
    LATER,
    NOON,
    all_of,
    bounce,
    fresh,
    person,
    point,
    sent,
)


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)


@pytest.fixture
def write(any_db):
    return any_db.write_now


@pytest.fixture
def write_here(db):
    return db.write_now


def test_a_hard_bounce_settles_the_delivery_and_buries_the_address(write):
    def work(session):
        row = sent(session)
        [line] = FeedbackDesk(session).apply([bounce(row)], LATER)
        assert (line.code, line.params["delivery_id"], line.params["address"]) == (
            "bounced_hard",
            row.id,
            ADDRESS,
        )
        row = fresh(session, row)
        assert (row.state, row.standing, row.error) == (
            DeliveryState.BOUNCED,
            Standing.FAILED,
            "5.1.1 550 no such user",
        )
        assert row.settled_at == LATER
        assert counters(session, row.rule_id) == {Standing.FAILED: 1}
        assert Totals(session).wrong() == 0
        assert session.get(Notification, row.notification_id).state is NotificationState.DONE
        assert point(session).state is PointState.DEAD
        [listed] = all_of(session, Suppression)
        assert (listed.reason, listed.expires_at) == (
            "hard_bounce",
            LATER,
        )  # a line that is over: the state counts

    write(work)


def test_the_same_report_twice_changes_nothing_more(write):
    def work(session):
        row = sent(session, route=(EMAIL, SMS))
        for _ in range(3):
            FeedbackDesk(session).apply([bounce(row, FailureClass.SOFT)], LATER)
        assert point(session).soft_bounces == 1
        assert len(all_of(session, Delivery)) == 2
        assert Totals(session).wrong() == 0

    write(work)


@pytest.mark.parametrize(
    "failure", [FailureClass.HARD, FailureClass.SOFT, FailureClass.POLICY, FailureClass.CONTENT]
)
def test_the_next_leg_opens(write_here, failure):
    def work(session):
        row = sent(session, person(session, ADDRESS, SMS.address), route=(EMAIL, SMS))
        FeedbackDesk(session).apply([bounce(row, failure)], LATER)
        first, second = all_of(session, Delivery)
        assert (first.state, second.state) == (DeliveryState.BOUNCED, DeliveryState.QUEUED)
        assert (second.channel, second.address, second.leg) == (Channel.SMS, SMS.address, 1)
        assert session.get(Notification, row.notification_id).state is NotificationState.PLANNED
        assert counters(session, row.rule_id) == {Standing.FAILED: 1, Standing.PLANNED: 1}

    write_here(work)


@pytest.mark.parametrize("failure", [FailureClass.POLICY, FailureClass.CONTENT])
def test_who_refuses_the_sender_or_the_message_says_nothing_about_the_person(write_here, failure):
    def work(session):
        row = sent(session)
        FeedbackDesk(session).apply([bounce(row, failure)], LATER)
        assert fresh(session, row).state is DeliveryState.BOUNCED
        assert (point(session).state, point(session).soft_bounces) == (PointState.UNKNOWN, 0)
        assert all_of(session, Suppression) == []

    write_here(work)


def test_a_warning_settles_nothing(write_here):
    def work(session):
        row = sent(session, route=(EMAIL, SMS))
        [line] = FeedbackDesk(session).apply([bounce(row, FailureClass.DELAY)], LATER)
        assert line.code == "delivery_delayed"
        assert fresh(session, row).state is DeliveryState.SENT
        assert len(all_of(session, Delivery)) == 1
        assert point(session).soft_bounces == 0

    write_here(work)


@pytest.mark.parametrize(
    "failure", [FailureClass.HARD, FailureClass.SOFT, FailureClass.POLICY, FailureClass.CONTENT]
)
def test_a_report_that_names_nothing_of_ours_is_only_shown(write_here, failure):
    """Anybody can write one about any address."""

    def work(session):
        row = sent(session, person(session, ADDRESS, SMS.address), route=(EMAIL, SMS))
        forged = bounce(row, failure, named=False, about=("nobody@else.example",))
        [line] = FeedbackDesk(session).apply([forged], LATER)
        assert line.code == "bounced_unknown"
        assert line.params["address"] == ADDRESS
        assert "delivery_id" not in line.params
        assert fresh(session, row).state is DeliveryState.SENT
        assert len(all_of(session, Delivery)) == 1
        assert (point(session).state, point(session).soft_bounces) == (PointState.UNKNOWN, 0)
        assert all_of(session, Suppression) == []

    write_here(work)


def test_a_report_that_only_has_our_token_is_about_that_mail(write):
    def work(session):
        row = sent(session)
        report = bounce(row, named=False)
        report = replace(report, feedback=replace(report.feedback, tokens=(f"d.{row.id}",)))
        FeedbackDesk(session).apply([report], LATER)
        assert fresh(session, row).state is DeliveryState.BOUNCED
        assert point(session).state is PointState.DEAD

    write(work)


@pytest.mark.parametrize("original", ["", "made-up@else.example"])
def test_a_complaint_that_names_nothing_of_ours_is_only_shown(write, original):
    def work(session):
        row = sent(session)
        feedback = Feedback(kind=MessageKind.COMPLAINT, original_message_id=original, complainant=ADDRESS)
        [line] = FeedbackDesk(session).apply([Applicable(feedback=feedback, text="abuse")], LATER)
        assert (line.code, line.params) == ("complained", {"address": ADDRESS})
        assert fresh(session, row).error == ""
        assert all_of(session, Suppression) == []

    write(work)


def test_who_got_a_mail_cannot_complain_in_the_name_of_somebody_else(write):
    def work(session):
        row = sent(session)
        feedback = Feedback(
            kind=MessageKind.COMPLAINT, original_message_id=row.message_id, complainant="other@example.org"
        )
        FeedbackDesk(session).apply([Applicable(feedback=feedback)], LATER)
        assert {one.address for one in all_of(session, Suppression)} == {ADDRESS}

    write(work)


def test_what_came_back_from_the_sandbox_teaches_nothing(write_here):
    def work(session):
        row = sent(session)
        session.execute(update(Notification).values(is_trial=True))
        FeedbackDesk(session).apply([bounce(row)], LATER)
        assert fresh(session, row).state is DeliveryState.BOUNCED
        assert point(session).state is PointState.UNKNOWN

    write_here(work)


def test_a_customer_who_is_played_revives_no_address(write_here):
    def work(session):
        row = sent(session, person(session, SMS.address))
        session.execute(update(ContactPoint).values(soft_bounces=2))
        words = Applicable(feedback=Feedback(), sender=SMS.address, channel=Channel.SMS, is_trial=True)
        FeedbackDesk(session).apply([words], LATER)
        assert point(session, SMS.address).soft_bounces == 2
        FeedbackDesk(session).apply([replace(words, is_trial=False)], LATER)
        assert point(session, SMS.address).soft_bounces == 0
        assert row.id

    write_here(work)


def test_a_further_recipient_that_fails_settles_nothing(write_here):
    def work(session):
        row = sent(session)
        content = {"channel": "email", "cc": [["Chef", "chef@example.org"]]}
        session.execute(insert(Written).values(notification_id=row.notification_id, content=content))
        FeedbackDesk(session).apply([bounce(row, address="chef@example.org")], LATER)
        assert fresh(session, row).state is DeliveryState.SENT
        FeedbackDesk(session).apply([bounce(row, address="passed.on@example.org")], LATER)
        assert fresh(session, row).state is DeliveryState.BOUNCED

    write_here(work)


def test_a_complaint_is_noted_and_stops_what_nobody_asked_for(write):
    def work(session):
        row = sent(session)
        feedback = Feedback(
            kind=MessageKind.COMPLAINT, original_message_id=row.message_id, complainant=ADDRESS
        )
        for _ in range(2):
            [line] = FeedbackDesk(session).apply([Applicable(feedback=feedback, text="abuse")], LATER)
        assert (line.code, line.params["address"]) == ("complained", ADDRESS)
        row = fresh(session, row)
        assert (row.state, row.error) == (DeliveryState.SENT, "complained abuse")
        listed = all_of(session, Suppression)
        assert {(one.topic, one.reason, one.expires_at) for one in listed} == {
            ("commercial", "complaint", None),
            ("quality", "complaint", None),
        }
        assert {one.note for one in listed} == {"commercial"}

    write(work)


def test_a_complaint_without_an_address_is_about_who_got_it(write_here):
    def work(session):
        row = sent(session)
        feedback = Feedback(kind=MessageKind.COMPLAINT, original_message_id=row.message_id)
        FeedbackDesk(session).apply([Applicable(feedback=feedback)], LATER)
        assert {one.address for one in all_of(session, Suppression)} == {ADDRESS}

    write_here(work)


def test_the_line_is_kept_with_its_message(write):
    def work(session):
        row = sent(session)
        conversation_id, message_id = new_id(), new_id()
        session.execute(
            insert(Conversation).values(
                id=conversation_id,
                created_at=NOON,
                updated_at=NOON,
                channel=Channel.EMAIL,
                last_at=NOON,
                last_author=Author.SYSTEM,
            )
        )
        session.execute(
            insert(Message).values(
                id=message_id, conversation_id=conversation_id, search_key=1, direction=Direction.SYSTEM, kind=MessageKind.BOUNCE,
                author=Author.SYSTEM, at=NOON, received_at=NOON, detail={"warnings": []},
            )
        )  # fmt: skip
        FeedbackDesk(session).apply(
            [bounce(row, message_id=message_id, conversation_id=conversation_id)], LATER
        )
        detail = session.scalar(select(Message.detail).where(Message.id == message_id))
        assert detail["code"] == "bounced_hard"
        assert detail["address"] == ADDRESS
        assert detail["warnings"] == []

    write(work)


@pytest.mark.parametrize(("minutes", "is_believed"), [(-5, True), (5, False)])
def test_an_address_that_has_answered_since_is_not_buried(write, minutes, is_believed):
    """Whoever has seen the conversation knows its mark, and could report a failure that was none."""

    def work(session):
        row = sent(session)
        conversation_id = new_id()
        written_at = row.handed_over_at + timedelta(minutes=minutes)
        session.execute(
            insert(Conversation).values(
                id=conversation_id, created_at=NOON, updated_at=NOON, channel=Channel.EMAIL, correspondent=ADDRESS,
                last_at=NOON, last_author=Author.CUSTOMER,
            )
        )  # fmt: skip
        session.execute(
            insert(Message).values(
                id=new_id(), conversation_id=conversation_id, search_key=1, direction=Direction.INCOMING,
                kind=MessageKind.MESSAGE, author=Author.CUSTOMER, at=written_at, received_at=written_at,
            )
        )  # fmt: skip
        FeedbackDesk(session).apply([bounce(row)], LATER)
        assert (point(session).state is PointState.DEAD) is is_believed
        assert (fresh(session, row).state is DeliveryState.BOUNCED) is is_believed

    write(work)
