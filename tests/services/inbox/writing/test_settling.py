# SPDX-License-Identifier: LicenseRef-Desk
import asyncio

import pytest
from sqlalchemy import insert, update

from desk import clock
from desk.models import Blob, Delivery, Mailbox, Notice, Operator, Placement, Written
from desk.models.mailbox import ANSWERED, SEEN
from desk.models.vocabulary import Channel, DeliveryState, DraftKind, Reason
from desk.services.delivery import Blobs, Cancelling, Recipient, Replies, WrittenContent
from desk.services.inbox import Afterwards, Drafts, Notices, Settling
from desk.services.store import Change
from tests.services.inbox.office import NOW, Office


@pytest.fixture
def office(any_db):
    return Office(any_db)


def settle(office):
    return office.db.write_now(lambda s: Settling(s).settle(NOW), *Change)


def made(office, sent, raw=b"From: x\r\n\r\nhello"):
    """Keep the bytes that a message was made into."""

    def work(session):
        sha256 = Blobs(session).put(raw)
        notification = session.get(Delivery, sent.delivery_id).notification_id
        Replies(session).note_made(notification, sha256)
        return sha256

    return office.db.write_now(work)


def left(office, **more):
    sent = office.send(**more)
    sha256 = made(office, sent)
    office.end(sent.delivery_id, DeliveryState.SENT)
    return sent, sha256


def test_what_was_sent_is_put_into_the_sent_folder_once(office):
    sent, sha256 = left(office)
    assert office.db.read_now(lambda s: Settling(s).has_work())
    assert settle(office).copied == 1
    assert office.jobs() == [("append", sent.message_id, {"sha256": sha256, "flags": SEEN})]
    message = office.message(sent.message_id)
    assert (message.raw_sha256, message.size) == (sha256, 16)
    assert not office.db.read_now(lambda s: Settling(s).has_work())
    assert settle(office).looked_at == 0


def test_the_servers_own_copy_is_enough(office):
    sent, _ = left(office)
    office.db.write_now(
        lambda s: s.execute(
            insert(Placement).values(
                folder_id=office.sent_folder, uid=9, message_id=sent.message_id, flags=SEEN
            )
        )
    )
    settle(office)
    assert office.jobs() == []


def test_nothing_of_the_trial_gets_into_a_real_mailbox(any_db):
    office = Office(any_db, live=False)
    left(office)
    settle(office)
    assert office.jobs() == []
    office.set(Mailbox, office.box, is_sandbox=True)
    left(office)
    settle(office)
    assert len(office.jobs()) == 1


def test_what_could_not_leave_is_a_draft_again_and_its_writer_is_told(office):
    sent = office.send("Beaucoup de mots", cc=("b@x.example",))
    office.end(sent.delivery_id, DeliveryState.UNDELIVERABLE, Reason.SUPPRESSED)
    assert settle(office).returned == 1
    (draft,) = office.drafts()
    assert (draft.content.text, draft.content.cc, draft.kind) == (
        "Beaucoup de mots", ("b@x.example",), DraftKind.REPLY,
    )  # fmt: skip
    (notice,) = office.db.read_now(lambda s: Notices(s).page(office.camille))
    assert (notice.kind, notice.conversation_id, notice.detail["reason"]) == (
        "failed", office.conversation, "suppressed",
    )  # fmt: skip
    assert office.message(sent.message_id) is not None
    assert settle(office).looked_at == 0


@pytest.mark.parametrize("state", [DeliveryState.FAILED, DeliveryState.CANCELLED])
def test_refused_or_called_off_it_comes_back_too(office, state):
    sent = office.send()
    office.end(sent.delivery_id, state, error="550 5.1.1 nobody")
    settle(office)
    assert len(office.drafts()) == 1


def test_another_draft_is_not_written_over(office):
    sent = office.send()
    letter = office.letter("Autre chose")
    office.db.write_now(lambda s: Drafts(s).keep(letter.place, letter.content, NOW))
    office.end(sent.delivery_id, DeliveryState.FAILED)
    settle(office)
    assert [draft.content.text for draft in office.drafts()] == ["Autre chose"]


def test_called_off_and_taken_up_again_it_gets_its_copy(office):
    sent, _ = left(office, text="Oui")
    office.db.write_now(lambda s: s.execute(update(Written).values(settled_as="")))
    other = office.send("Non")
    office.db.write_now(lambda s: Cancelling(s).of_deliveries([other.delivery_id], NOW))
    assert settle(office).returned == 1
    office.db.write_now(lambda s: Cancelling(s).restore([other.delivery_id], (), NOW))
    made(office, other, b"other")
    office.end(other.delivery_id, DeliveryState.SENT)
    assert settle(office).copied == 1
    assert [job[1] for job in office.jobs()] == [sent.message_id, other.message_id]


def test_a_lost_answer_is_proven_by_the_servers_own_copy(office):
    sent = office.send()
    made(office, sent)
    office.set(Delivery, sent.delivery_id, state=DeliveryState.UNCONFIRMED, standing="unconfirmed")
    assert not office.db.read_now(lambda s: Settling(s).has_work())
    office.db.write_now(
        lambda s: s.execute(
            insert(Placement).values(folder_id=office.sent_folder, uid=1, message_id=sent.message_id, flags=0)
        )
    )
    found = settle(office)
    assert (found.proven, found.copied) == (1, 0)
    assert office.delivery(sent.delivery_id).state is DeliveryState.SENT


def test_a_notice_to_staff_leaves_no_copy_and_no_draft(office):
    content = WrittenContent(channel=Channel.EMAIL, to="a@b.example", text="x", automatic="auto-generated")
    queued = office.db.write_now(
        lambda s: Replies(s).queue(content, Recipient(is_staff=True), due_at=NOW, now=NOW)
    )
    office.end(queued.delivery_id, DeliveryState.FAILED)
    assert settle(office).looked_at == 1
    assert office.drafts() == ()
    assert office.count(Notice) == 0


def test_what_nobody_can_read_stops_no_other(office):
    bad = office.send()
    office.db.write_now(lambda s: s.execute(update(Written).values(content={"channel": 1})))
    office.end(bad.delivery_id, DeliveryState.FAILED)
    left(office)
    assert settle(office).copied == 1
    assert settle(office).looked_at == 0


def test_a_worker_looks_after_it(office):
    left(office)
    with clock.fixed(NOW):
        found = asyncio.run(Afterwards(office.db).look())
    assert found.copied == 1
    assert office.count(Blob) == 1


def test_a_failed_answer_comes_back_unsigned_and_its_customer_still_waits(office):
    since = office.row().waiting_since
    office.set(Operator, office.camille, signature="Camille")
    sent = office.send("Oui.")
    assert office.row().waiting_since is None
    office.end(sent.delivery_id, DeliveryState.FAILED)
    settle(office)
    (draft,) = office.drafts()
    assert draft.content.text == "Oui."
    assert office.row().waiting_since == since
    again = office.send(draft.content.text, draft_id=draft.id)
    assert office.message(again.message_id).text.count("Camille") == 1
    assert office.row().waiting_since is None


def test_what_was_answered_is_marked_so_on_the_server(office):
    """Other mail programs would show it as waiting."""
    asked = office.say("Et le casque ?", placed=True)
    office.jobs()
    left(office)
    settle(office)
    assert ("flags", asked, {"add": ANSWERED, "remove": 0}) in office.jobs()


def test_what_was_answered_in_the_trial_alone_is_not_marked(any_db):
    office = Office(any_db, live=False)
    office.say("Et le casque ?", placed=True)
    left(office)
    settle(office)
    assert office.jobs() == []
