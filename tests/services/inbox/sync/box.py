# SPDX-License-Identifier: LicenseRef-Desk
"""One mailbox on a server and in a database, and what lies in each, to be compared."""

import hashlib
import itertools
import re

from sqlalchemy import select

from desk import clock
from desk.models import Blob, Folder, Message, Placement
from desk.models.vocabulary import FolderRole
from desk.services.inbox import Folders, MailboxDraft, Mailboxes, Placements, take_in
from desk.services.inbox.imap.answers import flag_bits
from desk.services.inbox.sync.account import Account
from desk.services.inbox.sync.passing import Tools
from desk.services.inbox.sync.reader import MailReader
from desk.services.providers import Password

_users = itertools.count(1)


def mail(name, body="Bonjour", **headers):
    """Return a mail as bytes; its Message-ID is NAME@client.example."""
    lines = {
        "From": "Zoë <zoe@client.example>",
        "To": "shop@atelier.example",
        "Subject": f"Commande {name}",
        "Date": "Mon, 02 Nov 2026 10:00:00 +0100",
        "Message-ID": f"<{name}@client.example>",
        **{key.replace("_", "-"): value for key, value in headers.items()},
    }
    head = "".join(f"{key}: {value}\r\n" for key, value in lines.items() if value is not None)
    return (head + "\r\n" + body + "\r\n").encode()


class Box:
    """A user of the server and the mailbox that syncs with it."""

    def __init__(self, server, db, **settings):
        self.server = server
        self.db = db
        self.user = f"user{next(_users)}"
        self.password = settings.pop("password", server.password)
        draft = settings.pop("draft", {})
        made = MailboxDraft(
            name="Atelier",
            address="shop@atelier.example",
            settings=server.settings(self.user, **settings),
            **draft,
        )
        self.id = db.write_now(lambda s: Mailboxes(s).create(made, at=clock.now()))
        self.signed_in = 0
        self._reader = MailReader()
        self.account = self.fresh_account()
        self._other = None

    def close(self):
        self.account.stop()
        self._reader.close()
        self.hang_up()

    def hang_up(self):
        """End the other program's connection."""
        if self._other is not None:
            self._other.shutdown()
            self._other = None

    def credentials(self, _mailbox, _is_refused):
        self.signed_in += 1
        return Password(text=self.password)

    def fresh_account(self, file=take_in):
        """Return the account as another process would begin it, knowing only what is kept."""
        tools = Tools(db=self.db, file=file, reader=self._reader)
        return Account(tools, self.credentials, self.id)

    def sync(self, *, afresh=False):
        if afresh:
            self.account = self.fresh_account()
        self.account.once()
        return self

    @property
    def other(self):
        """Another program's connection."""
        if self._other is None:
            self._other = self.server.client(self.user)
        return self._other

    def put(self, *raws, folder="INBOX", flags=""):
        """Append mails as another program."""
        for raw in raws:
            status, answer = self.other.append(self.server_name(folder), flags, None, raw)
            assert status == "OK", answer
        return self

    def server_name(self, folder):
        return f'"{folder}"'

    @property
    def row(self):
        return self.db.read_now(lambda s: Mailboxes(s).get(self.id))

    def folder(self, path="INBOX"):
        return next(row for row in self.folders() if row.path == path)

    def folders(self):
        return self.db.read_now(lambda s: Folders(s).of(self.id))

    def synced_paths(self):
        return [row.path for row in self.folders() if row.is_synced]

    def choose(self, *paths):
        ids = [row.id for row in self.folders() if row.path in paths]
        self.db.write_now(lambda s: Mailboxes(s).choose_folders(self.id, ids))

    def ours(self, path="INBOX"):
        """Return UID → (Message-ID, flags) as the database has it."""
        wanted = (
            select(Placement.uid, Message.header_id, Placement.flags)
            .join(Message, Message.id == Placement.message_id)
            .join(Folder, Folder.id == Placement.folder_id)
            .where(Folder.mailbox_id == self.id, Folder.path == path)
        )
        return self.db.read_now(lambda s: {row[0]: (row[1], row[2]) for row in s.execute(wanted)})

    def theirs(self, path="INBOX"):
        """Return UID → (Message-ID, flags) as the server has it."""
        status, _ = self.other.select(self.server_name(path))
        assert status == "OK"
        _, found = self.other.uid("fetch", "1:*", "(FLAGS BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")
        told = {}
        for one in found:
            if isinstance(one, tuple):
                uid = int(re.search(rb"UID (\d+)", one[0])[1])
                flags = re.search(rb"FLAGS \(([^)]*)\)", one[0])[1].replace(b"\\Recent", b"")
                name = re.search(rb"<(.*)>", one[1])
                told[uid] = (name[1].decode() if name else "", flag_bits(flags.strip()))
        return told

    def sums(self):
        """Return Message-ID → SHA-256 of the bytes that are kept."""
        wanted = select(Message.header_id, Blob.body).join(Blob, Blob.sha256 == Message.raw_sha256)
        return self.db.read_now(
            lambda s: {row[0]: hashlib.sha256(row[1]).hexdigest() for row in s.execute(wanted)}
        )

    def message_ids(self, *names):
        """Return the ids of messages by name (NAME@client.example), all without one."""
        wanted = select(Message.header_id, Message.id)
        found = self.db.read_now(lambda s: dict(s.execute(wanted).all()))
        return [found[f"{name}@client.example"] for name in names] if names else list(found.values())

    def message(self, name):
        wanted = select(Message).where(Message.header_id == f"{name}@client.example")
        return self.db.read_now(lambda s: s.execute(wanted).scalar_one())

    def count(self):
        return len(self.message_ids())

    def places(self, name):
        """Return the roles of the folders in which a message lies."""
        ids = self.message_ids(name)
        return sorted(
            FolderRole(row.role) for row in self.db.read_now(lambda s: Placements(s).of_messages(ids))
        )


def hours_later(box):
    """Let the time pass after which everything is compared, whatever the server says."""
    for memory in box.account._memory.folders.values():
        memory.compared_at = clock.monotonic() - 7200
    return box
