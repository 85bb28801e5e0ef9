# SPDX-License-Identifier: LicenseRef-Desk

from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from desk.errors import NotFound
from desk.models import (
    AutomaticAnswer,
    BotTask,
    Conversation,
    Draft,
    Message,
    Notice,
    Placement,
    ServerJob,
    ThreadReference,
    Tombstone,
)
from desk.models.vocabulary import ConversationState, DeliveryState, Direction
from desk.services.inbox import ConversationFilter, Drafts, Inbox, Settling
from desk.services.inbox.filing import Lines
from desk.services.inbox.handling.joining import KEPT
from tests.services.inbox.handling.deeds import DEEDS, everything, refused
from tests.services.inbox.office import NOW

IN_PROGRESS, SNOOZED, ARCHIVED = ConversationState


def test_merged_and_parted_again(office):
    other = office.begin(subject="Autre", tags=["b"])
    theirs = office.say("Encore moi", conversation=other)
    office.do(lambda h: h.assign([other], [office.marc], by=None, at=NOW))
    letter = office.letter("x", conversation=other)
    draft = office.db.write_now(lambda s: Drafts(s).keep(letter.place, letter.content, NOW))
    before = everything(office)
    undo = office.do(lambda h: h.merge([office.conversation, other], by=office.camille, at=NOW))
    assert undo.count == 2
    row = office.row()
    assert (row.unread, row.tags, row.assignee_ids, office.row(other).merged_into) == (
        2, ["b"], [office.marc], office.conversation,
    )  # fmt: skip
    assert office.message(theirs).conversation_id == office.conversation
    assert office.db.read_now(lambda s: s.get(Draft, draft.id)).conversation_id == office.conversation
    assert office.codes()[-1] == "merged"
    office.undo(undo)
    assert everything(office) == before


def test_what_came_after_a_merge_stays(office):
    other = office.begin()
    office.say("Encore", conversation=other)
    undo = office.do(lambda h: h.merge([office.conversation, other], by=None, at=NOW))
    later = office.say("Nouveau")
    office.undo(undo)
    assert office.message(later).conversation_id == office.conversation


def test_one_alone_is_not_merged(office):
    assert refused(office, lambda h: h.merge([office.conversation], by=None, at=NOW)) == ["nothing_to_merge"]


def test_split_and_joined_again(office):
    second = office.say("Autre sujet")
    before = everything(office)
    undo = office.do(lambda h: h.split([second], by=office.camille, at=NOW))
    (new,) = undo.ended
    row = office.row(new)
    assert (row.is_separate, row.customer_id, row.unread, row.correspondent) == (
        True,
        office.zoe,
        1,
        "zoe@kunde.example",
    )
    assert office.row().unread == 1
    header_id = office.message(second).header_id
    query = select(ThreadReference.conversation_id).where(
        ThreadReference.header_id == header_id, ThreadReference.party == ""
    )
    assert office.db.read_now(lambda s: s.execute(query).scalar_one()) == new
    office.undo(undo)
    assert everything(office) == before


def test_a_conversation_is_not_emptied_by_a_split(office):
    assert refused(office, lambda h: h.split([office.first], by=None, at=NOW)) == ["all_of_it"]
    other = office.say("x", conversation=office.begin())
    assert refused(office, lambda h: h.split([office.first, other], by=None, at=NOW)) == [
        "not_one_conversation"
    ]


def test_a_deleted_message_is_gone_and_its_name_is_remembered(office):
    second = office.say("Secret", placed=True)
    undo = office.do(lambda h: h.delete_messages([second], on_server=True, by=office.camille, at=NOW))
    assert [one.id for one in office.messages() if one.direction is not Direction.SYSTEM] == [office.first]
    assert office.row().unread == 1
    assert office.count(Tombstone) == 1
    (job,) = office.db.read_now(lambda s: s.execute(select(ServerJob)).scalars().all())
    assert (job.kind, job.message_id, job.due_at > NOW) == ("delete", second, True)
    assert office.codes() == ["deleted"]
    office.undo(undo)
    assert [one.id for one in office.messages()] == [office.first, second]
    assert (office.count(Tombstone), office.count(ServerJob), office.row().unread) == (0, 0, 2)


def test_only_here(office):
    second = office.say("Secret", placed=True)
    office.do(lambda h: h.delete_messages([second], on_server=False, by=None, at=NOW))
    assert office.jobs() == []
    assert office.count(Tombstone) == 1


def test_a_deleted_conversation_is_neither_listed_nor_found(office):
    office.do(DEEDS["delete"](office))
    assert office.db.read_now(lambda s: Inbox(s).page(ConversationFilter())) == ()
    with pytest.raises(NotFound):
        office.db.read_now(lambda s: Inbox(s).card(office.conversation))


def test_what_was_deleted_is_forgotten_in_the_end(office):
    office.say("Secret", placed=True)
    office.do(DEEDS["delete"](office))
    assert office.do(lambda h: h.purge(NOW + KEPT - timedelta(hours=1))) == 0
    assert office.do(lambda h: h.purge(NOW + KEPT + timedelta(hours=1))) == 1
    assert (office.count(Message), office.count(Conversation)) == (0, 0)
    assert office.count(Tombstone) == 2


def test_the_last_message_may_be_deleted(office):
    undo = office.do(lambda h: h.delete_messages([office.first], on_server=False, by=None, at=NOW))
    assert undo.count == 1
    office.undo(undo)
    assert office.row().unread == 1


def test_placements_follow_nobody(office):
    office.say("x", placed=True)
    office.do(DEEDS["delete"](office))
    assert office.count(Placement) == 1
    office.db.write_now(lambda s: Lines(s).recount([office.conversation], NOW))
    office.db.write_now(
        lambda s: s.execute(insert(Tombstone).values(header_id="x", deleted_at=NOW, on_server=False))
    )


def test_what_waits_in_a_deleted_conversation_is_not_sent_and_comes_back(office):
    later = office.send(send_at=NOW + timedelta(days=1))
    gone = office.sent("Tout de suite.")
    undo = office.do(DEEDS["delete"](office))
    assert office.delivery(later.delivery_id).state is DeliveryState.CANCELLED
    assert office.delivery(gone.delivery_id).state is DeliveryState.SENT
    office.db.write_now(lambda s: Settling(s).settle(NOW))
    assert (office.drafts(), office.count(Notice)) == ((), 0)
    office.undo(undo)
    back = office.delivery(later.delivery_id)
    assert (back.state, back.due_at) == (DeliveryState.QUEUED, NOW + timedelta(days=1))
    assert office.row().waiting_since is None


def test_what_waits_in_a_deleted_message_is_not_sent_and_comes_back(office):
    later = office.send(send_at=NOW + timedelta(days=1))
    undo = office.do(lambda h: h.delete_messages([later.message_id], on_server=True, by=None, at=NOW))
    assert office.delivery(later.delivery_id).state is DeliveryState.CANCELLED
    assert office.row().waiting_since is not None
    office.undo(undo)
    assert office.delivery(later.delivery_id).state is DeliveryState.QUEUED
    assert office.row().waiting_since is None


def test_what_belongs_to_conversations_is_parted_with_them(office):
    other = office.begin()
    theirs = office.say("Encore moi", conversation=other)
    office.do(lambda h: h.assign([other], [office.marc], by=None, at=NOW))

    def add(session):
        session.execute(insert(BotTask).values(message_id=theirs, conversation_id=other, due_at=NOW))
        row = {"id": "a" * 32, "address": "zoe@kunde.example", "conversation_id": other, "at": NOW}
        session.execute(insert(AutomaticAnswer).values(**row))

    def places():
        models = (Notice, BotTask, AutomaticAnswer)
        return [office.db.read_now(lambda s, m=m: set(s.scalars(select(m.conversation_id)))) for m in models]

    office.db.write_now(add)
    assert places() == [{other}] * 3
    undo = office.do(lambda h: h.merge([office.conversation, other], by=None, at=NOW))
    assert places() == [{office.conversation}] * 3
    office.undo(undo)
    assert places() == [{other}] * 3
