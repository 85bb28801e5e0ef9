# SPDX-License-Identifier: LicenseRef-Desk
"""Short messages: one conversation for each number, known again by their reference."""

from datetime import timedelta

from sqlalchemy import select

from desk.models import Conversation, Message
from desk.models.vocabulary import Channel, ConversationState, MessageKind, PointKind
from desk.services.inbox import Feedback, Filing, MailSearch, SmsArrival
from desk.services.shop import CustomerDraft, Customers, PointDraft
from tests.services.inbox.builders import NOW

MARC = "+33612345678"


def arrival(reference, text="Oui c’est bon", *, at=NOW, sender=MARC, feedback=None):
    return SmsArrival(
        sender=sender, text=text, at=at, reference=reference, recipient="BOUTIQUE", feedback=feedback
    )


def file(db, *arrivals, now=NOW):
    return db.write_now(lambda s: Filing(s).file_sms(arrivals, now))


def conversations(db):
    return db.read_now(lambda s: s.execute(select(*Conversation.__table__.c).order_by(Conversation.id)).all())


def test_a_number_has_one_conversation_with_its_customer(any_db):
    point = PointDraft(kind=PointKind.PHONE, address=MARC)
    draft = CustomerDraft(first_name="Marc", last_name="Delaunay", points=(point,))
    whose = any_db.write_now(lambda s: Customers(s).create(draft))
    file(any_db, arrival("1"), arrival("2", "Merci", at=NOW + timedelta(minutes=5)))
    (row,) = conversations(any_db)
    assert (row.customer_id, row.correspondent_name, row.channel) == (whose, "Marc Delaunay", Channel.SMS)
    assert (row.message_count, row.unread, row.waiting_since, row.preview) == (2, 2, NOW, "Merci")
    assert len(any_db.read_now(lambda s: MailSearch(s).find("delaunay"))) == 2


def test_the_same_message_is_kept_once(db):
    assert len(file(db, arrival("1"), arrival("1")).messages) == 1
    assert file(db, arrival("1")).known == 1
    assert len(db.read_now(lambda s: s.execute(select(Message.id)).all())) == 1


def test_another_number_and_a_long_rest_begin_another(db):
    file(db, arrival("1"), arrival("2", sender="+33699999999"))
    later = NOW + timedelta(days=40)
    file(db, arrival("3", at=later), now=later)
    assert len(conversations(db)) == 3


def test_a_stop_word_is_a_system_line(db):
    file(db, arrival("1", "STOP", feedback=Feedback(kind=MessageKind.STOP)))
    (row,) = conversations(db)
    assert (row.state, row.unread, row.waiting_since) == (ConversationState.ARCHIVED, 0, None)
