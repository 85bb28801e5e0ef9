# SPDX-License-Identifier: LicenseRef-Desk
"""An account and its secret: both, or neither."""

from dataclasses import replace

import keyring
import pytest
from keyring.backends.fail import Keyring

from desk.errors import Conflict, Misconfigured, NotFound, Refused
from desk.services.providers import AccountDraft, AccountSafe, Roster, check_entry
from desk.services.store import Secrets

pytestmark = pytest.mark.asyncio

MAIL = AccountDraft(
    kind="smtp", name="OVH", settings={"host": "smtp.shop.example"}, sender_address="atelier@shop.example"
)


def rows(db):
    return db.read_now(lambda session: Roster(session).page())


async def test_a_new_account_works_once_its_secret_is_kept(db, memory_keyring):
    account_id = await AccountSafe(db).create(MAIL, "pass")
    [row] = rows(db)
    assert (row.id, row.is_active, Secrets().get(account_id)) == (account_id, True, "pass")


async def test_one_without_a_secret_and_one_at_rest_are_kept_so(db, memory_keyring):
    await AccountSafe(db).create(replace(MAIL, is_active=False), None)
    assert [row.is_active for row in rows(db)] == [False]
    assert memory_keyring.kept == {}


async def test_without_a_safe_keyring_nothing_is_kept(db):
    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())
    try:
        with pytest.raises(Misconfigured):
            await AccountSafe(db).create(MAIL, "pass")
        assert rows(db) == ()
        account_id = await AccountSafe(db).create(MAIL, None)
        with pytest.raises(Misconfigured):
            await AccountSafe(db).change(account_id, 2, replace(MAIL, name="Other"), "pass")
    finally:
        keyring.set_keyring(before)
    assert [row.name for row in rows(db)] == ["OVH"]


async def test_a_change_that_fails_puts_the_secret_back(db, memory_keyring):
    keeper = AccountSafe(db)
    account_id = await keeper.create(MAIL, "pass")
    [row] = rows(db)
    with pytest.raises(Conflict):
        await keeper.change(account_id, row.version - 1, MAIL, "other")
    with pytest.raises(Refused):
        await keeper.change(account_id, row.version, replace(MAIL, name=""), "other")
    assert Secrets().get(account_id) == "pass"
    await keeper.change(account_id, row.version, replace(MAIL, name="New"), "other")
    assert ([one.name for one in rows(db)], Secrets().get(account_id)) == (["New"], "other")


async def test_a_change_that_fails_leaves_no_secret_where_there_was_none(db, memory_keyring):
    keeper = AccountSafe(db)
    account_id = await keeper.create(MAIL, None)
    with pytest.raises(Conflict):
        await keeper.change(account_id, 99, MAIL, "other")
    assert memory_keyring.kept == {}


async def test_what_is_removed_takes_its_secret_along(db, memory_keyring):
    keeper = AccountSafe(db)
    account_id = await keeper.create(MAIL, "pass")
    await keeper.remove(account_id)
    await keeper.forget_secret(account_id)
    assert (rows(db), memory_keyring.kept) == ((), {})
    with pytest.raises(NotFound):
        await keeper.remove(account_id)


@pytest.mark.parametrize(
    ("typed", "known", "tried"),
    [("typed", True, "typed"), ("", True, ""), (None, True, "kept"), (None, False, "")],
)
async def test_what_was_not_typed_is_tried_with_the_kept_secret(
    memory_keyring, monkeypatch, typed, known, tried
):
    asked = []

    async def check(kind, settings, secret):
        asked.append(secret)

    monkeypatch.setattr("desk.services.providers.safe.check_account", check)
    Secrets().set("a1", "kept")
    await check_entry("smtp", {}, typed, "a1" if known else "")
    assert asked == [tried]
