# SPDX-License-Identifier: LicenseRef-Desk
"""A mailbox, what sends for it, and the one secret of both."""

from dataclasses import replace

import pytest
from sqlalchemy import insert, select

from desk import clock
from desk.errors import Conflict, Refused
from desk.models import Folder, new_id
from desk.models.vocabulary import FolderRole
from desk.services.inbox.accounts import MailboxSafe, TypedSecret
from desk.services.inbox.sync import MailboxDraft, Mailboxes
from desk.services.providers import AccountDraft, Password, Roster, Signing
from desk.services.store import Change

pytestmark = pytest.mark.asyncio

ADDRESS = "contact@x.fr"
BOX = MailboxDraft(
    name="Contact", address=ADDRESS, settings={"host": "imap.x.fr", "username": ADDRESS}, backfill_days=30
)
WAY = AccountDraft(
    kind="smtp", name="Contact", settings={"host": "smtp.x.fr", "username": ADDRESS}, sender_address=ADDRESS
)


def rows(db):
    return (
        db.read_now(lambda session: Mailboxes(session).page()),
        db.read_now(lambda session: Roster(session).page()),
    )


async def made(db, account=WAY, password="c4nary"):
    await MailboxSafe(db).create(BOX, account, TypedSecret(password=password))
    (box,), ways = rows(db)
    return box, ways


async def test_both_are_kept_with_one_secret(db, memory_keyring):
    box, (way,) = await made(db)
    assert (box.provider_id, box.settings["secret"]) == (way.id, way.settings["secret"])
    assert list(memory_keyring.kept.values()) == ["c4nary"]
    for row in (box, way):
        assert await Signing().credential(row.id, row.settings) == Password(text="c4nary")


async def test_an_account_that_is_there_already_is_used(db):
    there = db.write_now(
        lambda session: Roster(session).create(replace(WAY, sender_address="Contact@x.fr"), at=clock.now()),
        Change.PROVIDERS,
    )
    box, ways = await made(db)
    assert (box.provider_id, len(ways)) == (there, 1)


async def test_a_mailbox_alone(db):
    box, ways = await made(db, account=None)
    assert (box.provider_id, ways) == (None, ())


async def test_a_refusal_leaves_nothing_behind(db, memory_keyring):
    for box, way in ((replace(BOX, address=""), WAY), (BOX, replace(WAY, settings={}))):
        with pytest.raises(Refused):
            await MailboxSafe(db).create(box, way, TypedSecret(password="c4nary"))
    assert (memory_keyring.kept, rows(db)) == ({}, ((), ()))


async def changed(db, box, *, version, typed, name="Shop"):
    draft = replace(BOX, name=name, settings=box.settings, provider_id=box.provider_id)
    await MailboxSafe(db).change(box.id, version, draft, typed)


async def test_a_new_password_mends_both(db, memory_keyring):
    box, (way,) = await made(db)
    await changed(db, box, version=box.version, typed=TypedSecret(password="new"))
    (after,), (way_after,) = rows(db)
    assert (after.name, list(memory_keyring.kept.values())) == ("Shop", ["new"])
    assert way_after.version > way.version  # so that it is opened anew


async def test_overtaken_the_old_password_comes_back(db, memory_keyring):
    box, _ = await made(db)
    with pytest.raises(Conflict):
        await changed(db, box, version=box.version - 1, typed=TypedSecret(password="new"))
    assert list(memory_keyring.kept.values()) == ["c4nary"]
    await changed(db, box, version=box.version, typed=None)
    assert list(memory_keyring.kept.values()) == ["c4nary"]


async def test_signing_in_again_tries_both_afresh(db, memory_keyring):
    box, (way,) = await made(db)
    db.write_now(
        lambda session: Mailboxes(session).note(box.id, clock.now(), health="refused"), Change.MAILBOXES
    )
    await MailboxSafe(db).sign_in_again(box, TypedSecret(password="new"))
    (after,), (way_after,) = rows(db)
    assert (after.health, way_after.version > way.version) == ("unknown", True)
    assert list(memory_keyring.kept.values()) == ["new"]


async def test_the_secret_stays_while_somebody_needs_it(db, memory_keyring):
    box, (way,) = await made(db)
    await MailboxSafe(db).remove(box, keep_messages=True)
    assert rows(db)[0] == ()
    assert list(memory_keyring.kept.values()) == ["c4nary"]
    db.write_now(lambda session: Roster(session).remove(way.id), Change.PROVIDERS)
    await MailboxSafe(db).forget_unused(way.settings["secret"])
    assert memory_keyring.kept == {}


async def test_alone_it_takes_its_secret_along(db, memory_keyring):
    box, _ = await made(db, account=None)
    await MailboxSafe(db).remove(box, keep_messages=False)
    assert (memory_keyring.kept, rows(db)) == ({}, ((), ()))


async def test_its_folders_are_chosen_together_with_it_or_not_at_all(db, memory_keyring):
    box, _ = await made(db)
    folder_id = new_id()
    row = {"id": folder_id, "mailbox_id": box.id, "path": "Old", "role": FolderRole.OTHER, "is_synced": False}
    db.write_now(lambda session: session.execute(insert(Folder).values(**row)), Change.MAILBOXES)

    async def chosen(version):
        draft = replace(BOX, settings=box.settings, provider_id=box.provider_id)
        await MailboxSafe(db).change(box.id, version, draft, None, [folder_id])

    def is_synced():
        return db.read_now(lambda session: session.scalar(select(Folder.is_synced)))

    with pytest.raises(Conflict):
        await chosen(box.version - 1)
    assert not is_synced()
    await chosen(box.version)
    assert is_synced()
