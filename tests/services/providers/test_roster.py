# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desk.errors import Conflict, NotFound, Refused
from desk.models.vocabulary import Channel
from desk.services.providers import AccountDraft, Circuit, Health, Roster

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
MAIL = AccountDraft(
    kind="smtp", name="OVH", settings={"host": "smtp.shop.example"}, sender_address="atelier@shop.example"
)
SMS = AccountDraft(
    kind="http_sms", name="SMS", settings={"url": "https://x.example/"}, sender_address="ATELIER"
)


def create(db, *drafts):
    return [db.write_now(lambda s, draft=draft: Roster(s).create(draft, at=AT)) for draft in drafts]


def ids(db, channel=Channel.EMAIL, location_id=None, *, sandbox=False):
    rows = db.read_now(lambda s: Roster(s).for_channel(channel, location_id, sandbox=sandbox))
    return [row.id for row in rows]


def problems(db, draft):
    with pytest.raises(Refused) as refused:
        create(db, draft)
    return {(problem.place, problem.code) for problem in refused.value.problems}


def test_an_account_is_kept_as_it_was_wanted(any_db):
    (account_id,) = create(any_db, MAIL)
    row = any_db.read_now(lambda s: Roster(s).get(account_id))
    assert (row.kind, row.channel, row.name) == ("smtp", Channel.EMAIL, "OVH")
    assert row.settings == {"host": "smtp.shop.example"}
    assert (row.version, row.position, row.is_active, row.is_sandbox) == (1, 0, True, False)
    assert (row.health, row.circuit) == (Health.UNKNOWN, Circuit())


def test_in_use_is_what_is_active_in_trial_or_in_service(any_db):
    mail, sms, resting, trial = create(
        any_db, MAIL, SMS, replace(MAIL, is_active=False), replace(MAIL, is_sandbox=True)
    )

    def used(*, sandbox):
        return [row.id for row in any_db.read_now(lambda s: Roster(s).in_use(sandbox=sandbox))]

    assert used(sandbox=False) == [mail, sms]
    assert used(sandbox=True) == [trial]
    any_db.write_now(lambda s: Roster(s).activate(resting, is_active=True, at=AT))
    assert used(sandbox=False) == [mail, sms, resting]


def test_an_account_that_is_not_there(db):
    for call in (
        lambda s: Roster(s).get("nobody"),
        lambda s: Roster(s).change("nobody", 1, MAIL, at=AT),
        lambda s: Roster(s).activate("nobody", is_active=True, at=AT),
        lambda s: Roster(s).release("nobody", at=AT),
        lambda s: Roster(s).remove("nobody"),
    ):
        with pytest.raises(NotFound):
            db.write_now(call)
    db.write_now(lambda s: Roster(s).note("nobody", Circuit(), at=AT))


def test_what_an_account_may_not_be(db):
    assert problems(db, replace(MAIL, name=" ", sender_address="")) == {
        ("name", "missing_field"),
        ("sender_address", "missing_field"),
    }
    assert problems(db, replace(MAIL, settings={})) == {("settings.host", "missing_field")}
    assert problems(db, replace(MAIL, sender_address="a@b.example\r\nBcc: x@y.example")) == {
        ("sender_address", "control_character")
    }
    assert problems(db, replace(MAIL, name="x" * 121)) == {("name", "too_long")}
    with pytest.raises(NotFound):
        create(db, replace(MAIL, kind="pigeon"))


def test_an_edit_names_the_version_it_saw(any_db):
    (account_id,) = create(any_db, MAIL)
    changed = replace(MAIL, name="Other")
    any_db.write_now(lambda s: Roster(s).change(account_id, 1, changed, at=AT))
    with pytest.raises(Conflict):
        any_db.write_now(lambda s: Roster(s).change(account_id, 1, MAIL, at=AT))
    row = any_db.read_now(lambda s: Roster(s).get(account_id))
    assert (row.name, row.version) == ("Other", 2)


def test_a_place_of_its_own_goes_first_and_only_active_ones_serve(any_db):
    shared, own, other, resting, sandbox, sms = create(
        any_db,
        MAIL,
        replace(MAIL, location_id="l1"),
        replace(MAIL, location_id="l2"),
        replace(MAIL, is_active=False),
        replace(MAIL, is_sandbox=True),
        SMS,
    )
    assert ids(any_db) == [shared]
    assert ids(any_db, location_id="l1") == [own, shared]
    assert ids(any_db, location_id="l2") == [other, shared]
    assert ids(any_db, sandbox=True) == [sandbox]
    assert ids(any_db, Channel.SMS) == [sms]
    any_db.write_now(lambda s: Roster(s).activate(resting, is_active=True, at=AT))
    assert ids(any_db) == [shared, resting]


def test_the_order_is_the_owners(any_db):
    first, second, third = create(any_db, MAIL, MAIL, MAIL)
    any_db.write_now(lambda s: Roster(s).order([third, first, third]))
    assert ids(any_db) == [third, first, second]
    (fourth,) = create(any_db, MAIL)
    assert ids(any_db) == [third, first, second, fourth]


def test_health_is_kept_and_an_acting_owner_clears_it(any_db):
    (account_id,) = create(any_db, MAIL)
    until = AT + timedelta(minutes=5)
    circuit = Circuit(health=Health.FAILING, failures=2, open_until=until, code="451 4.7.1", text="x" * 900)
    any_db.write_now(lambda s: Roster(s).note(account_id, circuit, at=AT))
    row = any_db.read_now(lambda s: Roster(s).get(account_id))
    assert row.circuit == replace(circuit, text="x" * 500)
    assert (row.version, row.health_at) == (1, AT)
    any_db.write_now(lambda s: Roster(s).release(account_id, at=AT))
    row = any_db.read_now(lambda s: Roster(s).get(account_id))
    assert (row.circuit, row.version) == (Circuit(), 2)
    any_db.write_now(lambda s: Roster(s).note(account_id, Circuit(health=Health.REFUSED, failures=1), at=AT))
    any_db.write_now(lambda s: Roster(s).change(account_id, 2, MAIL, at=AT))
    assert any_db.read_now(lambda s: Roster(s).get(account_id)).health is Health.UNKNOWN


def test_resting_keeps_the_health(db):
    (account_id,) = create(db, MAIL)
    db.write_now(lambda s: Roster(s).note(account_id, Circuit(health=Health.REFUSED, failures=1), at=AT))
    db.write_now(lambda s: Roster(s).activate(account_id, is_active=False, at=AT))
    assert db.read_now(lambda s: Roster(s).get(account_id)).health is Health.REFUSED


def test_an_account_can_be_removed(db):
    (account_id,) = create(db, MAIL)
    db.write_now(lambda s: Roster(s).remove(account_id))
    assert db.read_now(lambda s: Roster(s).page()) == ()


def test_pages_are_of_one_channel_or_all(db):
    mail, sms = create(db, MAIL, SMS)
    assert [row.id for row in db.read_now(lambda s: Roster(s).page())] == [mail, sms]
    assert [row.id for row in db.read_now(lambda s: Roster(s).page(Channel.SMS))] == [sms]
    assert len(db.read_now(lambda s: Roster(s).page(limit=1))) == 1


def test_settings_do_not_show_in_a_log(db):
    (account_id,) = create(db, MAIL)
    assert "smtp.shop.example" not in repr(db.read_now(lambda s: Roster(s).get(account_id)))
