# SPDX-License-Identifier: LicenseRef-Desk
"""Short messages of customers, from the service that is asked to the conversation."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from desk.errors import Unavailable
from desk.models import Conversation, Message
from desk.models.vocabulary import Channel, ConversationState, Direction, MessageKind
from desk.services.delivery import go_live
from desk.services.inbox import Notices, SmsIntake
from desk.services.inbox.sms import intake
from desk.services.inbox.sms.cursors import Cursors
from desk.services.preferences import Consents, SuppressionFilter, Suppressions
from desk.services.providers import IncomingText, provider_kind
from desk.services.sandbox import IncomingBook, Sandbox
from desk.services.store import Change
from tests.services.delivery.floor import running, until
from tests.services.inbox.office import NOW, Office

PHONE = "+33612345678"


def text(words, reference="1", sender=PHONE, at=NOW):
    return IncomingText(sender=sender, text=words, at=at, reference=reference)


class Service:
    """An account that tells what a test says."""

    is_polled = True
    concurrency = 1

    def __init__(self, *texts, error=None, ignores_after=False):
        self.texts, self.error, self.asked, self.is_closed = list(texts), error, [], False
        self.ignores_after = ignores_after

    async def poll(self, after):
        self.asked.append(after)
        if self.error:
            raise self.error
        known = [one.reference for one in self.texts]
        start = known.index(after) + 1 if after in known and not self.ignores_after else 0
        return tuple(self.texts[start : start + 2])

    async def send(self, parcel, hand_over):
        raise AssertionError

    async def check(self):
        pass

    async def look_up(self, reference):
        raise AssertionError

    async def close(self):
        self.is_closed = True


@pytest.fixture
def office(any_db):
    return Office(any_db)


def look(office, service):
    async def play():
        worker = SmsIntake(office.db, lambda _account: service)
        count = await worker.look()
        await worker.close()
        return count

    return asyncio.run(play())


def messages(office):
    query = select(Message).where(Message.channel == Channel.SMS).order_by(Message.at, Message.id)
    return office.db.read_now(lambda s: s.execute(query).scalars().all())


def test_an_answer_lands_in_a_conversation_with_its_customer(office):
    assert look(office, Service(text("Oui, à demain", sender="06 12 34 56 78"))) == 1
    (message,) = messages(office)
    assert (message.direction, message.text, message.sender, message.customer_id) == (
        Direction.INCOMING, "Oui, à demain", PHONE, office.zoe,
    )  # fmt: skip
    row = office.row(message.conversation_id)
    assert (row.channel, row.unread, row.customer_id) == (Channel.SMS, 1, office.zoe)
    assert row.waiting_since is not None


def test_each_is_fetched_once_and_the_place_is_kept(office):
    service = Service(*(text(f"N° {n}", str(n), at=NOW + timedelta(seconds=n)) for n in range(5)))
    assert look(office, service) == 5
    assert service.asked == ["", "1", "3", "4"]
    assert look(office, service) == 0
    service.texts.append(text("Encore", "9"))
    assert look(office, service) == 1
    assert service.asked[-2:] == ["4", "9"]
    assert len(messages(office)) == 6


def test_a_service_that_always_tells_everything(office):
    service = Service(text("a", "1"), text("b", "2"), ignores_after=True)
    assert look(office, service) == 2
    service.texts = [text("b", "2"), text("c", "3")]
    assert look(office, service) == 1
    assert len(messages(office)) == 3


def test_one_message_that_cannot_be_filed_stops_no_other(office, monkeypatch, log_guard):
    log_guard.expect("could not be filed")
    right = intake.take_in_texts

    def stumbling(session, account, texts, now):
        if any("\x00" in one.text or one.reference == "4" for one in texts):
            raise ValueError(texts)
        return right(session, account, texts, now)

    monkeypatch.setattr(intake, "take_in_texts", stumbling)
    words = ["a", "evil \x00 words", "STOP", "hopeless", "b"]
    texts = [text(one, str(n), at=NOW + timedelta(seconds=n)) for n, one in enumerate(words, 1)]
    assert look(office, Service(*texts)) == 5
    assert [one.text for one in office.messages(messages(office)[0].conversation_id)] == [
        "a",
        "evil ? words",
        "STOP",
    ]
    assert [one.text for one in messages(office)][-2:] == ["hopeless", "b"]
    assert look(office, Service(*texts)) == 0


def kept_plainly(office, monkeypatch, words, mistake=ValueError):
    """Have one message come that cannot be filed; return how many were new."""

    def stumbling(_session, _account, texts, _now):
        raise mistake(texts)

    monkeypatch.setattr(intake, "take_in_texts", stumbling)
    return look(office, Service(text(words, sender="06 12 34 56 78")))


def test_what_cannot_be_filed_is_a_conversation_that_waits_for_somebody(office, monkeypatch, log_guard):
    log_guard.expect("could not be filed")
    assert kept_plainly(office, monkeypatch, "Prêt ?\x00") == 1
    (message,) = messages(office)
    row = office.row(message.conversation_id)
    assert (message.text, row.unread, row.state) == ("Prêt ??", 1, ConversationState.IN_PROGRESS)
    assert row.waiting_since is not None
    assert look(office, Service(text("Prêt ?\x00"))) == 0


def test_a_wish_is_done_even_if_its_message_cannot_be_filed(office, monkeypatch, log_guard):
    log_guard.expect("could not be filed")
    assert kept_plainly(office, monkeypatch, "STOP") == 1
    lines = office.db.read_now(lambda s: Suppressions(s).page(SuppressionFilter()))
    assert {(line.channel, line.address) for line in lines} == {(Channel.SMS, PHONE)}
    assert [one.text for one in messages(office)] == ["STOP"]


def test_a_wish_that_cannot_be_done_is_read_by_a_person(office, monkeypatch, log_guard):
    log_guard.expect("could not be filed")
    log_guard.expect("could not be done")
    monkeypatch.setattr(intake, "apply_wish", lambda *_told: {}["nothing"])
    assert kept_plainly(office, monkeypatch, "STOP") == 1
    assert [one.text for one in messages(office)] == ["STOP"]


def test_what_cannot_even_be_kept_stays_with_the_service(office, monkeypatch, log_guard):
    log_guard.expect("could not be filed")
    log_guard.expect("does not tell")
    with monkeypatch.context() as broken:
        broken.setattr(intake, "keep_unfiled", lambda *_told: {}["nothing"])
        assert kept_plainly(office, broken, "Bonjour") == 0
    assert messages(office) == []
    assert look(office, Service(text("Bonjour"))) == 1


@pytest.mark.parametrize("error", [RuntimeError, OSError])
def test_what_is_no_messages_fault_is_not_taken_for_one(office, monkeypatch, error):
    with pytest.raises(error):
        kept_plainly(office, monkeypatch, "Bonjour", error)
    assert messages(office) == []


def test_who_looks_after_it_is_told(office):
    look(office, Service(text("a", "1")))
    conversation = messages(office)[0].conversation_id
    office.do(lambda h: h.assign([conversation], [office.marc], by=office.camille, at=NOW))
    look(office, Service(text("a", "1"), text("b", "2")))
    kinds = [one.kind for one in office.db.read_now(lambda s: Notices(s).page(office.marc))]
    assert kinds == ["replied", "assigned"]


def test_stop_is_a_wish_and_a_sentence_with_it_is_read_by_a_person(office):
    look(
        office,
        Service(text("Je ne peux pas arrêter là", "1"), text("STOP", "2", at=NOW + timedelta(seconds=1))),
    )
    (first,) = messages(office)
    kinds = {one.text: one.kind for one in office.messages(first.conversation_id)}
    assert kinds == {"Je ne peux pas arrêter là": MessageKind.MESSAGE, "STOP": MessageKind.STOP}
    lines = office.db.read_now(lambda s: Suppressions(s).page(SuppressionFilter()))
    assert {(line.channel, line.address) for line in lines} == {(Channel.SMS, PHONE)}
    assert office.row(first.conversation_id).unread == 1


@pytest.mark.parametrize("is_filed", [True, False])
def test_a_stop_that_is_played_in_the_trial_does_not_outlast_it(any_db, monkeypatch, log_guard, is_filed):
    office = Office(any_db, live=False)
    if is_filed:
        assert look(office, Service(text("STOP"))) == 1
    else:
        log_guard.expect("could not be filed")
        assert kept_plainly(office, monkeypatch, "STOP") == 1
    blocked = lambda: any_db.read_now(lambda s: Suppressions(s).active([PHONE], NOW))  # noqa: E731
    assert blocked() == {(Channel.SMS, PHONE, "")}
    any_db.write_now(lambda s: go_live(s, NOW), *Change)
    assert blocked() == frozenset()
    assert any_db.read_now(lambda s: Consents(s).history(office.zoe)) == ()
    assert look(office, Service(text("STOP", "2"))) == 1
    assert blocked() == {(Channel.SMS, PHONE, "")}


def test_a_service_that_does_not_answer_is_complained_of_once(office, log_guard):
    log_guard.expect("does not tell")
    service = Service(error=Unavailable("timeout"))

    async def play():
        worker = SmsIntake(office.db, lambda _account: service)
        assert [await worker.look(), await worker.look()] == [0, 0]
        service.error = None
        service.texts.append(text("Enfin"))
        assert await worker.look() == 1
        await worker.close()

    asyncio.run(play())
    assert len(log_guard.records) == 1
    assert service.is_closed


def test_an_account_that_cannot_be_asked(office):
    service = Service(text("a"))
    service.is_polled = False
    assert look(office, service) == 0
    assert service.asked == []


def test_a_message_of_the_sandbox_comes_back_as_a_conversation(db, monkeypatch):
    """From the fault desk through the sandbox's own service, over HTTP, to the list."""
    office = Office(db, live=False)

    async def play():
        sandbox = Sandbox(db)

        def build(account):
            settings = sandbox.addressed(account.kind, account.settings)
            return sandbox.witnessed(provider_kind(account.kind).build(settings, ""))

        worker = SmsIntake(db, build)
        try:
            async with running(sandbox.run()), running(worker.run()):
                await asyncio.sleep(0.1)
                await db.write(lambda s: IncomingBook(s).play(PHONE, "Bonjour 😀", NOW), Change.CAPTURES)
                await until(lambda: len(messages(office)) == 1)
                await db.write(lambda s: IncomingBook(s).play("+33700000000", "Qui ?", NOW), Change.CAPTURES)
                await until(lambda: len(messages(office)) == 2)
        finally:
            sandbox.close()

    asyncio.run(play())
    first, second = messages(office)
    assert {first.text, second.text} == {"Bonjour 😀", "Qui ?"}
    assert {first.customer_id, second.customer_id} == {office.zoe, None}
    assert office.count(Conversation) == 3


def test_the_place_of_each_account(any_db):
    assert any_db.read_now(lambda s: Cursors(s).get("a")) == ""
    any_db.write_now(lambda s: Cursors(s).put("a", "1"))
    any_db.write_now(lambda s: Cursors(s).put("a", "2"))
    any_db.write_now(lambda s: Cursors(s).put("b", "9"))
    assert any_db.read_now(lambda s: (Cursors(s).get("a"), Cursors(s).get("b"))) == ("2", "9")
