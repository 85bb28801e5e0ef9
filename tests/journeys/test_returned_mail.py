# SPDX-License-Identifier: LicenseRef-Desk
"""What a real Postfix sends back settles what Desk sent: the sender's side, the mail server, the mailbox."""

import socketserver
import threading

import pytest
from sqlalchemy import insert, select

from desk import clock
from desk.models import ContactPoint, Delivery, Folder, Mailbox, Message, new_id
from desk.models.vocabulary import DeliveryState, FolderRole, MailboxRole, PointState
from desk.services.inbox import Arrival, read_mail, recognise
from desk.services.inbox.sync.taking_in import take_in
from desk.services.providers import AccountDraft, Roster
from desk.services.store import Change
from tests.journeys.engine import drain
from tests.journeys.shop import Shop

CASES = {"gone.example": "bounced_hard", "full.example": "bounced_soft", "strict.example": "bounced_policy"}
REFUSALS = {
    "gone.example": "550 5.1.1 The account nobody does not exist",
    "full.example": "552 5.2.2 Mailbox full",
    "strict.example": "550 5.7.1 Blocked by our policy",
}


class Refusing(socketserver.StreamRequestHandler):
    """A mail server that takes nothing."""

    def handle(self):
        self.wfile.write(b"220 mx.example ESMTP\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"RCPT":
                domain = line.decode().partition("@")[2].partition(">")[0]
                self.wfile.write(f"{REFUSALS[domain]}\r\n".encode())
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 OK\r\n")


@pytest.fixture
def refusing():
    """The port of that server."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Refusing) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def test_what_postfix_returns_settles_what_left(tmp_path, postfix, refusing):
    postfix.route(dict.fromkeys(CASES, refusing))
    shop = Shop(tmp_path / "home").set_up()
    db = shop.desk.db
    _account(db, postfix)
    for domain in CASES:
        shop.people(1, domain=domain)
    shop.ready()
    drain(shop)
    assert shop.states() == {DeliveryState.SENT: 3}

    postfix.wait_for(3)
    box = _mailbox(db)
    for _ in range(2):  # the same mails again change nothing
        for uid, raw in enumerate(_bytes(postfix), start=1):
            db.write_now(
                lambda session, raw=raw, uid=uid: take_in(session, [_arrival(raw, uid, *box)], clock.now())
            )

    sent = db.read_now(lambda s: {row.address.partition("@")[2]: row for row in s.scalars(select(Delivery))})
    assert {row.state for row in sent.values()} == {DeliveryState.BOUNCED}
    assert "nobody" in sent["gone.example"].error
    points = db.read_now(
        lambda s: {row.address.partition("@")[2]: row for row in s.scalars(select(ContactPoint))}
    )
    assert {domain: points[domain].state for domain in CASES} == {
        "gone.example": PointState.DEAD, "full.example": PointState.UNKNOWN, "strict.example": PointState.UNKNOWN,
    }  # fmt: skip
    assert {domain: points[domain].soft_bounces for domain in CASES} == {
        "gone.example": 0,
        "full.example": 1,
        "strict.example": 0,
    }
    codes = db.read_now(lambda s: sorted(row.detail["code"] for row in s.scalars(select(Message))))
    assert codes == sorted(CASES.values())
    shop.close()


def _account(db, postfix):
    draft = AccountDraft(
        kind="smtp", name="Test", settings={"host": "127.0.0.1", "port": postfix.port, "security": "none"},
        sender_address=f"contact@{postfix.domain}", sender_name="Atelier",
    )  # fmt: skip
    db.write_now(lambda s: Roster(s).create(draft, at=clock.now()), Change.PROVIDERS)


def _mailbox(db):
    mailbox_id, folder_id = new_id(), new_id()

    def work(session):
        values = {
            "created_at": clock.now(),
            "updated_at": clock.now(),
            "role": MailboxRole.MAIN,
            "settings": {},
        }
        session.execute(
            insert(Mailbox).values(id=mailbox_id, name="Box", address="contact@kunde.example", **values)
        )
        session.execute(
            insert(Folder).values(id=folder_id, mailbox_id=mailbox_id, path="INBOX", role=FolderRole.INBOX)
        )

    db.write_now(work)
    return mailbox_id, folder_id


def _bytes(postfix):
    return [path.read_bytes().replace(b"\n", b"\r\n") for path in sorted((postfix.maildir / "new").iterdir())]


def _arrival(raw, uid, mailbox_id, folder_id):
    mail = read_mail(raw)
    return Arrival(
        raw=raw, mail=mail, feedback=recognise(mail, raw), mailbox_id=mailbox_id, folder_id=folder_id,
        folder_role=FolderRole.INBOX, uid=uid, internal_date=clock.now(),
    )  # fmt: skip
