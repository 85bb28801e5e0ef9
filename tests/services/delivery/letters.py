# SPDX-License-Identifier: LicenseRef-Desk
"""A shop from which people write, and a way out that a test plays."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select

from desk import clock
from desk.models import Delivery, Message, Written
from desk.models.vocabulary import Author, Channel, ConversationState, Direction, PointKind
from desk.services.delivery import Accounts, Blobs, Recipient, Replies, Sender, WrittenContent, WrittenFile
from desk.services.delivery.claiming import claim
from desk.services.preferences import SuppressionDraft, Suppressions
from desk.services.providers import AccountDraft, Roster
from desk.services.sandbox import install
from desk.services.shop import CustomerDraft, Customers, PointDraft, Settings
from desk.services.store import Change
from tests.services.delivery.fakes import FakeProvider, FakeRenderer
from tests.services.delivery.floor import running, until

NOW = datetime.now(UTC).replace(microsecond=0)
ZOE = "zoe@kunde.example"


class Desk:
    """A shop in service with one account; `send` queues, `play` sends."""

    def __init__(self, db, *, live=True):
        self.db = db

        def work(session):
            Settings(session).change(shop_name="Atelier", trial_mode=not live)
            install(session, NOW)
            self.account = self.account_in(session)
            points = (PointDraft(kind=PointKind.EMAIL, address=ZOE),)
            self.zoe = Customers(session).create(CustomerDraft(first_name="Zoë", points=points))

        db.write_now(work)

    def account_in(self, session, address="contact@atelier.example", **more):
        draft = AccountDraft(
            kind="smtp", name=address, settings={"host": "127.0.0.1", "port": 25, "security": "none"},
            sender_address=address, sender_name="Atelier", **more,
        )  # fmt: skip
        return Roster(session).create(draft, at=NOW)

    def write(self, text="Bonjour", *, due_at=NOW, whom=None, **more):
        """Queue something; return what was queued."""
        content = WrittenContent(
            **{"channel": Channel.EMAIL, "to": ZOE, "text": text, "author": "Camille", **more}
        )
        who = whom or Recipient(customer_id=self.zoe)
        return self.db.write_now(
            lambda s: Replies(s).queue(content, who, due_at=due_at, now=NOW), Change.DELIVERIES
        )

    def line(self, queued):
        """Keep the line of a conversation that a message is; return it."""
        from desk.models import Conversation, new_id

        conversation, message = new_id(), new_id()

        def work(session):
            session.execute(
                insert(Conversation).values(
                    id=conversation, created_at=NOW, updated_at=NOW, channel=Channel.EMAIL,
                    state=ConversationState.IN_PROGRESS, last_at=NOW, last_author=Author.OPERATOR,
                )
            )  # fmt: skip
            session.execute(
                insert(Message).values(
                    id=message, conversation_id=conversation, search_key=int(message[:12], 16),
                    direction=Direction.OUTGOING, author=Author.OPERATOR, at=NOW, received_at=NOW,
                    delivery_id=queued.delivery_id, header_id=queued.header_id,
                )
            )  # fmt: skip

        self.db.write_now(work)
        return message

    def file(self, body, name="bon.pdf"):
        sha256 = self.db.write_now(lambda s: Blobs(s).put(body))
        return WrittenFile(name=name, media_type="application/pdf", size=len(body), sha256=sha256)

    def claim(self, channel=Channel.EMAIL, at=NOW):
        with clock.fixed(at):
            return self.db.write_now(lambda s: claim(s, channel, "me:1", 100)).claimed

    def row(self, queued):
        id_ = queued if isinstance(queued, str) else queued.delivery_id
        return self.db.read_now(lambda s: s.execute(select(Delivery).where(Delivery.id == id_)).scalar_one())

    def rows(self):
        return self.db.read_now(lambda s: s.execute(select(Delivery).order_by(Delivery.id)).scalars().all())

    def kept(self):
        return self.db.read_now(lambda s: s.execute(select(Written)).scalars().all())

    def play(self, *, answer=None, ended=None, build=None):
        """Let a sender work until everything has `ended` (None: nothing is queued any more); return the way out."""
        provider = FakeProvider(answer) if answer else FakeProvider()
        ended = ended or (lambda: all(row.settled_at is not None for row in self.rows()))

        async def run():
            accounts = Accounts(self.db, build or (lambda _account: provider))
            sender = Sender(self.db, "me:1", accounts, FakeRenderer())
            async with running(sender.run()):
                await until(ended)

        asyncio.run(run())
        return provider


LATER = NOW + timedelta(days=1)


def suppress(desk, reason, address=ZOE, topic=""):
    draft = SuppressionDraft(channel=Channel.EMAIL, address=address, reason=reason, topic=topic)
    desk.db.write_now(lambda s: Suppressions(s).add(draft), Change.CONSENT)
