# SPDX-License-Identifier: LicenseRef-Desk

import email
import email.policy

import pytest
from sqlalchemy import update

from desk.models import Blob
from desk.models.vocabulary import Channel, DeliveryState, Reason, Standing
from desk.services.delivery import (
    History,
    Recovery,
    Replies,
    Totals,
)
from desk.services.providers import Roster
from desk.services.store import Change
from tests.services.delivery.fakes import ACCEPTED, LOST, NEVER
from tests.services.delivery.fakes import LATER as TRY_LATER
from tests.services.delivery.letters import NOW, ZOE, Desk


@pytest.fixture
def sqlite_desk(db):
    return Desk(db)


def test_it_leaves_with_its_files_and_copies(sqlite_desk):
    desk = sqlite_desk
    body = bytes(range(256)) * 50
    queued = desk.write(
        subject="Re: Vélo", cc=(("", "b@x.example"),), files=(desk.file(body),), in_reply_to="q@kunde.example",
        references=("q@kunde.example",), to_name="Zoë",
    )  # fmt: skip
    (parcel,) = desk.play().taken
    assert (parcel.recipient_address, parcel.copies_to, parcel.sender_address) == (
        ZOE, ("b@x.example",), "contact@atelier.example",
    )  # fmt: skip
    mail = email.message_from_bytes(parcel.body, policy=email.policy.default)
    assert (mail["Message-ID"], mail["In-Reply-To"]) == (f"<{queued.header_id}>", "<q@kunde.example>")
    (attached,) = [one for one in mail.walk() if one.get_content_disposition() == "attachment"]
    assert attached.get_payload(decode=True) == body
    row = desk.row(queued)
    assert (row.state, row.standing) == (DeliveryState.SENT, Standing.SENT)
    (written,) = desk.kept()
    kept = desk.db.read_now(lambda s: s.get(Blob, written.raw_sha256).body)
    assert kept == parcel.body
    content = desk.db.read_now(lambda s: History(s).detail(queued.delivery_id)).content
    assert (content.subject, content.text) == ("Re: Vélo", "Bonjour")


def test_a_refusal_that_passes_is_the_same_mail_again(sqlite_desk):
    desk = sqlite_desk
    queued = desk.write()
    answers = [TRY_LATER, ACCEPTED]
    seen = []

    def answer(parcel):
        seen.append(parcel.body)
        return answers[len(seen) - 1]

    desk.play(answer=answer, ended=lambda: desk.row(queued).attempts == 1)
    desk.db.write_now(
        lambda s: s.execute(update(type(desk.row(queued))).values(due_at=NOW)), Change.DELIVERIES
    )
    desk.play(answer=answer)
    assert seen[0] == seen[1]
    assert desk.row(queued).state is DeliveryState.SENT


def test_a_refusal_for_good_and_a_lost_answer(sqlite_desk):
    desk = sqlite_desk
    never, lost = desk.write(), desk.write(to="marc@kunde.example")
    desk.play(answer=lambda parcel: NEVER if parcel.recipient_address == ZOE else LOST)
    assert desk.row(never).state is DeliveryState.FAILED
    assert desk.row(lost).state is DeliveryState.UNCONFIRMED
    assert desk.db.write_now(lambda s: Recovery(s).resolve(lost.delivery_id, arrived=False, now=NOW))
    assert desk.row(lost).message_id == lost.header_id


def test_a_file_that_is_gone_ends_it_and_says_why(sqlite_desk, log_guard):
    log_guard.expect("file_gone")
    desk = sqlite_desk
    file = desk.file(b"1")
    queued = desk.write(files=(file,))
    desk.db.write_now(lambda s: s.delete(s.get(Blob, file.sha256)))
    desk.play()
    row = desk.row(queued)
    assert (row.state, row.reason) == (DeliveryState.UNDELIVERABLE, Reason.RENDER_ERROR)
    assert row.error.startswith("file_gone")


def test_a_header_that_must_not_be_written_never_is(sqlite_desk, log_guard):
    log_guard.expect("header_injection")
    desk = sqlite_desk
    queued = desk.write(subject="a\r\nBcc: evil@x.example")
    assert desk.play().taken == []
    assert desk.row(queued).state is DeliveryState.UNDELIVERABLE


def test_an_sms_goes_as_text(sqlite_desk):
    from desk.services.providers import AccountDraft

    desk = sqlite_desk
    draft = AccountDraft(
        kind="http_sms",
        name="S",
        settings={"url": "http://127.0.0.1:9/x", "proof": "none"},
        sender_address="A",
    )
    desk.db.write_now(lambda s: Roster(s).create(draft, at=NOW))
    desk.write("Prêt !", channel=Channel.SMS, to="+33612345678")
    (parcel,) = desk.play().taken
    assert (parcel.body.decode(), parcel.channel) == ("Prêt !", Channel.SMS)


def test_the_counters_are_right_all_along(sqlite_desk):
    desk = sqlite_desk
    first = desk.write()
    desk.db.write_now(lambda s: Replies(s).take_back(first.delivery_id, NOW))
    desk.write()
    desk.play()
    assert desk.db.read_now(lambda s: Totals(s).wrong()) == 0
