# SPDX-License-Identifier: LicenseRef-Desk
import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from desk import clock
from desk.models import Delivery, Notice, Operator, Written
from desk.services.inbox import Notices, Telling
from desk.services.inbox.handling.telling import PATIENCE
from tests.services.inbox.office import NOW, Office

SOON = NOW + PATIENCE + timedelta(seconds=1)


@pytest.fixture
def office(any_db):
    made = Office(any_db)
    made.set(Operator, made.marc, wishes={"email_assigned": True, "email_replied": True}, language="en")
    made.do(lambda h: h.assign([made.conversation], [made.marc], by=made.camille, at=NOW))
    return made


def look(office, at=SOON):
    with clock.fixed(at):
        return asyncio.run(Telling(office.db).look())


def mails(office):
    return [row.content for row in office.written()]


def test_who_wants_it_is_told_of_what_they_were_given(office):
    assert look(office) == 1
    (mail,) = mails(office)
    assert (mail["to"], mail["subject"]) == ("marc@atelier.example", "Assigned to you: Mon vélo")
    assert "Camille Martin has given you the conversation “Mon vélo” with Zoë Ait." in mail["text"]
    assert (mail["automatic"], mail["reply_to"]) == ("auto-generated", "")
    delivery = office.db.read_now(lambda s: s.execute(select(Delivery)).scalar_one())
    assert (delivery.customer_id, delivery.urgency) == (office.marc, "normal")
    assert look(office) == 0


def test_in_the_operators_own_language(office):
    office.set(Operator, office.marc, language="fr")
    look(office)
    assert mails(office)[0]["subject"] == "Assignée à vous\u202f: Mon vélo"


def test_of_a_customers_answer(office):
    look(office)
    new = office.say("Alors ?\r\nBcc: x", at=NOW)
    office.db.write_now(lambda s: Notices(s).replied([new], NOW))
    assert look(office) == 1
    mail = mails(office)[-1]
    assert mail["subject"] == "Zoë Ait has answered: Mon vélo"
    assert "Alors ?" in mail["text"]


def test_who_reads_it_in_the_window_is_not_written_to(office):
    assert look(office, NOW + timedelta(seconds=10)) == 0
    office.db.write_now(lambda s: Notices(s).mark_read(office.marc, NOW))
    assert look(office) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"wishes": {}}, {"wishes": {"email_replied": True}}, {"email": ""}, {"is_active": False},
        {"email": "Contact@Atelier.example"}, {"email": "no address"},
    ],
)  # fmt: skip
def test_who_is_not_told(office, change):
    office.set(Operator, office.marc, **change)
    assert look(office) == 0
    assert office.count(Written) == 0


def test_what_is_a_day_old_is_no_news(office):
    assert look(office, NOW + timedelta(days=3)) == 0


def test_one_unread_notice_that_is_not_wished_by_mail_keeps_nobody_else_from_being_told(office):
    office.set(Operator, office.camille, wishes={"email_assigned": True})
    new = office.say("Alors ?", at=NOW)
    office.do(lambda h: h.assign([office.conversation], [office.camille], by=office.marc, at=NOW))
    office.db.write_now(lambda s: s.execute(update(Notice).values(told_at=NOW)))
    office.set(Operator, office.marc, wishes={"email_assigned": True})
    office.db.write_now(lambda s: Notices(s).replied([new], NOW))
    other = office.begin()
    office.do(lambda h: h.assign([other], [office.camille], by=office.marc, at=NOW))
    assert look(office) == 1
    assert mails(office)[0]["to"] == "camille@atelier.example"
