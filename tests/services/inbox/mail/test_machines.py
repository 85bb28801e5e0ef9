# SPDX-License-Identifier: LicenseRef-Desk
"""The marks of machines, for whoever sorts and whoever might answer."""

import pytest

from desk.services.inbox.mail.machines import (
    Mark,
    is_answer_of_machine,
    is_nobody,
    is_to_many,
    mark_of,
    warning_of,
)


@pytest.mark.parametrize(
    ("header", "mark"),
    [
        ({}, None),
        ({"auto-submitted": "no"}, None),
        ({"auto-submitted": "No (a person)"}, None),
        ({"auto-submitted": "auto-replied; x"}, Mark.AUTOMATIC),
        ({"x-desk": "automatic"}, Mark.AUTOMATIC),
        ({"content-type": "multipart/report; report-type=x"}, Mark.AUTOMATIC),
        ({"list-id": "<a>"}, Mark.MAILING_LIST),
        ({"precedence": "Bulk"}, Mark.MAILING_LIST),
        ({"x-auto-response-suppress": "DR, OOF"}, Mark.SUPPRESSED),
        ({"x-auto-response-suppress": "DR"}, None),
        ({"return-path": " <> "}, Mark.NO_RETURN_PATH),
        ({"return-path": "<a@b.example>"}, None),
        ({"x-loop": "a"}, None),
    ],
)
def test_marks(header, mark):
    assert mark_of(header) is mark


def test_what_only_warns_of_answering():
    assert warning_of({"x-loop": "a"}) is Mark.AUTOMATIC
    assert warning_of({"x-auto-response-suppress": "DR"}) is Mark.SUPPRESSED
    assert warning_of({"list-id": "<a>"}) is Mark.MAILING_LIST
    assert warning_of({}) is None


def test_answers_and_newsletters():
    assert is_answer_of_machine({"auto-submitted": "auto-replied"})
    assert is_answer_of_machine({"precedence": "auto_reply"})
    assert not is_answer_of_machine({"auto-submitted": "auto-generated"})
    assert is_to_many({"precedence": "list"})
    assert not is_to_many({"precedence": "auto_reply"})


@pytest.mark.parametrize(
    "name",
    [
        "no-reply", "noreply.shop", "ne-pas-repondre", "noreponse", "MAILER-DAEMON", "postmaster", "bounces+x",
        "owner-list", "list-request", "shop-noreply", "newsletter", "notifications", "fbl.x", "nicht-antworten",
    ],
)  # fmt: skip
def test_nobody(name):
    assert is_nobody(f"{name}@b.example")


@pytest.mark.parametrize(
    "name", ["zoe", "noemie", "newsroom", "alertes", "rootsman", "nobodys", "marc-owners", ""]
)
def test_somebody(name):
    assert not is_nobody(f"{name}@b.example")
