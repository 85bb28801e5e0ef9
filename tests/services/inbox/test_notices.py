# SPDX-License-Identifier: LicenseRef-Desk
from datetime import timedelta

import pytest

from desk.models import Operator
from desk.services.inbox import NoticeDraft, Notices
from tests.services.inbox.office import NOW, Office


@pytest.fixture
def office(any_db):
    return Office(any_db)


def add(office, *kinds, operator=None, conversation=None, at=NOW):
    drafts = [
        NoticeDraft(
            operator_id=operator or office.marc,
            kind=kind,
            conversation_id=conversation or office.conversation,
        )
        for kind in kinds
    ]
    return office.db.write_now(lambda s: Notices(s).add(drafts, at))


def page(office, **how):
    return office.db.read_now(lambda s: Notices(s).page(office.marc, **how))


def read(office, **what):
    return office.db.write_now(lambda s: Notices(s).mark_read(office.marc, NOW, **what))


def test_the_newest_first_page_by_page(office):
    add(office, "assigned", "mentioned", "failed")
    first = page(office, limit=2)
    assert [one.kind for one in first] == ["failed", "mentioned"]
    assert [one.kind for one in page(office, after=first[-1].id)] == ["assigned"]


def test_only_ones_own(office):
    add(office, "assigned", operator=office.camille)
    assert page(office) == ()
    assert read(office) == 0


def test_read_by_name_by_conversation_or_all(office):
    other = office.begin()
    add(office, "assigned", "mentioned")
    add(office, "failed", conversation=other)
    assert office.db.read_now(lambda s: Notices(s).unread(office.marc)) == 3
    assert read(office, ids=[page(office)[-1].id]) == 1
    assert read(office, conversation_ids=[other]) == 1
    assert [one.is_read for one in page(office)] == [True, False, True]
    assert read(office) == 1
    assert read(office) == 0


def test_answers_to_one_conversation_are_one_notice_until_it_is_read(office):
    assert add(office, "replied") == 1
    assert add(office, "replied") == 0
    read(office)
    assert add(office, "replied") == 1
    assert len(page(office)) == 2


def test_only_what_is_wished_for_is_told_elsewhere(office):
    office.set(Operator, office.marc, wishes={"email_replied": True})
    add(office, "assigned", "replied", "mentioned", at=NOW - timedelta(minutes=5))
    (one,) = office.db.read_now(lambda s: Notices(s).untold(NOW))
    assert (one.kind, one.email) == ("replied", "marc@atelier.example")
    office.db.write_now(lambda s: Notices(s).mark_told([one.id], NOW))
    assert office.db.read_now(lambda s: Notices(s).untold(NOW)) == ()


def test_nobody_is_told_of_nothing(office):
    assert office.db.write_now(lambda s: Notices(s).replied((), NOW)) == 0
    assert office.db.write_now(lambda s: Notices(s).replied([office.first], NOW)) == 0
