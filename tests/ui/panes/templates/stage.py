# SPDX-License-Identifier: LicenseRef-Desk
"""A window on a small shop with three templates, its page of templates open, and hands to press its keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from desk.services.events import ready_texts
from desk.services.store import Change
from desk.services.templates import Library, TemplateCard, Text, Wording
from desk.ui.docks import Places
from desk.ui.window import Window
from tests.ui.frame import make_shop, open_at, until

NARROW, WIDE = 1100, 1280
"""Under 1200 pixels the preview gives way, and with it the worker that a test may not need."""


class Shop:
    """A shop with Sophie and her order 1042, and templates: ready (published), quote (published), own (draft)."""

    def __init__(self, db):
        self.db = db
        self.sophie, self.order = make_shop(db)
        self.ready = self.template("Commande prête", "order.ready", is_published=True)
        self.quote = self.template("Devis prêt", "order.quote_ready", is_published=True)
        texts = {"email": {"fr": Text(subject="Bonjour", body="Un mot.\n\nUn autre.")}}
        self.own = db.write_now(
            lambda s: Library(s).create(TemplateCard(name="À moi", folder="Divers"), Wording(texts=texts))
        )

    def template(self, name, kind, *, is_published):
        ready = ready_texts(kind)
        texts = {channel: dict(by_language) for channel, by_language in ready.texts.items()}

        def work(session):
            library = Library(session)
            card = TemplateCard(name=name, folder="order", event_kind=kind)
            made = library.create(card, Wording(texts=texts, policies=dict(ready.policies)), author="Desk")
            if is_published:
                library.publish(made, author="Desk")
            return made

        return self.db.write_now(work)

    def row(self, template_id):
        return self.db.read_now(lambda session: Library(session).row(template_id))

    def versions(self, template_id):
        return self.db.read_now(lambda session: Library(session).versions(template_id))

    def newest(self, template_id):
        """Return what is kept as the newest version."""
        return self.versions(template_id)[0].wording

    def somebody_writes(self, template_id, change):
        """Let somebody else save a draft."""

        def work(session):
            library = Library(session)
            draft = library.draft(template_id, author="Julien")
            library.save_draft(draft.id, change(draft.wording), author="Julien")

        self.db.write_now(work, Change.TEMPLATES)


class Stage:
    """The page in its window."""

    def __init__(self, shop, home, width):
        self.shop = shop
        self.window = Window(Places(home))
        self.window.resize(width, 720)
        self.window.show()
        self.failures = []
        self.window.jobs.failed.connect(self.failures.append)
        self.home = home
        self.enter()

    def enter(self):
        """Show the page of templates (again)."""
        self.window.attach(open_at(self.shop.db, self.home))
        self.window.pages.navigate("templates")
        self.page = self.window.pages.page

    @property
    def model(self):
        return self.page.model

    @property
    def state(self):
        return self.page.model.state

    async def ready(self):
        await until(lambda: self.page.library_model.state.rows is not None and self.state.has_shop)

    async def opened(self, template_id):
        """Open a template and wait for it."""
        await self.ready()
        self.page.reveal(template_id=template_id)
        await until(lambda: self.state.opened is not None and self.state.opened.row.id == template_id)
        return self

    async def kept(self):
        """Wait until nothing typed is left to keep."""
        self.page.keeping.save()
        await until(lambda: not self.state.is_dirty and not self.state.is_busy)

    def fields(self):
        return list(self.page.editor.mail.blocks.fields())

    def run(self, name):
        self.window.commands.trigger(f"templates.{name}")

    def said(self):
        return [toast._label.text() for toast in self.window.toasts.toasts()]

    async def end(self):
        for dialog in self.page.findChildren(QDialog):
            dialog.done(0)
        await self.page.preview_model.stop()
        await self.window.jobs.finish()
        self.window.pages.detach()
        self.window.close()
        self.window.deleteLater()
        assert self.failures == []


def type_at_end(field, text):
    """Put the caret behind the text and type."""
    field.setFocus()
    field.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(field, text)


def press(widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, key, modifier)
