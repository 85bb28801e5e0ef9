# SPDX-License-Identifier: LicenseRef-Desk
"""A shop that gets mail: what tests of the page of messages file, and what became of it."""

from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from sqlalchemy import insert, select

from desk.models import Conversation, Folder, Message, new_id
from desk.models.vocabulary import FolderRole
from desk.services.inbox import Inbox, MailboxDraft, Mailboxes, read_mail, recognise
from desk.services.inbox.filing import Arrival, Filing
from desk.services.shop import OperatorDraft, Operators
from desk.services.store import Change
from tests.ui.frame import make_shop
from tests.ui.panes.messages.rows import NOW

SOPHIE = "Sophie Bernard <sophie.bernard@mail.example>"
KENJI = "Kenji Tanaka <kenji@example.jp>"


class Post:
    """Files mails by `mail`; sophie, order: a customer and their record; camille, julien: the staff."""

    def __init__(self, db):
        self.db = db
        self.sophie, self.order = make_shop(db)
        self.box, self.folder = db.write_now(self._mailbox)
        self.camille = db.read_now(lambda s: Operators(s).at_work().id)
        self.julien = db.write_now(lambda s: Operators(s).create(OperatorDraft(name="Julien Lopez")))
        self._uid = 0

    def mail(self, text="Bonjour, mon vélo est-il prêt ?", sender=SOPHIE, subject="Vélo", **more):
        """File one mail and return its conversation. ago: minutes; html, files, answers, is_read."""
        raw = letter(text, sender, subject, self._uid, **more)
        self._uid += 1
        mail = read_mail(raw)
        arrival = Arrival(
            raw=raw,
            mail=mail,
            feedback=recognise(mail, raw),
            mailbox_id=self.box,
            folder_id=self.folder,
            folder_role=FolderRole.INBOX,
            uid=self._uid,
            flags=1 if more.get("is_read") else 0,
            internal_date=mail.date,
        )
        filed = self.db.write_now(lambda s: Filing(s).file([arrival], NOW), Change.CONVERSATIONS)
        return filed.messages[0].conversation_id

    def row(self, conversation_id):
        return self.db.read_now(lambda s: Inbox(s).by_ids((conversation_id,)).get(conversation_id))

    def messages(self, conversation_id):
        return self.db.read_now(lambda s: Inbox(s).thread(conversation_id, None, 100))

    def count(self):
        return len(self.db.read_now(lambda s: s.execute(select(Conversation.id)).all()))

    def message_ids(self):
        return self.db.read_now(lambda s: list(s.scalars(select(Message.id))))

    def _mailbox(self, session):
        draft = MailboxDraft(
            name="Boutique", address="contact@shop.example", settings={"host": "mail.example"}
        )
        box = Mailboxes(session).create(draft, at=NOW)
        folder = new_id()
        values = {"mailbox_id": box, "path": "INBOX", "role": FolderRole.INBOX, "is_synced": True}
        session.execute(insert(Folder).values(id=folder, **values))
        return box, folder


def letter(text, sender, subject, number, ago=10, html="", files=(), answers="", **_more):
    """Return a mail as it arrives. files: (name, media type, bytes)."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "contact@shop.example", subject
    mail["Message-ID"] = f"<{number}@mail.example>"
    if answers:
        mail["In-Reply-To"] = answers
    mail["Date"] = format_datetime(NOW - timedelta(minutes=ago))
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    for name, media_type, body in files:
        kind, _slash, rest = media_type.partition("/")
        mail.add_attachment(body, maintype=kind, subtype=rest, filename=name)
    return mail.as_bytes()
