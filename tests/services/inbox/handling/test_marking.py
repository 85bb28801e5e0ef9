# SPDX-License-Identifier: LicenseRef-Desk


from desk.models import (
    Conversation,
)
from desk.models.mailbox import FLAGGED, SEEN
from desk.models.vocabulary import ConversationState
from desk.services.inbox import ConversationFilter, Notices
from tests.services.inbox.handling.deeds import DEEDS
from tests.services.inbox.office import NOW

IN_PROGRESS, SNOOZED, ARCHIVED = ConversationState


def test_what_was_read_here_is_read_on_the_server(office):
    second = office.say("Allô ?", placed=True)
    assert office.row().unread == 2
    undo = office.do(DEEDS["read"](office))
    assert (office.row().unread, office.message(office.first).is_read) == (0, True)
    assert office.jobs() == [("flags", second, {"add": SEEN, "remove": 0})]
    office.undo(undo)
    assert office.row().unread == 2
    assert office.jobs()[-1] == ("flags", second, {"add": 0, "remove": SEEN})


def test_unread_marks_the_newest_words(office):
    second = office.say("Allô ?", placed=True)
    office.do(DEEDS["read"](office))
    office.do(lambda h: h.mark_read([office.conversation], is_read=False, by=None, at=NOW))
    assert (office.row().unread, office.message(second).is_read, office.message(office.first).is_read) == (
        1, False, True,
    )  # fmt: skip


def test_reading_a_conversation_reads_its_notices(office):
    office.do(lambda h: h.assign([office.conversation], [office.marc], by=None, at=NOW))
    office.do(lambda h: h.mark_read([office.conversation], by=office.marc, at=NOW))
    assert office.db.read_now(lambda s: Notices(s).unread(office.marc)) == 0


def test_all_that_a_filter_shows_is_read_and_unread_again(office):
    other, away = office.begin(), office.begin(state=ARCHIVED)
    for conversation in (other, away):
        office.say("Bonjour", conversation=conversation)
    office.set(Conversation, away, state=ARCHIVED)
    undo = office.do(lambda h: h.mark_all_read(ConversationFilter(state=IN_PROGRESS), by=None, at=NOW))
    assert undo.count == 2
    assert [office.row(one).unread for one in (office.conversation, other, away)] == [0, 0, 1]
    office.undo(undo)
    assert [office.row(one).unread for one in (office.conversation, other, away)] == [1, 1, 1]


def test_a_flag_is_on_the_newest_words_and_taken_from_all(office):
    second = office.say("Allô ?", placed=True)
    office.do(DEEDS["flag"](office))
    assert (office.row().is_flagged, office.message(second).is_flagged) == (True, True)
    assert office.jobs() == [("flags", second, {"add": FLAGGED, "remove": 0})]
    office.do(lambda h: h.flag([office.conversation], on=False, by=None, at=NOW))
    assert (office.row().is_flagged, office.message(second).is_flagged) == (False, False)
