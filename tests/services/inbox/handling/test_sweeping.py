# SPDX-License-Identifier: LicenseRef-Desk
"""Bytes that nothing refers to go in the end; whatever is referred to stays."""

from datetime import timedelta

from sqlalchemy import delete, insert, select, update

from desk.models import Blob, Delivery, Draft, Message, ServerJob, Written
from desk.services.delivery import Blobs
from desk.services.inbox import Drafts, FileRef
from desk.services.inbox.filing import LineFile
from desk.services.inbox.handling.sweeping import KEPT_LOOSE, Sweeping
from tests.services.inbox.office import NOW


def put(office, body):
    return office.db.write_now(lambda s: Blobs(s).put(body))


def sweep(office, at):
    return office.db.write_now(lambda s: Sweeping(s).sweep(at))


def left(office):
    return office.db.read_now(lambda s: set(s.scalars(select(Blob.sha256))))


def file(sha256):
    return {"name": "a.pdf", "media_type": "application/pdf", "size": 1, "sha256": sha256}


def test_loose_bytes_go_after_a_day(office):
    put(office, b"loose")
    assert sweep(office, NOW) == 0
    assert sweep(office, NOW + KEPT_LOOSE - timedelta(seconds=1)) == 0
    assert sweep(office, NOW + KEPT_LOOSE) == 1
    assert left(office) == set()


def test_what_is_referred_to_again_begins_anew(office):
    sha256 = put(office, b"file")
    sweep(office, NOW)
    message = office.say("x")
    office.set(Message, message, raw_sha256=sha256)
    assert sweep(office, NOW + KEPT_LOOSE) == 0
    office.set(Message, message, raw_sha256=None)
    assert sweep(office, NOW + KEPT_LOOSE) == 0
    assert sweep(office, NOW + 2 * KEPT_LOOSE) == 1


def test_nothing_that_is_referred_to_is_ever_removed(office):
    names = ("raw", "attached", "drafted", "sent", "made", "appended")
    sums = {name: put(office, name.encode()) for name in names}
    office.say("x", raw_sha256=sums["raw"])
    office.say("x", files=(LineFile(**file(sums["attached"])),))
    letter = office.letter("x", files=(FileRef(**file(sums["drafted"])),))
    office.db.write_now(lambda s: Drafts(s).keep(letter.place, letter.content, NOW))
    sent = office.send("x", files=(FileRef(**file(sums["sent"])),))

    def rest(session):
        session.execute(delete(Message).where(Message.id == sent.message_id))  # only what waits names it now
        notification = (
            select(Delivery.notification_id).where(Delivery.id == sent.delivery_id).scalar_subquery()
        )
        made = update(Written).where(Written.notification_id == notification)
        session.execute(made.values(raw_sha256=sums["made"]))
        session.execute(
            insert(ServerJob).values(
                id="j" * 32, mailbox_id=office.box, kind="append", detail={"sha256": sums["appended"], "flags": 0},
                created_at=NOW, due_at=NOW,
            )
        )  # fmt: skip

    office.db.write_now(rest)
    for days in range(4):
        assert sweep(office, NOW + timedelta(days=days)) == 0
    assert left(office) == set(sums.values())
    office.db.write_now(
        lambda s: [s.execute(delete(model)) for model in (Draft, ServerJob, Written, Message)]
    )
    sweep(office, NOW)
    assert sweep(office, NOW + KEPT_LOOSE) == len(sums)
