# SPDX-License-Identifier: LicenseRef-Desk
"""Builds mailboxes, mails and conversations for tests: real mails, filed by the real `Filing`.

post = Post(db)                               # a mailbox boutique@desk.test with an inbox and a Sent folder
one = post.arrives("Sophie <sophie@example.org>", subject="Vélo", text="Bonjour")
two = post.arrives(one.sender, text="Merci", answers=one)
post.leaves("sophie@example.org", text="Il est prêt", answers=two)
post.conversation_of(one)                     # its id
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from sqlalchemy import insert, select

from desk.models import Folder, Mailbox, Message, new_id
from desk.models.mailbox import SEEN
from desk.models.vocabulary import FolderRole, MailboxRole, MessageKind
from desk.services.inbox import Arrival, Feedback, Filing, read_mail
from desk.services.store import Change

OURS = "boutique@desk.test"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A mail that was made: its bytes and what answers to it need."""

    raw: bytes
    header_id: str
    references: tuple[str, ...]
    sender: str
    subject: str
    at: datetime


def letter(
    sender,
    to=OURS,
    *,
    subject="Question",
    text="Bonjour",
    html=None,
    at=NOW,
    answers=None,
    header_id=None,
    cc=(),
    files=(),
    headers=None,
):
    """Return a mail. answers: a Letter; files: (name, media type, bytes); headers: further ones."""
    made = EmailMessage()
    id_ = header_id or f"{new_id()}@mail.test"
    references = (*answers.references, answers.header_id) if answers else ()
    if answers and subject == "Question":
        subject = f"Re: {answers.subject.removeprefix('Re: ')}"
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Date"], made["Message-ID"] = format_datetime(at), f"<{id_}>"
    if cc:
        made["Cc"] = ", ".join(cc)
    if references:
        made["In-Reply-To"] = f"<{references[-1]}>"
        made["References"] = " ".join(f"<{one}>" for one in references)
    for name, value in (headers or {}).items():
        made[name] = value
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    for name, media_type, body in files:
        main, _, sub = media_type.partition("/")
        made.add_attachment(body, maintype=main, subtype=sub, filename=name)
    return Letter(
        raw=made.as_bytes(), header_id=id_, references=references, sender=sender, subject=subject, at=at
    )


class Post:
    """A mailbox of the shop, whose mail is filed at once."""

    def __init__(self, db, address=OURS, *, location_id=None, operator_id=None):
        self.db = db
        self.address = address
        self.mailbox_id = new_id()
        self.folders = {role: new_id() for role in FolderRole}
        self.uid = 0
        self.now = NOW
        role = MailboxRole.PERSONAL if operator_id else MailboxRole.MAIN
        db.write_now(lambda session: self._open(session, role, location_id, operator_id), Change.MAILBOXES)

    def _open(self, session, role, location_id, operator_id):
        stamp = {"created_at": self.now, "updated_at": self.now}
        session.execute(
            insert(Mailbox).values(
                id=self.mailbox_id,
                name=self.address,
                address=self.address,
                role=role,
                settings={},
                location_id=location_id,
                operator_id=operator_id,
                **stamp,
            )
        )
        for name, folder_id in self.folders.items():
            session.execute(
                insert(Folder).values(id=folder_id, mailbox_id=self.mailbox_id, path=name.value, role=name)
            )

    def arrives(self, sender, **told):
        """File a mail in the inbox, an hour after the one before unless `at` is told; returns the Letter."""
        seen, feedback = told.pop("seen", False), told.pop("feedback", None)
        folder = told.pop("folder", FolderRole.INBOX)
        told.setdefault("at", self._later())
        told.setdefault("to", self.address)
        made = letter(sender, **told)
        self.file([made], folder=folder, flags=SEEN if seen else 0, feedback=feedback)
        return made

    def leaves(self, to, **told):
        """File a mail of ours that another program sent; returns the Letter."""
        told.setdefault("at", self._later())
        made = letter(self.address, to, **told)
        self.file([made], folder=FolderRole.SENT, flags=SEEN)
        return made

    def file(self, letters, *, folder=FolderRole.INBOX, flags=0, feedback=None, now=None):
        """File mails in one go; returns what `Filing` says."""
        arrivals = [self.arrival(one, folder=folder, flags=flags, feedback=feedback) for one in letters]
        self.now = max([self.now, *(one.at for one in letters if hasattr(one, "at"))])
        return self.db.write_now(lambda s: Filing(s).file(arrivals, now or self.now), Change.CONVERSATIONS)

    def arrival(self, one, *, folder=FolderRole.INBOX, flags=0, feedback=None):
        """Return a mail (a Letter, or bytes) as it lies in a folder."""
        self.uid += 1
        raw = one if isinstance(one, bytes) else one.raw
        return Arrival(
            raw=raw,
            mail=read_mail(raw),
            feedback=feedback or Feedback(kind=MessageKind.MESSAGE),
            mailbox_id=self.mailbox_id,
            folder_id=self.folders[folder],
            folder_role=folder,
            uid=self.uid,
            flags=flags,
            internal_date=None if isinstance(one, bytes) else one.at,
        )

    def message_of(self, one):
        """Return the id of a letter's message."""
        return self._asked(Message.id, one)

    def conversation_of(self, one):
        """Return the id of a letter's conversation."""
        return self._asked(Message.conversation_id, one)

    def _asked(self, column, one):
        return self.db.read_now(lambda s: s.scalar(select(column).where(Message.header_id == one.header_id)))

    def _later(self):
        self.now += timedelta(hours=1)
        return self.now
