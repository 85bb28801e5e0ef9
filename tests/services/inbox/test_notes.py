# SPDX-License-Identifier: LicenseRef-Desk
"""A note cannot be sent by any path: every one is tried."""

import asyncio

import pytest
from sqlalchemy import select

from desk import clock
from desk.errors import DeskError, Refused
from desk.models import Delivery, Event, Message, Notification, Written
from desk.models.vocabulary import Channel, DraftKind
from desk.services.channels import BUILT, compose
from desk.services.delivery import Outbox, Replies, Resend, WrittenContent, foresee
from desk.services.inbox import Afterwards, DraftContent, DraftPlace, Drafts, Letter, Settling, Writing
from desk.services.inbox.filing import Line
from desk.services.inbox.sync import ServerJobs
from desk.services.rules import Leg
from tests.services.inbox.office import NOW, ZOE, Office

SECRET = "Ce client ne paie jamais."


@pytest.fixture
def office(any_db):
    return Office(any_db)


@pytest.fixture
def note(office):
    return office.do(lambda h: h.note(office.conversation, SECRET, operator_id=office.camille, at=NOW))


@pytest.fixture(autouse=True)
def nothing_leaves(office):
    yield
    assert office.count(Delivery) == 0 or SECRET not in everything_outgoing(office)


def everything_outgoing(office):
    """Return every word that the outbox holds."""
    return office.db.read_now(lambda s: str([row.content for row in s.execute(select(Written)).scalars()]))


def test_it_is_nothing_that_leaves(office, note):
    row = office.message(note)
    assert (row.channel, row.delivery_id, row.header_id, row.recipients, row.mailbox_id) == (
        None,
        None,
        None,
        {},
        None,
    )
    for model in (Delivery, Notification, Written, Event):
        assert office.count(model) == 0
    assert office.jobs() == []


@pytest.mark.parametrize("channel", list(Channel))
def test_the_writing_refuses_it_on_every_channel(office, channel):
    place = DraftPlace(kind=DraftKind.NOTE, conversation_id=office.conversation, operator_id=office.camille)
    letter = Letter(place=place, content=DraftContent(channel=channel, to=ZOE, text=SECRET))
    with pytest.raises(Refused) as caught:
        office.db.write_now(lambda s: Writing(s).send(letter, NOW))
    assert [problem.code for problem in caught.value.problems] == ["note_is_internal"]


def test_a_draft_of_a_note_is_no_letter(office):
    place = DraftPlace(kind=DraftKind.NOTE, conversation_id=office.conversation, operator_id=office.camille)
    draft = office.db.write_now(lambda s: Drafts(s).keep(place, DraftContent(to=ZOE, text=SECRET), NOW))
    letter = Letter(place=place, content=draft.content, draft_id=draft.id)
    with pytest.raises(Refused):
        office.db.write_now(lambda s: Writing(s).send(letter, NOW))
    assert office.drafts()[0].content.text == SECRET


def test_it_is_not_taken_back_hurried_or_sent_again(office, note):
    assert office.take_back(note) is None
    assert office.message(note) is not None
    assert not office.db.write_now(lambda s: Writing(s).send_now(note, NOW))
    resent = office.db.write_now(lambda s: Resend(s).again([note], NOW))
    assert resent.made == ()
    assert office.db.read_now(lambda s: foresee(s, [note], NOW)) == {}
    assert office.db.write_now(lambda s: Replies(s).take_back(note, NOW)) is None
    assert not office.db.write_now(lambda s: Replies(s).hasten(note, NOW))
    assert office.db.read_now(lambda s: Replies(s).content(note)) is None


def test_the_outbox_has_no_place_for_it(office, note):
    with pytest.raises(AttributeError):
        office.db.write_now(lambda s: Outbox(s).add([office.message(note)], NOW))
    assert office.db.read_now(lambda s: Outbox(s).next_due()) is None


def test_no_channel_takes_it(office, note):
    row = office.message(note)
    assert row.channel not in BUILT
    with pytest.raises((DeskError, AttributeError)):
        compose(row, row)
    with pytest.raises((DeskError, AttributeError, TypeError)):
        WrittenContent(channel=row.channel, to="", text=row.text).as_json()
    assert not any(Leg(channel=channel).channel is row.channel for channel in BUILT)


def test_an_answer_after_it_does_not_quote_it(office, note):
    sent = office.send("Bonjour")
    content = office.db.read_now(lambda s: Replies(s).content(sent.delivery_id))
    assert SECRET not in str(content.as_json())
    assert note not in str(content.as_json())


def test_no_mail_server_is_told_of_it(office, note):
    deeds = (
        lambda h: h.archive([office.conversation], by=None, at=NOW),
        lambda h: h.flag([office.conversation], by=None, at=NOW),
        lambda h: h.mark_read([office.conversation], by=None, at=NOW),
        lambda h: h.delete_messages([note], on_server=True, by=None, at=NOW),
    )
    for deed in deeds:
        office.do(deed)
    assert [job for job in office.jobs() if job[1] == note] == []
    assert office.db.write_now(lambda s: ServerJobs(s).flags([note], add=1, at=NOW)) == 0


def test_whoever_looks_after_what_was_sent_passes_it_over(office, note):
    assert not office.db.read_now(lambda s: Settling(s).has_work())
    with clock.fixed(NOW):
        assert asyncio.run(Afterwards(office.db).look()).looked_at == 0


def test_colleagues_are_told_in_the_house_only(office):
    office.do(
        lambda h: h.note(
            office.conversation, SECRET, operator_id=office.camille, mentions=[office.marc], at=NOW
        )
    )
    from desk.models import Operator
    from desk.services.inbox.handling.telling import tell

    office.set(Operator, office.marc, wishes={"email_assigned": True, "email_replied": True})
    from datetime import timedelta

    assert office.db.write_now(lambda s: tell(s, NOW + timedelta(minutes=5), NOW)) == 0


def test_a_line_that_is_a_note_has_no_channel_by_itself():
    fields = {"conversation_id": "c", "direction": "note", "author": "operator", "at": NOW}
    assert Line(**fields).channel is None


def test_no_module_of_the_outbox_speaks_of_notes():
    from pathlib import Path

    from desk.services import delivery

    folder = Path(delivery.__file__).parent
    speaking = [path.name for path in folder.glob("*.py") if "Direction.NOTE" in path.read_text("utf-8")]
    assert speaking == []


def test_the_message_is_marked_for_what_it_is(office, note):
    query = select(Message.direction).where(Message.id == note)
    assert office.db.read_now(lambda s: s.execute(query).scalar_one()) == "note"
