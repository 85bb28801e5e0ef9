# SPDX-License-Identifier: LicenseRef-Desk
"""One pass over a mailbox: how far back, what waits, what the next one knows."""

import imaplib

from desk import clock
from desk.services.inbox import MailboxDraft, Mailboxes
from tests.services.inbox.sync.box import mail


def test_only_so_much_is_fetched_as_is_wanted_and_more_later(box, db):
    old = imaplib.Time2Internaldate(1_600_000_000)
    for n in range(5):
        box.other.append("INBOX", "", old, mail(f"old{n}"))
    box.put(mail("new"))
    draft = {"name": "A", "address": "a@b.example", "settings": box.row.settings}
    change_backfill(box, db, draft, days=30)
    box.sync()
    assert {name for name, _ in box.ours().values()} == {"new@client.example"}
    assert box.folder().uid_low == 1
    change_backfill(box, db, draft, days=None)
    box.sync()
    assert box.ours() == box.theirs()


def change_backfill(box, db, draft, days):
    made = MailboxDraft(**draft, backfill_days=days)
    db.write_now(lambda s: Mailboxes(s).change(box.id, box.row.version, made, at=clock.now()))


def test_a_paused_mailbox_gets_new_mail_and_waits_with_the_old(box, db):
    box.put(*(mail(f"m{n}") for n in range(3)))
    db.write_now(lambda s: Mailboxes(s).pause(box.id, is_paused=True, at=clock.now()))
    box.sync()
    assert box.ours() == {}
    box.put(mail("new")).sync()
    assert {name for name, _ in box.ours().values()} == {"new@client.example"}
    db.write_now(lambda s: Mailboxes(s).pause(box.id, is_paused=False, at=clock.now()))
    box.sync()
    assert box.ours() == box.theirs()
