# SPDX-License-Identifier: LicenseRef-Desk
from datetime import UTC, datetime

from desk.cli.demo import story
from desk.cli.demo.verdict import Heard, compare
from desk.models.vocabulary import Channel, Outcome, Reason, Standing
from desk.services.delivery import DeliveryDetail, DeliveryRow

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def line(guest, event, channel, state, reason=None, attempts=1):
    row = DeliveryRow(
        id=f"{guest} {event} {channel}", created_at=NOON, due_at=NOON, settled_at=NOON, customer_id=guest,
        customer_name=guest.title(), rule_id="r", rule_name="R", channel=channel, address="a", state=state,
        standing=Standing.SENT, reason=reason, record_id=None, record_reference="", attempts=attempts, error="",
        message_id="", resend_of=None,
    )  # fmt: skip
    return DeliveryDetail(
        row=row, event_id="e", event_kind=event, notification_id="n", evaluation_id="v", rule_version=1,
        outcome=Outcome.SEND, decision_reason=None, decided_at=NOON, trace=(), language="fr", topic="operational",
        provider_name="", attempts=(), content=None,
    )  # fmt: skip


def expected_lines():
    return [
        line(one.guest, one.event, one.channel, one.state, one.reason, one.attempts or 0)
        for one in story.EXPECTED
    ]


HELD = [line("kenji", "order.ready", Channel.EMAIL, "queued", Reason.QUIET_HOURS)]


HEARD = Heard(waiting=frozenset({"nadia"}), stopped=frozenset({"paul"}))


def wrong(verdicts):
    return [verdict for verdict in verdicts if not verdict.is_expected]


def same(id_):
    return id_


def test_what_is_expected_is_found_whatever_the_order():
    assert wrong(compare(list(reversed(expected_lines())), HELD, HEARD, same)) == []


def test_a_line_that_is_missing_is_told():
    [missing] = wrong(compare(expected_lines()[1:], HELD, HEARD, same))
    assert (missing.outcome, missing.guest) == ("missing", story.EXPECTED[0].guest)


def test_a_line_too_many_is_told():
    [extra] = wrong(compare([*expected_lines(), expected_lines()[0]], HELD, HEARD, same))
    assert extra.why == "not expected"


def test_another_number_of_tries_is_another_outcome():
    lines = expected_lines()
    hugo = next(n for n, one in enumerate(story.EXPECTED) if one.attempts == 2)
    one = story.EXPECTED[hugo]
    lines[hugo] = line(one.guest, one.event, one.channel, one.state, one.reason, 1)
    assert len(wrong(compare(lines, HELD, HEARD, same))) == 2


def test_the_night_must_hold_what_it_should_and_nothing_else():
    [not_held] = wrong(compare(expected_lines(), [], HEARD, same))
    assert (not_held.outcome, not_held.reason) == ("missing", Reason.QUIET_HOURS)
    too_much = [*HELD, line("sophie", "order.ready", Channel.EMAIL, "queued", Reason.QUIET_HOURS)]
    assert wrong(compare(expected_lines(), too_much, HEARD, same))


def test_an_answer_that_ends_elsewhere_is_told():
    swapped = Heard(waiting=frozenset({"nadia", "paul"}), stopped=frozenset())
    [paul] = wrong(compare(expected_lines(), HELD, swapped, same))
    assert (paul.guest, paul.outcome) == ("Paul Mercier", "missing")
    assert len(wrong(compare(expected_lines(), HELD, Heard(), same))) == len(story.ANSWERS)
