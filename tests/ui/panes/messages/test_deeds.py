# SPDX-License-Identifier: LicenseRef-Desk
"""Who a stranger becomes, and what is counted."""

import re

import pytest
from sqlalchemy import event, select

from desk.models import Event
from desk.models.vocabulary import PointKind
from desk.services.delivery import plan_batch
from desk.services.inbox.tidings import ASSIGNED
from desk.services.store import Change
from desk.ui.panes.messages.deeds import TOUCHED, Whom, draft_of
from tests.services.inbox.office import NOW, Office
from tests.services.inbox.ready_rules import work
from tests.ui.frame import until
from tests.ui.panes.messages.rows import conversation


def test_a_stranger_becomes_a_customer_with_what_is_known():
    draft = draft_of(conversation(name="Jean Paul Petit", address="jp@x.example", language="fr"))
    assert (draft.first_name, draft.last_name, draft.language) == ("Jean Paul", "Petit", "fr")
    assert (draft.points[0].kind, draft.points[0].address) == (PointKind.EMAIL, "jp@x.example")


def test_an_address_is_no_name():
    assert draft_of(conversation(name="jp@x.example", address="jp@x.example")).first_name == ""
    assert draft_of(conversation(name="Madonna", address="+33612345678")).first_name == "Madonna"
    assert draft_of(conversation(address="+33612345678")).points[0].kind is PointKind.PHONE
    assert draft_of(conversation(address="")).points == ()


def test_one_is_named_and_several_are_counted():
    one, other = conversation("a", name="Sophie"), conversation("b")
    assert (Whom.of((one,)).name, Whom.of((one,)).count) == ("Sophie", 1)
    assert (Whom.of((one, other)).name, Whom.of((one, other)).ids) == ("", ("a", "b"))


def test_a_deed_tells_the_server_and_the_drafts_at_once():
    assert {Change.CONVERSATIONS, Change.NOTICES, Change.MAILBOXES, Change.DRAFTS} <= set(TOUCHED)


WRITTEN = {"event": Change.EVENTS, "delivery": Change.DELIVERIES, "notification": Change.DELIVERIES}
"""Table → who watches it."""


@pytest.mark.usefixtures("checked_once")
def test_whatever_a_deed_or_its_undoing_writes_is_announced(db):
    """Assigning is told by a rule, and taking it back calls that off."""
    office = Office(db)
    work(office, ASSIGNED)
    changed = set()

    def note(_connection, _cursor, statement, *_more):
        found = re.match(r'(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)', statement)
        changed.update({found[1]} if found else ())

    engine = office.db.write_now(lambda s: s.get_bind())
    event.listen(engine, "before_cursor_execute", note)
    undo = office.do(lambda h: h.assign([office.conversation], [office.marc], by=office.camille, at=NOW))
    assert "event" in changed
    office.db.write_now(plan_batch)
    office.undo(undo)
    event.remove(engine, "before_cursor_execute", note)
    assert "delivery" in changed
    assert {topic for table, topic in WRITTEN.items() if table in changed} <= set(TOUCHED)


def test_archiving_wakes_whoever_syncs_and_a_customer_is_announced(post, on_stage):
    mine = post.mail(sender="Nina Roy <nina@new.example>")

    async def scene(stage):
        await stage.ready(1)
        told = []
        stop = post.db.changes.subscribe([Change.MAILBOXES, Change.EVENTS], told.append)
        [row] = stage.page.model.rows.rows
        stage.page.deeds.create_customer(row)
        await until(lambda: post.row(mine).customer_id is not None)
        await until(lambda: any(Change.EVENTS in one for one in told))
        told.clear()
        stage.list.select(mine)
        stage.page.wishes.archive()
        await until(lambda: any(Change.MAILBOXES in one for one in told))
        stop()

    on_stage(scene)
    kinds = post.db.read_now(lambda s: list(s.scalars(select(Event.kind))))
    assert "customer.created" in kinds
