# SPDX-License-Identifier: LicenseRef-Desk
"""What system lines say."""

import pytest

from desk.models.vocabulary import MessageKind
from desk.ui.panes.messages.system_words import _CODES, _KINDS, system_text
from tests.ui.frame import spoken
from tests.ui.panes.messages.rows import CAMILLE, JULIEN, STAFF, event, message


def said(one):
    return system_text(one, lambda key: STAFF.get(key, ""))[1]


@pytest.mark.parametrize("code", sorted(_CODES))
def test_every_code_is_said_without_holes(code):
    text = said(event("s", code))
    assert text
    assert "{" not in text


@pytest.mark.parametrize("kind", sorted(_KINDS))
def test_every_kind_of_automatic_mail_is_said(kind):
    text = said(message("m", "No such user", kind=MessageKind(kind)))
    assert text
    assert "{" not in text


def test_who_did_what_to_whom():
    line = event("s", "assigned", operator_id=JULIEN, detail={"code": "assigned", "operator_ids": [CAMILLE]})
    assert said(line) == "Julien Lopez assigned it to Camille Martin"


def test_who_takes_a_conversation_is_named_once():
    line = event("s", "assigned", operator_id=CAMILLE, detail={"code": "assigned", "operator_ids": [CAMILLE]})
    assert said(line) == "Camille Martin took it over"
    with spoken("fr"):
        assert said(line) == "Camille Martin se l’est assignée"


def test_a_bare_stop_is_about_everything():
    def told(topics):
        return event("s", "stopped", detail={"code": "stopped", "address": "a@b.example", "topics": topics})

    assert said(told("operational commercial quality")) == "STOP: a@b.example gets no more SMS"
    assert said(told("")) == "STOP: a@b.example gets no more SMS"
    assert said(told("commercial")) == "STOP: a@b.example gets no more SMS of this kind"


def test_until_when():
    line = event("s", "snoozed", detail={"code": "snoozed", "until": "2026-11-26T08:00:00+00:00"})
    assert "08:00" in said(line)
    line = event("s", "snoozed", detail={"code": "snoozed", "until": "9999-01-01T00:00:00+00:00"})
    assert said(line).endswith("until the customer answers")


def test_a_code_of_a_newer_desk_is_shown_as_it_is():
    assert said(event("s", "teleported")) == "teleported"


def test_a_number_is_written_as_it_is_dialled():
    line = event("s", "stopped", detail={"code": "stopped", "address": "+33639981001"})
    assert system_text(line, str, "FR")[1] == "STOP: 06 39 98 10 01 gets no more SMS"
    assert said(line) == "STOP: +33 6 39 98 10 01 gets no more SMS"
    mail = event("s", "complained", detail={"code": "complained", "address": "sophie@client.example"})
    assert "sophie@client.example" in said(mail)
