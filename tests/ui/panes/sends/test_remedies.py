# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import replace

import pytest

from desk.models.vocabulary import AttemptOutcome, DeliveryState, Reason
from desk.services.delivery import Outlook
from desk.ui.panes.sends.remedies import Remedy, offers
from tests.ui.panes.sends.rows import attempt, detail, line

OPEN = Outlook(is_open=True)
STATE = DeliveryState


def offered(row, outlook, **more):
    return {offer.remedy: offer.is_enabled for offer in offers(detail(row, **more), outlook)}


@pytest.mark.parametrize(
    ("row", "outlook", "remedies"),
    [
        (line(STATE.QUEUED, Reason.AWAITING_APPROVAL), OPEN, {Remedy.APPROVE, Remedy.DECLINE}),
        (line(STATE.QUEUED, Reason.QUIET_HOURS), OPEN, {Remedy.CANCEL}),
        (line(STATE.QUEUED, Reason.NO_SENDER), OPEN, {Remedy.CANCEL, Remedy.ACCOUNTS}),
        (line(STATE.QUEUED, Reason.RENDER_ERROR), OPEN, {Remedy.CANCEL, Remedy.TEMPLATE}),
        (line(STATE.HANDED_OVER), OPEN, set()),
        (line(STATE.UNCONFIRMED), OPEN, {Remedy.ARRIVED, Remedy.NOT_ARRIVED}),
        (line(STATE.SENT), Outlook(), {Remedy.RESEND}),
        (
            line(STATE.CANCELLED, Reason.RULE_PAUSED),
            Outlook(reason=Reason.RULE_PAUSED),
            {Remedy.RULE, Remedy.RESEND},
        ),
    ],
)
def test_what_is_offered_fits_the_state(row, outlook, remedies):
    assert set(offered(row, outlook)) == remedies | {Remedy.CUSTOMER}


def test_sending_again_is_there_but_cannot_be_pressed_while_consent_is_missing():
    row = line(STATE.UNDELIVERABLE, Reason.NO_CONSENT)
    found = offered(row, Outlook(reason=Reason.NO_CONSENT))
    assert found == {Remedy.CONSENT: True, Remedy.RESEND: False, Remedy.CUSTOMER: True}
    again = next(
        one for one in offers(detail(row), Outlook(reason=Reason.NO_CONSENT)) if one.remedy is Remedy.RESEND
    )
    assert again.blocked is Reason.NO_CONSENT
    assert offered(row, Outlook())[Remedy.RESEND]


def test_todays_text_is_offered_only_when_there_is_a_newer_one():
    row = line(STATE.FAILED)
    assert Remedy.RESEND_NEWEST not in offered(row, Outlook(), template_version=2, newest_version=2)
    assert offered(row, Outlook(), template_version=2, newest_version=3)[Remedy.RESEND_NEWEST]


@pytest.mark.parametrize(
    ("outcome", "code", "reply", "remedy"),
    [
        (AttemptOutcome.PERMANENT, "550", "5.1.1 No such user", Remedy.ADDRESS),
        (AttemptOutcome.PERMANENT, "535", "5.7.8 Bad credentials", Remedy.ACCOUNTS),
        (AttemptOutcome.TRANSIENT, "454", "4.7.0 5.7.0 try later", Remedy.ACCOUNTS),
        (AttemptOutcome.PERMANENT, "552", "5.2.2 Mailbox full", None),
        (AttemptOutcome.ACCEPTED, "250", "5.1.1", None),
    ],
)
def test_the_servers_last_words_lead_to_the_place_that_helps(outcome, code, reply, remedy):
    found = offered(line(STATE.FAILED), Outlook(), attempts=(attempt(outcome, code, reply),))
    assert (set(found) & {Remedy.ADDRESS, Remedy.ACCOUNTS}) == ({remedy} if remedy else set())


def test_the_likeliest_comes_first():
    asked = detail(line(STATE.QUEUED, Reason.AWAITING_APPROVAL))
    assert next(one.remedy for one in offers(asked, OPEN)) is Remedy.APPROVE
    assert [one.remedy for one in offers(asked, OPEN)][-1] is Remedy.CUSTOMER


def test_what_somebody_wrote_leads_to_no_rule_and_no_template():
    reply = replace(line(DeliveryState.UNDELIVERABLE, Reason.RENDER_ERROR), rule_id="")
    found = offered(reply, Outlook(reason=Reason.RULE_PAUSED))
    assert not found.keys() & {Remedy.RULE, Remedy.TEMPLATE}
    assert found[Remedy.RESEND] is False
