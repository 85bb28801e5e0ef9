# SPDX-License-Identifier: LicenseRef-Desk
"""What people write leaves through a real Postfix to the byte, whatever is done to the service meanwhile."""

import email
import email.policy
import random
from collections import Counter
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select

from desk import clock
from desk.models import Conversation, Delivery, Folder, Mailbox, Message, ServerJob, Written, new_id
from desk.models.vocabulary import (
    Author,
    Channel,
    ConversationState,
    DeliveryState,
    Direction,
    DraftKind,
    FolderRole,
)
from desk.services.delivery import Blobs
from desk.services.inbox import DraftContent, DraftPlace, Drafts, Letter, Writing
from desk.services.inbox.filing import Line, Lines
from desk.services.shop import OperatorDraft, Operators
from desk.services.store import Change
from tests.journeys.engine import drain
from tests.journeys.shop import Shop

NAME = 'Zoë "<x@y>" 😀'


class FrontDesk(Shop):
    """A shop at whose counter somebody answers customers."""

    def furnish(self):
        def work(session):
            self.camille = Operators(session).create(OperatorDraft(name="Camille Martin"))
            self.box, now = new_id(), clock.now()
            session.execute(
                insert(Mailbox).values(
                    id=self.box, created_at=now, updated_at=now, name="Main", address="boite@atelier.example",
                    settings={"host": "127.0.0.1", "port": 1, "security": "none", "plus_addressing": True},
                    is_paused=True, is_active=True,
                )
            )  # fmt: skip
            session.execute(
                insert(Folder).values(id=new_id(), mailbox_id=self.box, path="Sent", role=FolderRole.SENT)
            )

        self.desk.db.write_now(work, *Change)
        return self

    def begin(self, address, name=NAME):
        """Let somebody who is no customer write; return the conversation."""
        id_, now = new_id(), clock.now()
        line = Line(
            conversation_id=id_, direction=Direction.INCOMING, author=Author.CUSTOMER, at=now - timedelta(hours=1),
            channel=Channel.EMAIL, header_id=f"{id_}@kunde.example", sender=address, text="Bonjour ?", is_read=False,
        )  # fmt: skip

        def work(session):
            session.execute(
                insert(Conversation).values(
                    id=id_, created_at=now, updated_at=now, subject="Vélo", channel=Channel.EMAIL, mailbox_id=self.box,
                    state=ConversationState.IN_PROGRESS, correspondent=address, correspondent_name=name,
                    last_at=now - timedelta(hours=2), last_author=Author.CUSTOMER,
                )
            )  # fmt: skip
            Lines(session).add([line], now)

        self.desk.db.write_now(work, Change.CONVERSATIONS)
        return id_

    def answer(self, conversation, to, text="Prêt.", *, at=None, files=(), **more):
        content = DraftContent(
            to=to, text=text, mailbox_id=self.box, send_at=at or clock.now(), files=files, **more
        )
        place = DraftPlace(kind=DraftKind.REPLY, conversation_id=conversation, operator_id=self.camille)
        letter = Letter(place=place, content=content)
        return self.desk.db.write_now(lambda s: Writing(s).send(letter, clock.now()), *Change)

    def file(self, name, body):
        return self.desk.db.write_now(lambda s: Drafts(s).put_file(name, "application/pdf", body))


@pytest.fixture
def shop(tmp_path, any_url):
    made = FrontDesk(tmp_path / "home", any_url).set_up().furnish()
    yield made
    made.close()


def test_an_answer_with_a_file_and_a_copy_arrives_to_the_byte(shop, postfix):
    shop.account(postfix.port)
    conversation = shop.begin("zoe@kunde.example")
    body = random.Random(7).randbytes(300_000)
    sent = shop.answer(
        conversation, "zoe@kunde.example", "Voilà.\n\n.\nÀ demain", cc=("marc@kunde.example",),
        files=(shop.file("bon de commande – é.pdf", body),), html="<p>Voilà.</p>",
    )  # fmt: skip
    drain(shop)
    postfix.wait_for(2)
    mails = postfix.messages()
    assert len(mails) == 2
    for raw in mails:
        mail = email.message_from_bytes(raw.as_bytes(), policy=email.policy.default)
        (to,) = mail["To"].addresses
        assert (to.display_name, to.addr_spec) == (NAME, "zoe@kunde.example")
        assert [one.addr_spec for one in mail["Cc"].addresses] == ["marc@kunde.example"]
        assert (mail["Subject"], mail["In-Reply-To"]) == ("Re: Vélo", f"<{conversation}@kunde.example>")
        assert mail["Reply-To"].addresses[0].addr_spec.startswith("boite+dc")
        (part,) = [one for one in mail.walk() if one.get_content_disposition() == "attachment"]
        assert (part.get_filename(), part.get_payload(decode=True)) == ("bon de commande – é.pdf", body)
        text = mail.get_body(("plain",)).get_content()
        assert text.splitlines() == ["Voilà.", "", ".", "À demain"]
    row = shop.desk.db.read_now(lambda s: s.get(Delivery, sent.delivery_id))
    assert (row.state, row.attempts) == (DeliveryState.SENT, 1)
    (job,) = shop.desk.db.read_now(lambda s: s.execute(select(ServerJob)).scalars().all())
    kept = shop.desk.db.read_now(lambda s: Blobs(s).body(job.detail["sha256"]))
    message = shop.desk.db.read_now(lambda s: s.get(Message, sent.message_id))
    assert (job.kind, message.raw_sha256) == ("append", job.detail["sha256"])
    assert f"Message-ID: <{message.header_id}>".encode() in kept


EVIL = (
    "a\r\nBcc: evil@kunde.example",
    "a\nBcc: evil@kunde.example",
    "a\r\n\r\nEvil body",
    "a\x00b",
    "a\u2028Bcc: x",
)


@pytest.mark.parametrize("evil", EVIL)
def test_nothing_that_was_typed_becomes_a_header(tmp_path, sqlite_url, postfix, evil, log_guard):
    from desk.errors import DeskError

    log_guard.allow("is held")
    shop = FrontDesk(tmp_path / "home", sqlite_url).set_up().furnish()
    shop.account(postfix.port)
    sent = 0
    for field in (
        {"subject": evil},
        {"cc": (f"{evil}@kunde.example",)},
        {"to": f"{evil}@kunde.example"},
        {"text": evil},
    ):
        conversation = shop.begin("zoe@kunde.example")
        try:
            shop.answer(**{"conversation": conversation, "to": "zoe@kunde.example", **field})
            sent += 1
        except DeskError:
            pass
    try:
        shop.answer(shop.begin("zoe@kunde.example", name=evil), "zoe@kunde.example")
        sent += 1
    except DeskError:
        pass
    drain(shop)
    states = shop.states()
    if states.get(DeliveryState.SENT):
        postfix.wait_for(states[DeliveryState.SENT])
    for mail in postfix.messages():
        assert mail["Bcc"] is None
        assert mail["Delivered-To"] == "zoe@kunde.example" or "evil" not in str(mail["Delivered-To"])
        assert set(mail.keys()) & {"Evil", "X"} == set()
    assert sum(states.values()) == sent
    shop.close()


def test_answers_survive_a_kill(tmp_path, sqlite_url, postfix):
    campaign(tmp_path, sqlite_url, postfix, mails=40, kills=1)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_a_campaign_of_answers_survives_kills(tmp_path, sqlite_url, postfix):
    campaign(tmp_path, sqlite_url, postfix, mails=400, kills=30)


def campaign(tmp_path, sqlite_url, postfix, *, mails, kills):
    """Send `mails` answers, killing the service `kills` times: none is lost, none leaves twice."""
    shop = FrontDesk(tmp_path / "home", sqlite_url).set_up().furnish()
    shop.account(postfix.port, connections=4)
    luck = random.Random(3)
    file = shop.file("a.pdf", b"x" * 20_000)
    for n in range(mails):
        address = f"kunde{n}@kunde.example"
        shop.answer(shop.begin(address), address, f"N° {n}", files=(file,))
    service = shop.start()
    for _ in range(kills):
        before = shop.sent()
        further = luck.randrange(1, 2 * mails // (kills + 1))
        shop.wait(
            lambda before=before, further=further: shop.sent() >= before + further or not shop.open_count()
        )
        service.kill()
        service = shop.start()
    shop.wait(lambda: not shop.open_count(), patience_s=90)
    service.stop()
    sent, unconfirmed = shop.message_ids(DeliveryState.SENT), shop.message_ids(DeliveryState.UNCONFIRMED)
    assert len(sent) + len(unconfirmed) == mails
    postfix.wait_for(len(sent))
    arrived = Counter(mail["Message-ID"].strip("<>") for mail in postfix.messages())
    assert max(arrived.values()) == 1
    assert sent - set(arrived) == set()
    shop.close()


def test_two_services_on_one_postgresql(tmp_path, postgres_desk_url, postfix):
    shop = FrontDesk(tmp_path / "home", postgres_desk_url).set_up().furnish()
    from desk import config

    shop.account(postfix.port)
    mails = 20
    for n in range(mails):
        address = f"kunde{n}@kunde.example"
        shop.answer(shop.begin(address), address, f"N° {n}")
    other = config.at(tmp_path / "other", postgres_desk_url)
    services = [shop.start(), shop.start(place=other)]
    shop.wait(lambda: shop.sent() == mails, patience_s=60)
    postfix.wait_for(mails)
    for service in services:
        service.stop()
    arrived = Counter(mail["Message-ID"].strip("<>") for mail in postfix.messages())
    assert (len(arrived), max(arrived.values())) == (mails, 1)
    shop.close()


def test_in_trial_mode_postfix_gets_nothing(tmp_path, sqlite_url, postfix):
    from desk.services.sandbox import Captures

    shop = FrontDesk(tmp_path / "home", sqlite_url).set_up(live=False).furnish()
    shop.account(postfix.port)
    shop.answer(shop.begin("zoe@kunde.example"), "zoe@kunde.example", cc=("marc@kunde.example",))
    drain(shop)
    assert shop.states() == {DeliveryState.SENT: 1}
    captured = shop.desk.db.read_now(lambda s: Captures(s).page())
    assert {one.recipient for one in captured} == {"zoe@kunde.example", "marc@kunde.example"}
    assert postfix.messages() == []
    assert shop.desk.db.read_now(lambda s: s.execute(select(ServerJob)).scalars().all()) == []
    (written,) = shop.desk.db.read_now(lambda s: s.execute(select(Written)).scalars().all())
    assert written.settled_as == "sent"
    assert isinstance(clock.now(), datetime)
    shop.close()
