# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import replace
from datetime import timedelta

import pytest

from desk import clock
from desk.models.vocabulary import AttemptOutcome, DeliveryState, Outcome, Reason
from desk.services.rules import Flip, FlipKind
from desk.ui.panes.sends.remedies import Remedy
from desk.ui.panes.sends.words import blocked_note, change_note, headline, lowered, steps, verb
from tests.ui.frame import spoken
from tests.ui.panes.sends.rows import AT, attempt, detail, line


def said(row, **more):
    with clock.fixed(AT):
        found = headline(detail(row, **more), AT)
    return found.title, found.sentence


def test_a_headline_says_what_happened_and_what_it_means():
    assert said(line()) == ("Sent", "The provider has accepted it.")
    title, sentence = said(line(DeliveryState.UNDELIVERABLE, Reason.NO_CONSENT))
    assert title == "Not sent: not subscribed"
    assert sentence == "The customer has not agreed to these messages on this channel."
    assert (
        said(line(DeliveryState.QUEUED, Reason.AWAITING_APPROVAL))[1]
        == "Somebody has to approve it before it leaves."
    )
    soon = line(DeliveryState.QUEUED, due_at=AT + timedelta(minutes=5), attempts=1)
    assert said(soon)[1] == "The provider refuses it for now; Desk tries again 13:35."
    assert said(line(DeliveryState.FAILED), resent_at=AT)[1] == "It was sent again 13:30."


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_state_and_every_reason_has_a_headline(language):
    with spoken(language):
        for state in DeliveryState:
            for reason in (None, *Reason):
                title, sentence = said(line(state, reason))
                assert title
                assert sentence


def test_the_steps_go_from_the_decision_to_the_servers_words():
    refused = attempt(AttemptOutcome.PERMANENT, "550", "5.1.1 No such user")
    found = steps(detail(line(DeliveryState.FAILED, settled_at=AT), attempts=(refused,)))
    assert [step.title for step in found] == ["Event recognised", "Rule active", "Try 1: refused for good"]
    assert found[-1].detail == "Mailbox\n550 5.1.1 No such user"
    assert (found[-1].icon, found[-1].role, found[-1].time) == ("x-circle", "danger", "13:30")


def test_what_people_did_is_among_the_steps():
    row = line(resend_of="d0", settled_at=AT)
    found = steps(detail(row, approved_at=AT, approved_by="Camille", trace=()))
    assert [(step.title, step.detail) for step in found] == [
        ("Sent again by hand", ""),
        ("Approved", "Camille"),
        ("Sent", ""),
    ]


def test_a_trace_of_a_newer_desk_is_left_out():
    assert steps(detail(trace=[["moon_phase", True]])) == ()
    assert steps(detail(trace=["nonsense"])) == ()


def test_a_code_that_the_reply_repeats_is_said_once():
    (step,) = steps(detail(trace=(), attempts=(attempt(code="250", reply="250 2.0.0 Ok"),)))
    assert step.detail == "Mailbox\n250 2.0.0 Ok"
    (step,) = steps(detail(trace=(), attempts=(attempt(code="250 2.0.0", reply="2.0.0 Ok: kept"),)))
    assert step.detail == "Mailbox\n250 2.0.0 Ok: kept"
    (step,) = steps(detail(trace=(), attempts=(attempt(code="", reply="Ok"),)))
    assert step.detail == "Mailbox\nOk"


@pytest.mark.parametrize("kind", FlipKind)
def test_every_smallest_change_is_said_whole(kind):
    told = {"topic": "commercial", "channel": "sms", "address": "a@b.c", "path": "order.total", "value": "9",
            "status": "ready"}  # fmt: skip
    note = change_note(Flip(kind=kind, outcome=Outcome.SEND, details=told), detail())
    assert note
    assert "{" not in note
    assert change_note(Flip(kind=kind, outcome=Outcome.SEND), detail())


def test_nothing_to_change_says_nothing():
    assert change_note(None, detail()) == ""


def test_every_button_has_a_verb_and_an_icon():
    for remedy in Remedy:
        text, icon = verb(remedy)
        assert text
        assert icon


def test_a_reason_stands_inside_a_sentence():
    assert blocked_note(Reason.NO_CONSENT) == "Sending again is not possible yet: not subscribed."
    assert (lowered("SMS possible"), lowered("Too late"), lowered("")) == ("SMS possible", "too late", "")


def test_what_is_written_for_programs_is_not_shown_to_people():
    for reply, said in {
        '{"id": "01a2053"}': "201",
        '{"id": "01a2053", "message": "queued"}': "201 queued",
        '[{"error": "no such number"}]': "201 no such number",
        '{"id": "cut o': "201",
    }.items():
        (step,) = steps(detail(trace=(), attempts=(attempt(code="201", reply=reply),)))
        assert step.detail.splitlines()[-1] == said


def test_the_sandbox_has_a_name_in_the_readers_language():
    with spoken("fr"):
        for kept, shown in (("Sandbox", "Bac à sable"), ("Mail", "Mail")):
            one = replace(attempt(code="250", reply="Ok"), provider_name=kept)
            (step,) = steps(detail(trace=(), attempts=(one,)))
            assert step.detail.splitlines()[0] == shown


@pytest.mark.parametrize(("language", "title"), [("en", "Written by Camille"), ("fr", "Écrit par Camille")])
def test_what_somebody_wrote_says_who(language, title):
    with spoken(language):
        written = replace(line(), rule_id="", rule_name="Camille")
        assert [step.title for step in steps(detail(written, trace=()))][0] == title
        nameless = steps(detail(replace(written, rule_name=""), trace=()))
        assert nameless[0].title in {"Written by a person", "Écrit par une personne"}
