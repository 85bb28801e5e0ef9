# SPDX-License-Identifier: LicenseRef-Desk
"""Makes an inbox with 100,000 conversations, filed as sync files them, and one of 50 mails laid out as pages."""

import random
import sqlite3
import zlib
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from benchmarks.ground.report import line
from benchmarks.ground.shop import customers, location
from desk import clock
from desk.models import Conversation, Folder, new_id
from desk.models.vocabulary import FolderRole
from desk.services.inbox import MailboxDraft, Mailboxes, read_mail, recognise
from desk.services.inbox.filing import Arrival, Filing
from desk.services.shop import OperatorDraft, Operators
from desk.services.store import Session, open_database

PLACE = Path("build/bench/inbox")
CONVERSATIONS = 100_000
PEOPLE = 20_000
AT_ONCE = 500
BEGIN = datetime(2024, 11, 1, tzinfo=UTC)
SPAN = timedelta(days=730)
LONG = "Thread of fifty"
WORDS = (
    "vélo", "frein", "commande", "devis", "facture", "garantie", "écran", "batterie",
    "réparation", "rendez-vous", "pneu", "chaîne", "livraison", "atelier", "selle", "cadre",
    "urgent", "demain", "merci", "bonjour", "photo", "colis", "retour", "échange",
)  # fmt: skip


def large_inbox(count: int = CONVERSATIONS) -> str:
    """Make the inbox unless it is there with the tables and indexes of today; return its URL."""
    file = PLACE / f"{count}-{_shape()}.db"
    url = f"sqlite:///{file}"
    if file.exists():
        return url
    file.parent.mkdir(parents=True, exist_ok=True)
    line(f"making an inbox with {count:,} conversations (once)…")
    part = file.with_suffix(".part")
    part.unlink(missing_ok=True)
    database = open_database(f"sqlite:///{part}")
    box = database.write_now(_shop)
    luck = random.Random(11)
    for start in range(0, count, AT_ONCE):
        mails = [_mail(n, count, luck) for n in range(start, min(start + AT_ONCE, count))]
        database.write_now(lambda session, m=mails, s=start: _file(session, m, box, s))  # type: ignore[misc]
    fifty = [_page_mail(n) for n in range(50)]
    database.write_now(lambda session: _file(session, fifty, box, count))
    database.write_now(lambda session: session.connection().exec_driver_sql("ANALYZE"))
    database.close()
    connection = sqlite3.connect(part)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    part.rename(file)
    return url


def _shape() -> str:
    """Return a sign of how the tables are made: figures of an older shape would be those of another program."""
    dialect = sqlite_dialect()
    tables = Conversation.metadata.sorted_tables
    made = [str(CreateTable(table).compile(dialect=dialect)) for table in tables]
    made += sorted(
        str(CreateIndex(one).compile(dialect=dialect)) for table in tables for one in table.indexes
    )
    return f"{zlib.crc32(''.join(made).encode()):08x}"


def _shop(session: Session) -> tuple[str, str]:
    site = location(session)
    customers(session, PEOPLE, site)
    Operators(session).create(OperatorDraft(name="Camille Martin"))
    draft = MailboxDraft(name="Boutique", address="contact@shop.example", settings={"host": "mail.example"})
    box = Mailboxes(session).create(draft, at=clock.now())
    folder = new_id()
    values = {"id": folder, "mailbox_id": box, "path": "INBOX", "role": FolderRole.INBOX, "is_synced": True}
    session.execute(insert(Folder).values(**values))
    return box, folder


def _mail(n: int, count: int, luck: random.Random) -> bytes:
    person = luck.randrange(PEOPLE)
    words = " ".join(luck.choices(WORDS, k=40))
    mail = EmailMessage()
    mail["From"] = f"Client {person} <client{person}@example.org>"
    mail["To"] = "contact@shop.example"
    mail["Subject"] = f"{luck.choice(WORDS)} {luck.choice(WORDS)} {n}"
    mail["Message-ID"] = f"<b{n}@example.org>"
    mail["Date"] = format_datetime(BEGIN + SPAN * n / count)
    mail.set_content(words)
    return mail.as_bytes()


def _page_mail(n: int) -> bytes:
    """Return one of fifty answers to each other, each a page with a table, colours and what it quotes."""
    row = "<tr><td style='padding:6px;color:#036'>Révision {}</td><td align=right>{} €</td></tr>"
    rows = "".join(row.format(k, 10 + k) for k in range(30))
    quoted = "<p>Bonjour,</p>" * 20
    mail = EmailMessage()
    mail["From"] = "Sophie Bernard <sophie@example.net>"
    mail["To"] = "contact@shop.example"
    mail["Subject"] = LONG
    mail["Message-ID"] = f"<page{n}@example.net>"
    if n:
        mail["In-Reply-To"] = f"<page{n - 1}@example.net>"
        mail["References"] = " ".join(f"<page{k}@example.net>" for k in range(max(0, n - 8), n))
    mail["Date"] = format_datetime(BEGIN + SPAN + timedelta(minutes=n))
    mail.set_content("Bonjour, voici le détail.")
    mail.add_alternative(
        f"<html><body style='font-family:Arial'><h2 style='color:#0b675e'>Devis {n}</h2><p>Bonjour, voici le "
        f"<b>détail</b> demandé.</p><table width=600 bgcolor='#f4f4f4'>{rows}</table>"
        f"<blockquote type=cite>{quoted}</blockquote></body></html>",
        subtype="html",
    )
    return mail.as_bytes()


def _file(session: Session, mails: list[bytes], box: tuple[str, str], first_uid: int) -> None:
    now = clock.now()
    arrivals = []
    for at, raw in enumerate(mails):
        mail = read_mail(raw)
        arrivals.append(
            Arrival(
                raw=raw,
                mail=mail,
                feedback=recognise(mail, raw),
                mailbox_id=box[0],
                folder_id=box[1],
                folder_role=FolderRole.INBOX,
                uid=first_uid + at + 1,
                flags=0 if (first_uid + at) % 20 == 0 else 1,
                internal_date=mail.date,
            )
        )
    Filing(session).file(arrivals, now)


if __name__ == "__main__":
    large_inbox()
