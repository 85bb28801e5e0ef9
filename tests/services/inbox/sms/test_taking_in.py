# SPDX-License-Identifier: LicenseRef-Desk
from datetime import timedelta

import pytest

from desk.services.inbox.sms.cursors import Cursors
from desk.services.inbox.sms.taking_in import take_in_texts
from desk.services.providers import IncomingText, Roster
from tests.services.inbox.office import NOW, Office

PHONE = "+33612345678"


@pytest.fixture
def office(any_db):
    return Office(any_db)


def take(office, *words, sender=PHONE):
    def work(session):
        account = next(one for one in Roster(session).page() if one.kind == "http_sms" and not one.is_sandbox)
        texts = [
            IncomingText(sender=sender, text=text, at=NOW + timedelta(seconds=n), reference=text)
            for n, text in enumerate(words)
        ]
        return take_in_texts(session, account, texts, NOW), Cursors(session).get(account.id)

    return office.db.write_now(work)


def test_nothing_is_nothing(office):
    assert take(office)[0].new == 0


def test_what_is_known_is_passed_over(office):
    first, place = take(office, "a", "b")
    assert (first.new, first.wishes, place) == (2, 0, "b")
    assert take(office, "b", "c")[0].new == 1


def test_a_wish_is_counted(office):
    taken, _ = take(office, "STOP")
    assert (taken.new, taken.wishes) == (1, 1)


def test_a_sender_that_is_no_number(office):
    assert take(office, "Votre code", sender="BANQUE")[0].new == 1
