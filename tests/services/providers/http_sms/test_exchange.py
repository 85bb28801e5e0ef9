# SPDX-License-Identifier: LicenseRef-Desk
import base64
import json
import urllib.parse
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.models.vocabulary import AttemptOutcome
from desk.services.providers import Blame, Found
from desk.services.providers.http import Answer
from desk.services.providers.http_sms import HttpSmsSettings
from desk.services.providers.http_sms.exchange import (
    checking,
    found,
    incoming,
    looking_up,
    polling,
    receipt,
    said,
    sending,
)
from tests.services.providers.parcels import sms

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
URL = "https://sms.example/send"


def settings(**changes):
    return HttpSmsSettings(url=URL, **changes)


def answer(status, body=b"", *, is_whole=True, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status=status, headers=named, body=body, is_whole=is_whole)


def test_a_json_body():
    request = sending(settings(), "key", sms())
    assert (request.method, request.url) == ("POST", URL)
    assert json.loads(request.body) == {
        "to": "+33612345678",
        "from": "ATELIER",
        "text": "Votre vélo est prêt : 12,50 €",
        "reference": "ref-1",
    }
    assert request.headers["Content-Type"] == "application/json"
    assert request.headers["Authorization"] == "Bearer key"


def test_names_with_dots_make_objects():
    fields = {"message.text": "{text}", "message.to": "{to}", "fixed": "1", "fixed.deeper": "2"}
    body = json.loads(sending(settings(fields=fields), "", sms()).body)
    assert body["message"] == {"text": "Votre vélo est prêt : 12,50 €", "to": "+33612345678"}
    assert body["fixed"] == "1"


def test_a_form_body():
    request = sending(settings(body_format="form"), "", sms())
    assert dict(urllib.parse.parse_qsl(request.body.decode()))["text"] == "Votre vélo est prêt : 12,50 €"


def test_a_get_has_the_fields_in_its_query():
    request = sending(settings(method="GET"), "", sms())
    assert (request.method, request.body) == ("GET", b"")
    assert request.query["to"] == "+33612345678"


def test_a_value_in_the_address_cannot_leave_its_place():
    made = HttpSmsSettings(url="https://sms.example/{from}/send")
    assert (
        sending(made, "", sms(sender_address="a/../b?x=1")).url
        == "https://sms.example/a%2F..%2Fb%3Fx%3D1/send"
    )
    made = settings(look_up_url="https://sms.example/m/{reference}")
    assert looking_up(made, "", "a/b").url == "https://sms.example/m/a%2Fb"


@given(st.text(max_size=60))
def test_whatever_a_text_says_it_stays_a_text(text):
    body = text.encode("utf-8", "replace")
    request = sending(settings(), "", sms(body=body))
    assert json.loads(request.body)["text"] == body.decode()
    assert json.loads(request.body)["to"] == "+33612345678"


def test_how_the_account_proves_itself():
    assert "Authorization" not in sending(settings(proof="none"), "key", sms()).headers
    basic = sending(settings(proof="basic", username="shop"), "kéy", sms()).headers["Authorization"]
    assert base64.b64decode(basic.removeprefix("Basic ")).decode() == "shop:kéy"
    own = sending(settings(header="X-Api-Key", prefix=""), "key", sms()).headers
    assert own["X-Api-Key"] == "key"


def test_a_check_sends_nothing():
    assert (checking(settings(), "key").method, checking(settings(), "key").body) == ("HEAD", b"")
    balance = checking(settings(check_url="https://sms.example/balance"), "key")
    assert (balance.method, balance.url) == ("GET", "https://sms.example/balance")


@pytest.mark.parametrize(
    ("status", "outcome", "whose"),
    [
        (200, AttemptOutcome.ACCEPTED, Blame.MESSAGE),
        (202, AttemptOutcome.ACCEPTED, Blame.MESSAGE),
        (302, AttemptOutcome.TRANSIENT, Blame.ACCOUNT),
        (400, AttemptOutcome.PERMANENT, Blame.MESSAGE),
        (401, AttemptOutcome.PERMANENT, Blame.ACCOUNT),
        (402, AttemptOutcome.TRANSIENT, Blame.ACCOUNT),
        (403, AttemptOutcome.PERMANENT, Blame.ACCOUNT),
        (404, AttemptOutcome.PERMANENT, Blame.MESSAGE),
        (408, AttemptOutcome.LOST, Blame.MESSAGE),
        (422, AttemptOutcome.PERMANENT, Blame.MESSAGE),
        (425, AttemptOutcome.TRANSIENT, Blame.MESSAGE),
        (429, AttemptOutcome.TRANSIENT, Blame.ACCOUNT),
        (500, AttemptOutcome.LOST, Blame.MESSAGE),
        (502, AttemptOutcome.LOST, Blame.MESSAGE),
        (503, AttemptOutcome.LOST, Blame.ACCOUNT),
        (504, AttemptOutcome.LOST, Blame.MESSAGE),
    ],
)
def test_what_each_status_means(status, outcome, whose):
    made = receipt(settings(), answer(status, b"why"), NOW)
    assert (made.outcome, made.blame, made.code, made.handed_over) == (outcome, whose, str(status), True)
    assert made.reply == "why"


def test_the_rules_may_be_changed():
    made = receipt(settings(accepted="200-299,409", retried="500"), answer(409), NOW)
    assert made.outcome is AttemptOutcome.ACCEPTED
    for status in (500, 503, 408):
        made = receipt(settings(retried="408,500,503"), answer(status), NOW)
        assert made.outcome is AttemptOutcome.TRANSIENT


@pytest.mark.parametrize(
    ("said_so", "wait"),
    [
        ("7", timedelta(seconds=7)),
        ("Sun, 22 Nov 2026 09:31:00 GMT", timedelta(minutes=1)),
        ("Sun, 22 Nov 2026 09:00:00 GMT", timedelta(0)),
        ("soon", None),
        ("", None),
        ("9" * 30, None),
        ("-3", None),
    ],
)
def test_when_to_come_back(said_so, wait):
    assert receipt(settings(), answer(429, retry_after=said_so), NOW).retry_after == wait
    assert receipt(settings(), answer(400, retry_after=said_so), NOW).retry_after is None


@pytest.mark.parametrize(
    ("path", "body", "found_id"),
    [
        ("id", b'{"id": "x1"}', "x1"),
        ("id", b'{"id": 17}', "17"),
        ("messages.0.id", b'{"messages": [{"id": "x2"}]}', "x2"),
        ("messages.9.id", b'{"messages": []}', ""),
        ("id", b"[1]", ""),
        ("id", b'{"id": {"a": 1}}', ""),
        ("id", b"<html>", ""),
        ("", b'{"id": "x1"}', ""),
        ("id", b'{"id": "' + b"y" * 500 + b'"}', "y" * 200),
    ],
)
def test_the_services_own_id(path, body, found_id):
    assert receipt(settings(id_path=path), answer(200, body), NOW).reference == found_id


def test_half_an_answer_has_no_id_but_is_an_acceptance():
    made = receipt(settings(), answer(200, b'{"id": "x1"}', is_whole=False), NOW)
    assert (made.outcome, made.reference) == (AttemptOutcome.ACCEPTED, "")


@pytest.mark.parametrize(
    ("status", "kind", "verdict"),
    [
        (200, "application/json", Found.UNKNOWN),
        (404, "application/json; charset=utf-8", Found.NEVER_ARRIVED),
        (404, "text/html", Found.UNKNOWN),
        (404, "", Found.UNKNOWN),
        (401, "application/json", Found.UNKNOWN),
        (500, "application/json", Found.UNKNOWN),
    ],
)
def test_only_a_proof_of_absence_counts(status, kind, verdict):
    assert found(settings(), answer(status, content_type=kind), "ref-1") is verdict


@pytest.mark.parametrize(
    ("path", "body", "is_named"),
    [
        ("", b'{"reference": "ref-1", "status": "sent"}', True),
        ("", b'{"messages": [{"id": 1, "tags": ["ref-1"]}]}', True),
        ("", b'"ref-1"', True),
        ("", b"[]", False),
        ("", b"{}", False),
        ("", b'{"reference": "ref-10"}', False),
        ("", b'{"error": "no message ref-1"}', False),
        ("", b"<p>ref-1</p>", False),
        ("", b"[" * 60_000, False),
        ("", b"", False),
        ("0.status", b'[{"status": "delivered"}]', True),
        ("0.status", b"[]", False),
        ("messages.0", b'{"messages": []}', False),
        ("count", b'{"count": 0}', False),
        ("count", b'{"count": 1}', True),
        ("id", b'{"id": null, "reference": "ref-1"}', False),
        ("id", b'{"id": ""}', False),
    ],
    ids=range(17),
)
def test_arrived_is_what_the_answer_names_and_no_status_alone(path, body, is_named):
    verdict = found(settings(found_path=path), answer(200, body), "ref-1")
    assert verdict is (Found.ARRIVED if is_named else Found.UNKNOWN)


def test_half_an_answer_proves_nothing():
    half = answer(200, b'{"reference": "ref-1"}', is_whole=False)
    assert found(settings(), half, "ref-1") is Found.UNKNOWN


def test_words_are_short_and_printable():
    words = said(answer(400, b"a\x00\x1b[0m\nb" + "é".encode() * 900))
    assert len(words) <= 500
    assert words.isprintable()


def incoming_of(document, **changes):
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return incoming(settings(poll_url="https://sms.example/in", **changes), answer(200, body), NOW)


def test_answers_are_asked_for_after_the_last_one():
    asked = polling(settings(poll_url="https://sms.example/in?after={after}"), "key", "a&b")
    assert (asked.method, asked.url) == ("GET", "https://sms.example/in?after=a%26b")
    assert asked.headers["Authorization"] == "Bearer key"


def test_answers_are_read_where_the_settings_say():
    at = "2026-11-22T08:00:00+01:00"
    found = incoming_of(
        {"data": {"items": [{"uid": 7, "who": {"nr": "+336"}, "body": "Oui", "when": at}]}},
        poll_path="data.items",
        poll_fields={"id": "uid", "from": "who.nr", "text": "body", "at": "when", "to": ""},
    )
    (one,) = found
    assert (one.reference, one.sender, one.text, one.at) == (
        "7", "+336", "Oui", datetime(2026, 11, 22, 7, tzinfo=UTC),
    )  # fmt: skip


@pytest.mark.parametrize("at", ["", "soon", "99999999999999999999", "2099-01-01T00:00:00Z", None, True])
def test_a_moment_that_cannot_be_is_now(at):
    (one,) = incoming_of([{"id": "1", "from": "+336", "text": "x", "at": at}])
    assert one.at == NOW


def test_seconds_since_1970_and_a_moment_without_a_zone():
    first, second = incoming_of(
        [
            {"id": "1", "from": "a", "text": "x", "at": 1_700_000_000},
            {"id": "2", "from": "a", "text": "x", "at": "2026-11-22T08:00:00"},
        ]
    )
    assert (first.at.year, second.at.hour) == (2023, 8)


@pytest.mark.parametrize("document", [b"", b"<html>", b"{}", b"null", {"data": []}])
def test_what_is_no_list_is_no_answer(document):
    assert incoming_of(document) is None


def test_what_is_no_message_is_left_out():
    found = incoming_of(
        [1, None, {}, {"id": "1"}, {"id": "", "from": "a"}, {"id": "2", "from": "b", "text": None}]
    )
    assert [(one.reference, one.text) for one in found] == [("2", "")]
    assert incoming(settings(poll_url="https://x.example"), answer(500, b"[]"), NOW) is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["id", "from", "text", "at", "to"]), inner, max_size=5)
        ),
        max_leaves=20,
    )
)
def test_any_json_is_read(document):
    incoming_of(document)
