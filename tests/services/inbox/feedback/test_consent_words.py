# SPDX-License-Identifier: LicenseRef-Desk
"""What people ask for in so many words is kept in the ledger and on the list, once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert

from desk import clock
from desk.models import (
    ConsentEntry,
    Suppression,
    new_id,
)
from desk.models.vocabulary import (
    Channel,
    MessageKind,
)
from desk.services.inbox.feedback import (
    Applicable,
    Feedback,
    FeedbackDesk,
    StopKind,
)
from tests.services.delivery.rows import SMS
from tests.services.inbox.feedback.returns import (
    ADDRESS,
    LATER,
    NOON,
    all_of,
    person,
    sent,
)


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)


@pytest.fixture
def write(any_db):
    return any_db.write_now


def unsubscribing(row=None):
    feedback = Feedback(
        kind=MessageKind.UNSUBSCRIBE, original_message_id=row.message_id if row is not None else ""
    )
    return Applicable(feedback=feedback, sender=ADDRESS, text="Unsubscribe", at=LATER)


def test_an_unsubscription_is_from_the_topic_of_the_message(write):
    def work(session):
        row = sent(session, topic="quality")
        [line] = FeedbackDesk(session).apply([unsubscribing(row)], LATER)
        assert (line.code, line.params["topics"]) == ("unsubscribed", "quality")
        [listed] = all_of(session, Suppression)
        assert (listed.channel, listed.topic, listed.reason) == (Channel.EMAIL, "quality", "unsubscribed")
        [entry] = all_of(session, ConsentEntry)
        assert (entry.topic, entry.channel, entry.granted, entry.source) == (
            "quality",
            Channel.EMAIL,
            False,
            "reply",
        )
        assert entry.wording == "Unsubscribe"
        assert entry.customer_id == row.customer_id
        FeedbackDesk(session).apply([unsubscribing(row)], LATER)
        assert len(all_of(session, Suppression)) == len(all_of(session, ConsentEntry)) == 1

    write(work)


def test_one_from_nothing_in_particular_is_from_all_that_nobody_has_to_be_told(write):
    def work(session):
        person(session)
        FeedbackDesk(session).apply([unsubscribing()], LATER)
        assert {one.topic for one in all_of(session, Suppression)} == {"commercial", "quality"}

    write(work)


def texted(stop, words):
    return Applicable(
        feedback=Feedback(kind=MessageKind.STOP, stop=stop),
        channel=Channel.SMS,
        sender=SMS.address,
        text=words,
        at=LATER,
    )


def test_stop_by_sms_is_stop_of_everything_to_that_number_and_start_takes_it_back(write, monkeypatch):
    def work(session):
        about = person(session, SMS.address)
        yes = {
            "customer_id": about.customer_id,
            "channel": Channel.SMS,
            "granted": True,
            "source": "counter",
            "at": NOON,
        }
        session.execute(
            insert(ConsentEntry).values(id=new_id(), topic="commercial", wording="", operator="", **yes)
        )
        [line] = FeedbackDesk(session).apply([texted(StopKind.STOP, "STOP")], LATER)
        assert line.code == "stopped"
        [listed] = all_of(session, Suppression)
        assert (listed.channel, listed.topic, listed.address) == (Channel.SMS, "", SMS.address)
        said = all_of(session, ConsentEntry)[1:]
        assert {(one.topic, one.granted) for one in said} == {
            ("operational", False),
            ("commercial", False),
            ("quality", False),
        }
        FeedbackDesk(session).apply([texted(StopKind.STOP, "Stop")], LATER)
        assert len(all_of(session, ConsentEntry)) == 4
        monkeypatch.setattr(clock, "now", lambda: LATER + timedelta(hours=1))
        [line] = FeedbackDesk(session).apply([texted(StopKind.START, "START")], LATER + timedelta(hours=1))
        assert (line.code, line.params["topics"]) == ("started", "commercial")
        assert [one.released_at is not None for one in all_of(session, Suppression)] == [True]
        assert (all_of(session, ConsentEntry)[-1].topic, all_of(session, ConsentEntry)[-1].granted) == (
            "commercial",
            True,
        )

    write(work)


def test_what_is_played_in_the_trial_is_obeyed_there_and_is_no_proof_of_anything(write):
    def work(session):
        person(session, SMS.address)
        played = replace(texted(StopKind.STOP, "STOP"), is_trial=True)
        for _ in range(2):
            [line] = FeedbackDesk(session).apply([played], LATER)
            assert line.code == "stopped"
        [listed] = all_of(session, Suppression)
        assert (listed.is_trial, listed.reason) == (True, "unsubscribed")
        assert all_of(session, ConsentEntry) == []
        FeedbackDesk(session).apply([texted(StopKind.STOP, "STOP")], LATER)
        assert [one.is_trial for one in all_of(session, Suppression)] == [True, False]
        assert {one.granted for one in all_of(session, ConsentEntry)} == {False}

    write(work)


def test_who_is_played_takes_back_only_what_was_played(write):
    def work(session):
        person(session, SMS.address)
        stop, start = texted(StopKind.STOP, "STOP"), texted(StopKind.START, "START")
        FeedbackDesk(session).apply([stop], LATER)
        said = len(all_of(session, ConsentEntry))
        FeedbackDesk(session).apply([replace(start, is_trial=True)], LATER)
        [real] = all_of(session, Suppression)
        assert real.released_at is None
        FeedbackDesk(session).apply([start], LATER)
        FeedbackDesk(session).apply([replace(stop, is_trial=True), replace(start, is_trial=True)], LATER)
        assert [one.released_at is None for one in all_of(session, Suppression)] == [False, False]
        assert len(all_of(session, ConsentEntry)) == said

    write(work)


def test_start_alone_gives_no_consent(write):
    def work(session):
        person(session, SMS.address)
        FeedbackDesk(session).apply([texted(StopKind.START, "START")], LATER)
        assert all_of(session, ConsentEntry) == []

    write(work)


def test_a_sentence_with_the_word_in_it_is_for_a_person(write):
    def work(session):
        person(session, SMS.address)
        unclear = Applicable(
            feedback=Feedback(kind=MessageKind.MESSAGE, stop=StopKind.UNCLEAR),
            channel=Channel.SMS,
            sender=SMS.address,
        )
        [line] = FeedbackDesk(session).apply([unclear], LATER)
        assert line.code == "stop_unclear"
        assert all_of(session, Suppression) == all_of(session, ConsentEntry) == []

    write(work)


def test_what_was_said_before_a_later_yes_stops_nothing(write):
    """An old mail that is only fetched now."""

    def work(session):
        about = person(session, SMS.address)
        yes = {
            "customer_id": about.customer_id,
            "granted": True,
            "source": "counter",
            "at": LATER + timedelta(hours=1),
        }
        for channel in (Channel.SMS, Channel.EMAIL):
            entry = {
                "id": new_id(),
                "topic": "commercial",
                "wording": "",
                "operator": "",
                "channel": channel,
                **yes,
            }
            session.execute(insert(ConsentEntry).values(**entry))
        FeedbackDesk(session).apply([texted(StopKind.STOP, "STOP")], LATER)
        assert all_of(session, Suppression) == []
        assert len(all_of(session, ConsentEntry)) == 2

    write(work)
