# SPDX-License-Identifier: LicenseRef-Desk
"""What tests of mailboxes do again and again."""

import asyncio

from PySide6.QtGui import QDesktopServices

from desk import clock
from desk.services.inbox import Candidate, MailboxDraft, Mailboxes, MailServer, SettingsSource, SignInWay
from desk.services.providers import ClientDraft, SignInClients
from desk.services.store import Change
from tests.services.providers.signing.identity import browse
from tests.ui.frame import until
from tests.ui.panes.settings.stage import kept

ADDRESS = "contact@atelier.example"
SECRET = "c4nary-password"


def boxes(db):
    return kept(db, lambda session: Mailboxes(session).page())


def add_box(db, *, address=ADDRESS, settings=None, **more):
    given = {"host": "imap.atelier.example", "port": 993, "security": "tls", "username": address}
    draft = MailboxDraft(name=address, address=address, settings={**given, **(settings or {})}, **more)
    return db.write_now(lambda session: Mailboxes(session).create(draft, at=clock.now()), Change.MAILBOXES)


def note(db, mailbox_id, **values):
    db.write_now(lambda session: Mailboxes(session).note(mailbox_id, clock.now(), **values), Change.MAILBOXES)


def candidate(incoming, outgoing, **more):
    """Return what detection would find: servers by (port, security) on this computer."""
    given = {"source": SettingsSource.AUTOCONFIG, "name": "Atelier mail", "sign_in": (SignInWay.PASSWORD,)}
    return Candidate(
        **{**given, **more},
        incoming=MailServer(host="127.0.0.1", port=incoming, security="none", username="shop"),
        outgoing=MailServer(host="127.0.0.1", port=outgoing, security="none", username="shop"),
    )


async def begun(stage):
    """Open the page and begin a new address; return sheet and form."""
    sheet = stage.sheet("mailboxes")
    await until(lambda: sheet.model.state.kept is not None)
    sheet.start_new()
    return sheet, sheet.forms[""]


async def opened(stage, mailbox_id):
    """Open a kept mailbox; return sheet and form."""
    sheet = stage.sheet("mailboxes")
    await until(lambda: mailbox_id in sheet.forms)
    return sheet, sheet.forms[mailbox_id]


async def found(stage, monkeypatch, answer, address=ADDRESS):
    """Type an address and press the first verb; detection answers `answer`."""

    async def detect(_address, *, world=None, on_look=None):
        return answer

    monkeypatch.setattr("desk.ui.panes.settings.mail_checks_model.detect", detect)
    sheet, form = await begun(stage)
    type_in(form, address=address)
    form.save.click()
    await until(lambda: form.step.found_for)
    return sheet, form


def type_in(form, **values):
    for name, value in values.items():
        form.form.field(name).set_value(value)
    form.touch()


def shown(form):
    return [
        name
        for name in ("secret", "sender_name", "reader", "backfill")
        if not form.form.field(name).isHidden()
    ]


def opened_pages(monkeypatch):
    """The addresses that were opened; `visit` may be changed by a test."""

    class Pages:
        visit = staticmethod(browse)
        opened, tasks, works = [], [], True

        def open(self, url):
            self.opened.append(url.toString())
            if self.works and "authorize" in url.toString():
                self.tasks.append(asyncio.get_running_loop().create_task(self.visit(url.toString())))
            return self.works

    made = Pages()
    made.opened, made.tasks = [], []
    monkeypatch.setattr(QDesktopServices, "openUrl", made.open)
    return made


def by_browser(office, smtp, **more):
    given = {"sign_in": (SignInWay.BROWSER,), "browser": "other", "name": "Ours"}
    return candidate(office.port, smtp.port, **{**given, **more})


def register(form, sheet, identity):
    dialog = next(desk for desk in form.children() if hasattr(desk, "_dialog"))._dialog
    dialog.form.set_values(
        {
            "client_id": "desk-of-the-shop",
            "authorize_url": f"{identity.url}/authorize?tenant=x",
            "token_url": f"{identity.url}/token",
            "scopes": "mail offline",
        }
    )
    return dialog


def save_client(stage, identity):
    draft = ClientDraft(
        client_id="c", authorize_url=f"{identity.url}/authorize?tenant=x", token_url=f"{identity.url}/token"
    )
    stage.db.write_now(lambda session: SignInClients(session).save("other", draft))
