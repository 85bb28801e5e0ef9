# SPDX-License-Identifier: LicenseRef-Desk


import pytest
from sqlalchemy import select, update

from desk.models import Event, Message, Operator, ThreadReference
from desk.models.vocabulary import DeliveryState, Reason
from desk.services.delivery import (
    History,
    Recipient,
    Resend,
    foresee,
)
from tests.services.delivery.letters import NOW, Desk, suppress


@pytest.fixture
def desk(any_db):
    return Desk(any_db)


def test_sent_again_it_takes_its_line_with_it(desk):
    queued = desk.write()
    line = desk.line(queued)
    desk.db.write_now(lambda s: s.execute(update(type(desk.row(queued))).values(state=DeliveryState.FAILED)))
    (again,) = desk.db.write_now(lambda s: Resend(s).again([queued.delivery_id], NOW)).made
    row = desk.row(again)
    assert (row.message_id, row.resend_of) == (f"{again}@atelier.example", queued.delivery_id)
    message = desk.db.read_now(lambda s: s.get(Message, line))
    assert (message.delivery_id, message.header_id) == (again, row.message_id)
    query = select(ThreadReference.conversation_id).where(ThreadReference.header_id == row.message_id)
    assert desk.db.read_now(lambda s: s.execute(query).scalar_one()) == message.conversation_id
    assert [one.content.text for one in desk.claim()] == ["Bonjour"]


def test_what_sending_again_would_come_to(desk):
    queued = desk.write()
    desk.db.write_now(lambda s: s.execute(update(type(desk.row(queued))).values(state=DeliveryState.FAILED)))

    def outlook():
        return desk.db.read_now(lambda s: foresee(s, [queued.delivery_id], NOW))[queued.delivery_id]

    assert outlook().would_leave
    suppress(desk, "complaint")
    assert outlook().reason is Reason.SUPPRESSED


def test_the_history_shows_it_among_the_others(desk):
    from desk.services.delivery import HistoryFilter

    queued = desk.write(whom=Recipient(customer_id=desk.zoe))
    (row,) = desk.db.read_now(lambda s: History(s).page(HistoryFilter()))
    assert (row.id, row.rule_name, row.is_written, row.customer_name) == (
        queued.delivery_id,
        "Camille",
        True,
        "Zoë",
    )
    detail = desk.db.read_now(lambda s: History(s).detail(queued.delivery_id))
    assert (detail.content.text, detail.trace, detail.template_name) == ("Bonjour", (), "")


def test_a_notice_to_staff_is_named_after_them(desk):
    from desk.services.delivery import HistoryFilter
    from desk.services.shop import OperatorDraft, Operators

    camille = desk.db.write_now(
        lambda s: Operators(s).create(OperatorDraft(name="Camille", email="c@x.example"))
    )
    desk.write(
        to="c@x.example", whom=Recipient(customer_id=camille, is_staff=True), automatic="auto-generated"
    )
    (row,) = desk.db.read_now(lambda s: History(s).page(HistoryFilter()))
    assert (row.customer_name, row.customer_id) == ("Camille", camille)
    event = desk.db.read_now(lambda s: s.execute(select(Event)).scalar_one())
    assert event.customer_id is None
    assert desk.db.read_now(lambda s: s.get(Operator, camille)) is not None
