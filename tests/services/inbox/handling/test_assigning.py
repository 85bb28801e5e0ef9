# SPDX-License-Identifier: LicenseRef-Desk

from datetime import timedelta

from desk.models import (
    Notice,
)
from desk.models.vocabulary import ConversationState, MembershipKind
from desk.services.inbox import Notices
from tests.services.inbox.handling.deeds import DEEDS, members, refused
from tests.services.inbox.office import NOW

IN_PROGRESS, SNOOZED, ARCHIVED = ConversationState


def test_who_is_given_a_conversation_is_told_and_nobody_of_their_own_deed(office):
    office.do(DEEDS["assign"](office))
    row = office.row()
    assert (row.assignee_ids, members(office)) == (
        [office.marc, office.camille],
        {office.marc, office.camille},
    )
    assert office.codes() == ["assigned"]
    told = office.db.read_now(lambda s: Notices(s).page(office.marc))
    assert [(one.kind, one.detail["who"]) for one in told] == [("assigned", "Camille Martin")]
    assert office.db.read_now(lambda s: Notices(s).unread(office.camille)) == 0


def test_the_same_again_changes_nothing(office):
    office.do(DEEDS["assign"](office))
    assert office.do(DEEDS["assign"](office)).is_empty
    assert office.count(Notice) == 1


def test_it_is_taken_from_everybody(office):
    office.do(DEEDS["assign"](office))
    office.do(lambda h: h.assign([office.conversation], [], by=office.camille, at=NOW))
    assert (office.row().assignee_ids, members(office)) == ([], set())
    assert office.codes() == ["assigned", "unassigned"]


def test_undone_nobody_is_told_of_it(office):
    office.undo(office.do(DEEDS["assign"](office)))
    assert office.count(Notice) == 0


def test_only_staff_is_given_conversations(office):
    work = lambda h: h.assign([office.conversation], ["x" * 32], by=office.camille, at=NOW)  # noqa: E731
    assert refused(office, work) == ["unknown_operator"]


def test_followers(office):
    office.do(DEEDS["follow"](office))
    assert members(office, MembershipKind.FOLLOWING) == {office.marc}
    office.do(lambda h: h.follow([office.conversation], office.marc, on=False, at=NOW))
    assert members(office, MembershipKind.FOLLOWING) == set()


def test_a_customers_words_tell_who_looks_after_it_and_who_follows(office):
    office.do(lambda h: h.assign([office.conversation], [office.marc], by=None, at=NOW))
    office.do(lambda h: h.follow([office.conversation], office.camille, at=NOW))
    first, second = office.say("Alors ?"), office.say("Bonjour ?")
    old = office.say("Il y a longtemps", at=NOW - timedelta(days=3))
    assert office.db.write_now(lambda s: Notices(s).replied([first, old], NOW)) == 2
    assert office.db.write_now(lambda s: Notices(s).replied([second], NOW)) == 0, "brought up to date"
    for operator in (office.marc, office.camille):
        (one,) = [
            n for n in office.db.read_now(lambda s, o=operator: Notices(s).page(o)) if n.kind == "replied"
        ]
        assert (one.message_id, one.detail["preview"]) == (second, "Bonjour ?")
