# SPDX-License-Identifier: LicenseRef-Desk
"""The suppression list in both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from desk import clock
from desk.errors import NotFound, Refused
from desk.models import Suppression, new_id
from desk.models.vocabulary import Channel
from desk.services.preferences import SuppressionDraft, SuppressionFilter, Suppressions
from desk.services.shop import Settings
from tests.query_plans import plans

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def draft(address="Zoe@Example.org", *, channel=Channel.EMAIL, reason="hard_bounce", **more):
    return SuppressionDraft(channel=channel, address=address, reason=reason, **more)


def add(db, *drafts):
    with clock.fixed(NOW):
        return db.write_now(lambda s: [Suppressions(s).add(one) for one in drafts])


def active(db, *addresses, at=NOW):
    return db.read_now(lambda s: Suppressions(s).active(addresses, at))


def page(db, after=None, limit=200, **wanted):
    with clock.fixed(NOW):
        return db.read_now(
            lambda s: Suppressions(s).page(SuppressionFilter(**wanted), after=after, limit=limit)
        )


def test_an_address_is_suppressed_however_it_is_written(any_db):
    add(any_db, draft())
    found = active(any_db, "zoe@example.org", "ZOE@example.org", "luc@example.org")
    assert found == {(Channel.EMAIL, "zoe@example.org", ""), (Channel.EMAIL, "ZOE@example.org", "")}
    assert active(any_db) == frozenset()


def test_phones_are_kept_as_e164(any_db):
    add(any_db, draft("06 12 34 56 78", channel=Channel.SMS, reason="unsubscribed", topic="commercial"))
    assert active(any_db, "+33612345678") == {(Channel.SMS, "+33612345678", "commercial")}


def test_a_topic_alone_may_be_suppressed(any_db):
    add(any_db, draft(topic="commercial", reason="unsubscribed"))
    found = active(any_db, "zoe@example.org")
    assert found == {(Channel.EMAIL, "zoe@example.org", "commercial")}
    add(any_db, draft(reason="complaint"))
    assert active(any_db, "zoe@example.org") == found | {(Channel.EMAIL, "zoe@example.org", "")}


def test_a_suppression_may_end_by_itself(any_db):
    add(any_db, draft(expires_at=NOW + timedelta(days=1)))
    assert active(any_db, "zoe@example.org")
    assert not active(any_db, "zoe@example.org", at=NOW + timedelta(days=1))


def test_a_released_line_stays_to_be_seen(any_db):
    [line] = add(any_db, draft(note="vacances"))
    with clock.fixed(NOW + timedelta(hours=1)):
        any_db.write_now(lambda s: Suppressions(s).release(line))
    with clock.fixed(NOW + timedelta(hours=2)):
        any_db.write_now(lambda s: Suppressions(s).release(line))
    assert not active(any_db, "zoe@example.org")
    assert page(any_db) == ()
    [row] = page(any_db, only_active=False)
    assert (row.released_at, row.note, row.is_active(NOW)) == (NOW + timedelta(hours=1), "vacances", False)
    with pytest.raises(NotFound):
        any_db.write_now(lambda s: Suppressions(s).release("0" * 32))


def test_the_same_line_is_kept_once_but_again_after_its_release(any_db):
    [first, again, other] = add(any_db, draft(), draft("zoe@EXAMPLE.org"), draft(reason="complaint"))
    assert first == again != other
    any_db.write_now(lambda s: Suppressions(s).release(first))
    [anew] = add(any_db, draft())
    assert anew != first


@pytest.mark.parametrize(
    ("wrong", "code", "place"),
    [
        (draft("zoe"), "bad_address", "address"),
        (draft("12", channel=Channel.SMS), "bad_address", "address"),
        (draft(" ", channel=Channel.PUSH), "bad_address", "address"),
        (draft(reason="dislike"), "unknown_reason", "reason"),
    ],
)
def test_what_is_wrong_is_named(db, wrong, code, place):
    with pytest.raises(Refused) as refused:
        add(db, wrong)
    assert [(problem.code, problem.place) for problem in refused.value.problems] == [(code, place)]


def test_the_list_is_newest_first_and_narrow(any_db):
    add(
        any_db,
        draft("a@example.org"),
        draft("b@example.org", reason="manual"),
        draft("0612345678", channel=Channel.SMS, reason="manual"),
        draft("c@example.org", expires_at=NOW - timedelta(days=1)),
    )

    def addresses(**wanted):
        return [row.address for row in page(any_db, **wanted)]

    assert addresses() == ["+33612345678", "b@example.org", "a@example.org"]
    assert addresses(only_active=False)[0] == "c@example.org"
    assert addresses(channel=Channel.SMS) == ["+33612345678"]
    assert addresses(reason="manual") == ["+33612345678", "b@example.org"]
    assert addresses(text="B@EX") == ["b@example.org"]
    first = page(any_db, limit=1)
    assert [row.address for row in page(any_db, after=first[0].id, limit=1)] == ["b@example.org"]


def test_many_addresses_are_looked_up_by_the_index(db):
    rows = [
        {
            "id": new_id(),
            "channel": Channel.EMAIL,
            "address": f"n{number}@example.org",
            "reason": "hard_bounce",
            "created_at": NOW,
        }
        for number in range(10_000)
    ]
    db.write_now(lambda s: s.execute(insert(Suppression), rows))
    asked = [f"n{number}@example.org" for number in range(9_500, 10_500)]

    found, [plan] = plans(db, lambda s: Suppressions(s).active(asked, NOW))
    assert len(found) == 500
    assert "SEARCH suppression USING INDEX ix_suppression_address" in plan


def test_what_the_trial_put_on_the_list_is_there_in_trial_mode_only(any_db):
    def go(*, live):
        any_db.write_now(lambda s: Settings(s).change(trial_mode=not live))

    played = draft(reason="unsubscribed", is_trial=True)
    [line, again, real] = add(any_db, played, played, draft("luc@example.org"))
    assert line == again != real

    def on_list():
        found = active(any_db, "zoe@example.org", "luc@example.org")
        about = any_db.read_now(lambda s: Suppressions(s).about(["zoe@example.org", "luc@example.org"]))
        names = {row.address for row in about}
        assert names == {address for _, address, _ in found} == {row.address for row in page(any_db)}
        return names

    assert on_list() == {"zoe@example.org", "luc@example.org"}
    go(live=True)
    assert on_list() == {"luc@example.org"}
    [asked] = add(any_db, draft(reason="unsubscribed"))
    assert asked != line, "what the trial left behind swallowed a real wish"
    assert on_list() == {"zoe@example.org", "luc@example.org"}
    any_db.write_now(lambda s: Suppressions(s).release(asked))
    go(live=False)
    assert on_list() == {"zoe@example.org", "luc@example.org"}


def test_all_that_is_said_about_an_address(any_db):
    first, second, _other = add(
        any_db, draft(), draft(reason="complaint", topic="commercial"), draft("luc@example.org")
    )
    with clock.fixed(NOW):
        any_db.write_now(lambda s: Suppressions(s).release(first))
    found = any_db.read_now(lambda s: Suppressions(s).about(["ZOE@example.org"]))
    assert {row.id: row.released_at is None for row in found} == {first: False, second: True}
    assert any_db.read_now(lambda s: Suppressions(s).about([])) == ()
