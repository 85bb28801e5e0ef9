# SPDX-License-Identifier: LicenseRef-Desk
"""A random walk: another program and Desk work on one mailbox at once, and a model says what must be there."""

import random

from sqlalchemy import select, update

from desk import clock
from desk.models import Message
from desk.models.mailbox import FLAGGED, SEEN
from desk.models.vocabulary import FolderRole
from desk.services.inbox import ServerJobs
from tests.services.inbox.sync.box import mail

MARKS = {"\\Seen": SEEN, "\\Flagged": FLAGGED}


class Walk:
    """Steps of both sides. `names` are all mails that ever were; nothing of them may be lost here."""

    def __init__(self, box, seed):
        self.box = box
        self.luck = random.Random(seed)
        self.names = set()
        self.deleted = set()
        self.sent = set()
        self.extra = ["Devis"]
        box.other.create("Devis")
        box.sync()
        box.choose("INBOX", "Sent", "Archive", "Devis")
        box.sync()

    @property
    def folders(self):
        return ["INBOX", "Archive", *self.extra]

    def step(self):
        deeds = (
            self.append, self.append, self.flag, self.move, self.expunge, self.rename,
            self.archive, self.delete, self.read, self.reply, self.sync, self.sync, self.afresh,
        )  # fmt: skip
        self.luck.choice(deeds)()

    # ---------------------------------------------------------------------------- another program

    def append(self):
        name = f"m{len(self.names)}"
        self.names.add(name)
        self.box.put(mail(name, "x" * self.luck.randrange(300)), folder=self.luck.choice(self.folders))

    def flag(self):
        _, uid = self.any_uid()
        if uid:
            sign, mark = self.luck.choice("+-"), self.luck.choice(list(MARKS))
            self.box.other.uid("store", str(uid), f"{sign}FLAGS", f"({mark})")

    def move(self):
        folder, uid = self.any_uid()
        target = self.luck.choice(self.folders)
        if uid and target != folder:
            self.box.other.uid("copy", str(uid), target)
            self.take_away(uid)

    def expunge(self):
        _, uid = self.any_uid()
        if uid:
            self.take_away(uid)

    def rename(self):
        """Only what is known: a folder that came and went between two looks is another one."""
        self.sync()
        old = self.luck.choice(self.extra)
        new = f"Devis{self.luck.randrange(10**6)}"
        self.box.other.select("INBOX")
        self.box.other.rename(old, new)
        self.extra[self.extra.index(old)] = new
        self.box.account._memory.listed_at = None

    def take_away(self, uid):
        self.box.other.uid("store", str(uid), "+FLAGS", r"(\Deleted)")
        self.box.other.expunge()

    def any_uid(self):
        folder = self.luck.choice(self.folders)
        self.box.other.select(folder)
        _, found = self.box.other.uid("search", "ALL")
        uids = found[0].split()
        return folder, int(self.luck.choice(uids)) if uids else 0

    # --------------------------------------------------------------------------------------- Desk

    def some_messages(self):
        ids = self.box.message_ids()
        return self.luck.sample(ids, min(len(ids), self.luck.randrange(1, 4))) if ids else []

    def archive(self):
        self.do(lambda jobs, ids: jobs.move(ids, FolderRole.ARCHIVE, at=clock.now()))

    def delete(self):
        self.do(lambda jobs, ids: jobs.delete(ids, at=clock.now()))

    def read(self):
        ids = self.some_messages()

        def work(session):
            session.execute(update(Message).where(Message.id.in_(ids)).values(is_read=True))
            ServerJobs(session).flags(ids, add=SEEN, at=clock.now())

        self.box.db.write_now(work)

    def reply(self):
        """A mail that left: known here as its own message, to be put into Sent."""
        ids = self.some_messages()[:1]
        if not ids:
            return

        def work(session):
            raw = session.execute(_raw(ids[0])).scalar_one()
            ServerJobs(session).append(self.box.id, ids[0], raw, flags=SEEN, at=clock.now())
            return raw

        self.box.db.write_now(work)
        self.sent.add(ids[0])

    def do(self, work):
        ids = self.some_messages()
        if ids:
            self.box.db.write_now(lambda session: work(ServerJobs(session), ids))

    def sync(self):
        self.box.sync()

    def afresh(self):
        self.box.sync(afresh=True)

    # --------------------------------------------------------------------------------- comparison

    def check(self):
        """Compare both sides when nothing is left to be done."""
        self.box.account._memory.listed_at = None
        self.box.sync()
        self.box.sync()
        for folder in (*self.folders, "Sent"):
            ours, theirs = self.box.ours(folder), self.box.theirs(folder)
            more, less = set(ours.items()) - set(theirs.items()), set(theirs.items()) - set(ours.items())
            assert ours == theirs, f"{folder}: only here {more}, only there {less}"
        kept = {name.partition("@")[0] for name in self.box.sums()}
        assert self.seen_names() <= kept
        left = self.box.db.read_now(lambda s: ServerJobs(s).of(self.box.id))
        assert left == (), [(job.kind, job.error) for job in left]

    def seen_names(self):
        """Return the mails that lie on the server now: these at least must be here."""
        found = set()
        for folder in (*self.folders, "Sent"):
            found |= {name.partition("@")[0] for name, _ in self.box.theirs(folder).values()}
        return found


def _raw(message_id):
    return select(Message.raw_sha256).where(Message.id == message_id)
