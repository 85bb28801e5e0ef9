# SPDX-License-Identifier: LicenseRef-Desk
"""What tests of accounts do again and again."""

from desk import clock
from desk.services.providers import AccountDraft, Roster
from desk.services.store import Change
from tests.ui.frame import until
from tests.ui.panes.settings.stage import kept

SECRET = "c4nary-password"
MAIL, SMS = "new:smtp", "new:http_sms"


def accounts(db):
    return kept(db, lambda session: Roster(session).page())


def add(db, name="contact@x.fr", **more):
    draft = AccountDraft(
        kind="smtp",
        name=name,
        settings={"host": "smtp.x.fr", "username": name},
        sender_address=name,
        **more,
    )
    return db.write_now(lambda session: Roster(session).create(draft, at=clock.now()), Change.PROVIDERS)


def put(form, **values):
    for name, value in values.items():
        place = name if name in ("sender_address", "secret", "sender_name", "name") else f"settings.{name}"
        form.form.field(place).set_value(value)
    form.touch()


async def begun(stage, key=MAIL):
    sheet = stage.sheet("accounts")
    await until(lambda: sheet.model.state.kept is not None)
    sheet.begin_new(key)
    return sheet, sheet.forms[key]


async def tried(stage, server, **more):
    """Type an account at a server on this computer and press "Test"; return sheet and form."""
    sheet, form = await begun(stage)
    put(
        form, sender_address="contact@x.fr", secret=SECRET, username="shop", host="127.0.0.1", security="none"
    )
    put(form, port=server.port, **more)
    form.test.click()
    await until(lambda: form.checks.advice is not None)
    return sheet, form


def nothing_betrayed(stage, caplog, tmp_path):
    told = [record.getMessage() for record in caplog.records] + [repr(stage.failures)]
    assert not any(SECRET in line for line in told)
    files = [file for file in tmp_path.rglob("*") if file.is_file() and file.suffix != ".pem"]
    assert not any(SECRET.encode() in file.read_bytes() for file in files)
