# SPDX-License-Identifier: LicenseRef-Desk
"""A shop with staff, a mailbox, accounts and a conversation, whose writers a test plays."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, insert, select, update

from desk import clock
from desk.models import (
    Conversation,
    Delivery,
    Folder,
    Mailbox,
    Message,
    Placement,
    ServerJob,
    Written,
    new_id,
)
from desk.models.vocabulary import (
    Author,
    Channel,
    ConversationState,
    DeliveryState,
    Direction,
    DraftKind,
    FolderRole,
    PointKind,
    Role,
)
from desk.services.delivery import Outbox
from desk.services.delivery.plan import Verdict
from desk.services.inbox import DraftContent, DraftPlace, Drafts, Handling, Letter, Writing
from desk.services.inbox.filing import Line, Lines
from desk.services.providers import AccountDraft, Roster
from desk.services.sandbox import install
from desk.services.shop import CustomerDraft, Customers, OperatorDraft, Operators, PointDraft, Settings
from desk.services.store import Change

NOW = datetime.now(UTC).replace(microsecond=0)
"""The moment all tests stand still at: the real one, for ids are made by the machine's clock."""
ZOE = "zoe@kunde.example"


class Office:
    """Camille owns the shop, Marc works there; Zoë has written, and waits."""

    def __init__(self, db, *, live=True):
        self.db = db
        with clock.fixed(NOW - timedelta(days=1)):
            db.write_now(lambda session: self._furnish(session, live))
        self.conversation = self.begin()
        self.first = self.say("Bonjour, mon vélo est-il prêt ?", at=NOW - timedelta(hours=2))

    def _furnish(self, session, live):
        Settings(session).change(
            shop_name="Atelier Lyon", default_language="fr", timezone="Europe/Paris", trial_mode=not live
        )
        self.camille = Operators(session).create(
            OperatorDraft(name="Camille Martin", email="camille@atelier.example", role=Role.OWNER)
        )
        self.marc = Operators(session).create(
            OperatorDraft(name="Marc Petit", email="marc@atelier.example", role=Role.AGENT)
        )
        points = (
            PointDraft(kind=PointKind.EMAIL, address=ZOE),
            PointDraft(kind=PointKind.PHONE, address="+33612345678"),
        )
        self.zoe = Customers(session).create(CustomerDraft(first_name="Zoë", last_name="Ait", points=points))
        install(session, NOW)
        self.account = Roster(session).create(
            AccountDraft(
                kind="smtp",
                name="Main",
                settings={"host": "127.0.0.1", "port": 25, "security": "none"},
                sender_address="contact@atelier.example",
                sender_name="Atelier Lyon",
            ),
            at=NOW,
        )
        Roster(session).create(
            AccountDraft(
                kind="http_sms", name="SMS", settings={"url": "http://127.0.0.1:9/x", "proof": "none"},
                sender_address="ATELIER",
            ),
            at=NOW,
        )  # fmt: skip
        self.box, self.inbox, self.sent_folder = new_id(), new_id(), new_id()
        session.execute(
            insert(Mailbox).values(
                id=self.box, created_at=NOW, updated_at=NOW, name="Main", address="contact@atelier.example",
                settings={"host": "127.0.0.1"},
            )
        )  # fmt: skip
        for id_, path, role in (
            (self.inbox, "INBOX", FolderRole.INBOX),
            (self.sent_folder, "Sent", FolderRole.SENT),
        ):
            session.execute(insert(Folder).values(id=id_, mailbox_id=self.box, path=path, role=role))

    def begin(self, **values):
        """Keep a conversation with Zoë; return it."""
        id_ = new_id()
        row = {
            "id": id_, "created_at": NOW, "updated_at": NOW, "subject": "Mon vélo", "channel": Channel.EMAIL,
            "state": ConversationState.IN_PROGRESS, "customer_id": self.zoe, "correspondent": ZOE,
            "correspondent_name": "Zoë Ait", "mailbox_id": self.box, "last_at": NOW - timedelta(days=1),
            "last_author": Author.CUSTOMER,
        }  # fmt: skip
        self.db.write_now(lambda s: s.execute(insert(Conversation).values(**{**row, **values})))
        return id_

    def say(self, text, *, conversation=None, at=None, placed=False, **more):
        """Let Zoë write; return the message."""
        at = at or NOW - timedelta(minutes=5)
        header_id = f"{new_id()}@kunde.example"
        line = Line(
            conversation_id=conversation or self.conversation, direction=Direction.INCOMING, author=Author.CUSTOMER,
            at=at, channel=Channel.EMAIL, sender=ZOE, sender_name="Zoë", text=text, subject="Mon vélo",
            is_read=False, customer_id=self.zoe,
        )  # fmt: skip
        line = Line(
            **{**{f: getattr(line, f) for f in line.__dataclass_fields__}, "header_id": header_id, **more}
        )

        def work(session):
            (message_id,) = Lines(session).add([line], at)
            if placed:
                uid = session.scalar(select(func.count()).select_from(Placement)) + 1
                session.execute(
                    insert(Placement).values(folder_id=self.inbox, uid=uid, message_id=message_id, flags=0)
                )
            return message_id

        return self.db.write_now(work, Change.CONVERSATIONS)

    # ------------------------------------------------------------------------------------ writing

    def letter(self, text="Oui, il est prêt.", *, kind=DraftKind.REPLY, conversation="", **more):
        content = {"to": ZOE, "text": text, "mailbox_id": self.box}
        names = DraftContent.__dataclass_fields__
        content |= {name: value for name, value in more.items() if name in names}
        rest = {name: value for name, value in more.items() if name not in names}
        place = DraftPlace(
            kind=kind, conversation_id=self.conversation if conversation == "" else conversation,
            customer_id=rest.pop("customer", self.zoe), operator_id=rest.pop("operator", self.camille),
        )  # fmt: skip
        return Letter(place=place, content=DraftContent(**content), **rest)

    def send(self, text="Oui, il est prêt.", at=NOW, **more):
        return self.db.write_now(lambda s: Writing(s).send(self.letter(text, **more), at), *Change)

    def take_back(self, message_id, at=NOW):
        return self.db.write_now(lambda s: Writing(s).take_back(message_id, at), *Change)

    def end(self, delivery_id, state, reason=None, error=""):
        """Let a delivery end."""
        verdict = Verdict(delivery_id=delivery_id, state=state, reason=reason, error=error)
        self.db.write_now(lambda s: Outbox(s).conclude([verdict], NOW), Change.DELIVERIES)

    def sent(self, text="Oui.", **more):
        """Send something that leaves."""
        found = self.send(text, **more)
        self.end(found.delivery_id, DeliveryState.SENT)
        return found

    # ------------------------------------------------------------------------------------ reading

    def do(self, work):
        """Do something with conversations; return how to undo it."""
        return self.db.write_now(lambda s: work(Handling(s)), *Change)

    def undo(self, value, at=NOW):
        self.db.write_now(lambda s: Handling(s).undo(value, at), *Change)

    def row(self, conversation=None):
        wanted = conversation or self.conversation
        return self.db.read_now(
            lambda s: s.execute(select(Conversation).where(Conversation.id == wanted)).scalar_one()
        )

    def message(self, message_id):
        return self.db.read_now(
            lambda s: s.execute(select(Message).where(Message.id == message_id)).scalar_one_or_none()
        )

    def messages(self, conversation=None):
        query = select(Message).where(Message.conversation_id == (conversation or self.conversation))
        return self.db.read_now(lambda s: s.execute(query.order_by(Message.at, Message.id)).scalars().all())

    def codes(self, conversation=None):
        """Return what the system lines of a conversation say."""
        return [
            one.detail["code"] for one in self.messages(conversation) if one.direction is Direction.SYSTEM
        ]

    def delivery(self, delivery_id):
        return self.db.read_now(
            lambda s: s.execute(select(Delivery).where(Delivery.id == delivery_id)).scalar_one_or_none()
        )

    def count(self, model):
        return self.db.read_now(lambda s: s.execute(select(func.count()).select_from(model)).scalar_one())

    def jobs(self):
        """Return what the mail servers are to be told: (kind, message, detail)."""
        query = select(ServerJob.kind, ServerJob.message_id, ServerJob.detail).order_by(ServerJob.id)
        return self.db.read_now(lambda s: [tuple(row) for row in s.execute(query)])

    def drafts(self, conversation="", operator=None):
        wanted = self.conversation if conversation == "" else conversation
        return self.db.read_now(lambda s: Drafts(s).of(wanted, operator or self.camille))

    def written(self):
        return self.db.read_now(lambda s: s.execute(select(Written)).scalars().all())

    def set(self, model, id_, **values):
        self.db.write_now(lambda s: s.execute(update(model).where(model.id == id_).values(**values)), *Change)
