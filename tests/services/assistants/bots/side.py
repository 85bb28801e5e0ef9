# SPDX-License-Identifier: LicenseRef-Desk
"""One shop with a mailbox and bots; what it sends comes out as the bytes that would leave, what it gets is filed."""

import asyncio
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP

from sqlalchemy import insert, select

from desk import clock
from desk.models import AutomaticAnswer, BotTask, Conversation, Folder, Mailbox, Message, new_id
from desk.models.vocabulary import (
    AttemptOutcome,
    Author,
    Channel,
    DeliveryState,
    Direction,
    DraftKind,
    FolderRole,
    MailboxRole,
    PointKind,
)
from desk.services.assistants import BotDraft, BotRunner, Bots
from desk.services.delivery.claiming import claim
from desk.services.delivery.outbox import Outbox
from desk.services.delivery.penmanship import make_written
from desk.services.delivery.plan import Departure, Settlement
from desk.services.inbox import (
    Arrival,
    BotTasks,
    DraftContent,
    DraftPlace,
    Filing,
    Letter,
    Writing,
    read_mail,
    recognise,
)
from desk.services.providers import AccountDraft, Roster
from desk.services.shop import CustomerDraft, Customers, PointDraft, Settings

ANY = {"rules": [{"words": ["*"], "texts": {"fr": "Merci, nous revenons vers vous.", "en": "Thank you."}}]}


class Side:
    """A shop at `address`."""

    def __init__(self, db, address):
        self.db, self.address = db, address
        self.mailbox_id, self.folder_ids, self.uid = new_id(), {}, 0
        self.runner = BotRunner(db)
        db.write_now(self._set_up)

    def _set_up(self, session):
        now = clock.now()
        Settings(session).change(
            shop_name="Atelier", trial_mode=False, default_language="fr", languages=("fr", "en")
        )
        account = AccountDraft(
            kind="smtp", name="Test", settings={"host": "127.0.0.1", "port": 2525, "security": "none"},
            sender_address=self.address, sender_name="Atelier",
        )  # fmt: skip
        provider_id = Roster(session).create(account, at=now)
        session.execute(
            insert(Mailbox).values(
                id=self.mailbox_id, created_at=now, updated_at=now, name="Box", address=self.address, role=MailboxRole.MAIN,
                provider_id=provider_id, settings={},
            )
        )  # fmt: skip
        for role in (FolderRole.INBOX, FolderRole.SENT):
            self.folder_ids[role] = new_id()
            session.execute(
                insert(Folder).values(
                    id=self.folder_ids[role], mailbox_id=self.mailbox_id, path=role.value, role=role
                )
            )

    def customer(self, address, **fields):
        point = PointDraft(kind=PointKind.EMAIL, address=address)
        draft = CustomerDraft(first_name="Léa", points=(point,), **fields)
        return self.db.write_now(lambda s: Customers(s).create(draft))

    def bot(self, kind="keyword", settings=ANY, **how):
        draft = BotDraft(name="Robot", kind=kind, settings=settings, is_active=True, **how)
        return self.db.write_now(lambda s: Bots(s).create(draft, at=clock.now()))

    # ------------------------------------------------------------------------------------ mail

    def receive(self, raw, role=FolderRole.INBOX, taken_in=None):
        """File a mail as syncing does, and let bots look at it later; return its message id."""
        self.uid += 1
        mail = read_mail(raw)
        arrival = Arrival(
            raw=raw, mail=mail, feedback=recognise(mail, raw), mailbox_id=self.mailbox_id,
            folder_id=self.folder_ids[role], folder_role=role, uid=self.uid, internal_date=taken_in or clock.now(),
        )  # fmt: skip

        def work(session):
            filed = Filing(session).file([arrival], clock.now())
            ids = [one.message_id for one in filed.messages]
            BotTasks(session).add(ids, clock.now())
            return ids[0] if ids else None

        return self.db.write_now(work)

    def look(self):
        """Let the bots look; return what leaves because of it."""
        asyncio.run(self.runner.look())
        return self.outgoing()

    def write(self, to, text):
        """Let a person begin a conversation with a customer; return the mail that leaves."""
        customer_id = self.customer(to)
        letter = Letter(
            place=DraftPlace(kind=DraftKind.NEW, customer_id=customer_id),
            content=DraftContent(to=to, subject="Bonjour", text=text),
        )
        self.db.write_now(lambda s: Writing(s).send(letter, clock.now() - timedelta(minutes=1)))
        return self.outgoing()

    def answer(self, conversation_id, to, text):
        letter = Letter(
            place=DraftPlace(kind=DraftKind.REPLY, conversation_id=conversation_id),
            content=DraftContent(to=to, text=text),
        )
        self.db.write_now(lambda s: Writing(s).send(letter, clock.now() - timedelta(minutes=1)))
        return self.outgoing()

    def outgoing(self):
        """Claim what is due and call it sent; return the bytes of each."""
        claimed = self.db.write_now(lambda s: claim(s, Channel.EMAIL, "me", 50)).claimed
        return [self._made(one) for one in claimed]

    def _made(self, one):
        made = asyncio.run(make_written(self.db, one))
        now = clock.now()
        departure = Departure(delivery_id=one.due.id, provider_id=one.account.id, subject="x", content=b"x")
        settled = Settlement(
            delivery_id=one.due.id, notification_id=one.due.notification_id, provider_id=one.account.id, number=1,
            started_at=now, ended_at=now, outcome=AttemptOutcome.ACCEPTED, state=DeliveryState.SENT,
        )  # fmt: skip
        self.db.write_now(lambda s: Outbox(s).hand_over([departure], "me", now))
        self.db.write_now(lambda s: Outbox(s).settle([settled], now))
        return made.body

    # ------------------------------------------------------------------------------------ looks

    def all(self, model):
        return self.db.read_now(
            lambda s: list(s.scalars(select(model).order_by(*model.__table__.primary_key)))
        )

    def robots(self):
        """Return the texts that bots have written."""
        rows = self.all(Message)
        return [
            one.text for one in rows if one.author is Author.ROBOT and one.direction is Direction.OUTGOING
        ]

    def lines(self):
        """Return the codes of the system lines."""
        return [
            one.detail["code"]
            for one in self.all(Message)
            if one.direction is Direction.SYSTEM and "code" in one.detail
        ]

    @property
    def conversation(self):
        return self.all(Conversation)[0]

    def counts(self):
        return len(self.all(BotTask)), len(self.all(AutomaticAnswer))


def mail(
    sender="lea@client.example",
    to="shop@atelier.example",
    text="Bonjour, quand est-ce prêt ?",
    subject="Question",
    **headers,
):
    """Return the bytes of a mail that a person wrote."""
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Date"] = clock.now()
    made["Message-ID"] = f"<{new_id()}@client.example>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made.as_bytes()
