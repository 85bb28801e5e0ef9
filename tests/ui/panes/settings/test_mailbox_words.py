# SPDX-License-Identifier: LicenseRef-Desk
"""What is said of a mailbox."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desk.models.vocabulary import FolderRole
from desk.services.inbox import FolderRow, MailboxRow, ServiceNote, SettingsSource, known_services, parted
from desk.ui.panes.settings.mailbox_words import (
    advice_of,
    folder_text,
    health_of,
    in_order,
    progress_text,
    readers,
    source_text,
)
from tests.ui.frame import spoken
from tests.ui.panes.settings.mailbox_steps import candidate

AT = datetime(2026, 11, 23, 14, 2, tzinfo=UTC)
BOX = MailboxRow(
    id="b", version=1, name="x", address="a@x.fr", role="main", operator_id=None, location_id=None, provider_id=None,
    settings={}, backfill_days=None, is_active=True, is_paused=False, is_sandbox=False, health="ok", health_code="",
    health_text="", health_at=AT, synced_at=AT, done=0, total=0,
)  # fmt: skip


@pytest.mark.parametrize(
    ("more", "word", "verb"),
    [
        ({}, "OK", ""),
        ({"synced_at": None}, "OK", ""),
        ({"health": "unknown"}, "Not synced yet", ""),
        ({"is_active": False, "health": "refused"}, "Sync is off", "Switch on"),
        ({"health": "failing"}, "Failing since ", "Try again"),
        ({"health": "failing", "health_at": None}, "Failing", "Try again"),
        ({"health": "refused", "health_code": "password_refused"}, "Password refused", "Type it again"),
        ({"health": "refused", "health_code": "sign_in_expired"}, "Signed out", "Sign in again"),
        ({"health": "refused", "health_code": "sign_in_missing"}, "Signed out", "Sign in again"),
        ({"health": "refused", "health_code": "token_refused"}, "Signed out", "Sign in again"),
        ({"health": "refused", "health_code": "certificate_refused"}, "Stopped", "Try again"),
    ],
)
def test_each_health_has_one_verb(more, word, verb):
    said = health_of(replace(BOX, **more))
    assert said.word.startswith(word)
    assert said.verb == verb
    assert said.sentence


@pytest.mark.parametrize(
    ("more", "verb"),
    [
        ({}, ""),
        ({"done": 5, "total": 5}, ""),
        ({"done": 1, "total": 5}, "Pause"),
        ({"done": 1, "total": 5, "is_paused": True}, "Continue"),
        ({"done": 1, "total": 5, "is_active": False}, ""),
    ],
)
def test_progress_can_be_paused(more, verb):
    assert progress_text(replace(BOX, **more))[1] == verb


def test_every_source_and_every_note_has_words():
    assert len({source_text(source) for source in SettingsSource}) == len(SettingsSource)
    for note in ServiceNote:
        assert "X" in advice_of(candidate(1, 1, notes=(note,), name="X"))[0]
    with spoken("fr"):
        for service in known_services():
            advice_of(service.candidate(parted("a@x.fr"), SettingsSource.TABLE))


def folder(path, role=FolderRole.OTHER):
    return FolderRow(
        id=path, mailbox_id="b", path=path, role=role, is_synced=True, uid_validity=None, uid_next=1, uid_low=1,
        highest_modseq=0,
    )  # fmt: skip


def test_folders_are_called_by_what_they_are_for():
    rows = [
        folder("Zinc"),
        folder("Envoyés", FolderRole.SENT),
        folder("INBOX", FolderRole.INBOX),
        folder("acier"),
    ]
    assert [folder_text(row) for row in in_order(rows)] == ["Inbox", "Sent mail (Envoyés)", "acier", "Zinc"]


def test_whose_it_may_be():
    assert readers([("p", "Camille")]) == [("", "The shop’s (main)"), ("p", "Camille, personal")]


def test_a_mailbox_that_fails_says_why():
    failing = replace(BOX, health="failing", health_code="passphrase_missing")
    late = "New mail is late; Desk tries again by itself."
    assert health_of(failing).sentence == f"The passwords are locked until their passphrase is given. {late}"
    assert health_of(replace(failing, health_code="anything")).sentence == late
    assert "late" not in health_of(replace(failing, health_code="mail_unreadable")).sentence
