# SPDX-License-Identifier: LicenseRef-Desk


import pytest

from desk.errors import NotFound
from desk.models import (
    Conversation,
)
from desk.models.vocabulary import Author, ConversationState, Direction
from desk.services.inbox import Notices
from tests.services.inbox.handling.deeds import DEEDS, refused
from tests.services.inbox.office import NOW

IN_PROGRESS, SNOOZED, ARCHIVED = ConversationState


def test_a_customer_is_linked_with_all_that_was_said(office):
    from desk.services.shop import CustomerDraft, Customers

    marc = office.db.write_now(lambda s: Customers(s).create(CustomerDraft(first_name="Marc", last_name="B")))
    undo = office.do(lambda h: h.set_customer([office.conversation], marc, by=None, at=NOW))
    assert (office.row().customer_id, office.row().correspondent_name) == (marc, "Marc B")
    assert office.message(office.first).customer_id == marc
    office.undo(undo)
    assert office.message(office.first).customer_id == office.zoe
    with pytest.raises(NotFound):
        office.do(lambda h: h.set_customer([office.conversation], "x" * 32, by=None, at=NOW))


def test_a_record_is_chosen_among_those_that_fit(office):
    from desk.services.events import RecordBook
    from desk.services.shop import RecordDraft

    made = office.db.write_now(
        lambda s: RecordBook(s).create(
            RecordDraft(kind="order", customer_id=office.zoe, title="Vélo", status="")
        )
    )
    office.set(Conversation, office.conversation, record_choices=[made.record_id, "y" * 32])
    undo = office.do(lambda h: h.set_record(office.conversation, made.record_id, by=None, at=NOW))
    assert (office.row().record_id, office.row().record_choices) == (made.record_id, [])
    assert office.message(office.first).record_id == made.record_id
    office.undo(undo)
    assert len(office.row().record_choices) == 2
    with pytest.raises(NotFound):
        office.do(lambda h: h.set_record(office.conversation, "x" * 32, by=None, at=NOW))


def test_bots_are_kept_quiet_and_let_speak(office):
    office.do(DEEDS["bot"](office))
    assert office.row().bot_blocked_until.year == 9999
    office.do(lambda h: h.block_bot([office.conversation], until=NOW, by=None, at=NOW))
    assert office.row().bot_blocked_until is None
    assert office.codes() == ["bot_blocked", "bot_unblocked"]


def test_a_note_stays_in_the_house_and_tells_who_is_mentioned(office):
    waiting, unread = office.row().waiting_since, office.row().unread
    id_ = office.do(
        lambda h: h.note(
            office.conversation, " Attention ", operator_id=office.camille, mentions=[office.marc, office.camille], at=NOW
        )
    )  # fmt: skip
    note = office.message(id_)
    assert (note.direction, note.author, note.channel, note.delivery_id, note.header_id) == (
        Direction.NOTE, Author.OPERATOR, None, None, None,
    )  # fmt: skip
    assert (note.text, note.detail["mentions"]) == ("Attention", [office.marc, office.camille])
    row = office.row()
    assert (row.waiting_since, row.unread, row.last_author) == (waiting, unread, Author.CUSTOMER)
    assert [one.kind for one in office.db.read_now(lambda s: Notices(s).page(office.marc))] == ["mentioned"]
    assert office.db.read_now(lambda s: Notices(s).page(office.camille)) == ()


def test_what_is_no_note(office):
    def note(text, *mentions):
        return lambda h: h.note(office.conversation, text, operator_id=None, mentions=mentions, at=NOW)

    assert refused(office, note("  ")) == ["empty_text"]
    assert refused(office, note("x" * 20_001)) == ["too_long"]
    assert refused(office, note("x", "z" * 32)) == ["unknown_operator"]
