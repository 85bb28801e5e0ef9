# SPDX-License-Identifier: LicenseRef-Desk
"""A window with a composer in it, over deeds that are only pretended."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from desk import clock
from desk.errors import Conflict, NotFound
from desk.models.vocabulary import Channel, DraftKind, Role
from desk.services.inbox import DraftRow, FileRef
from desk.services.shop import OperatorCard
from desk.ui.commands import Commands
from desk.ui.docks import Places
from desk.ui.jobs import Jobs
from desk.ui.panes import Context
from desk.ui.panes.messages.composer import Composer
from desk.ui.panes.messages.composer.deeds import Gone
from desk.ui.panes.messages.composer.letters import kept_as
from desk.ui.panes.messages.composer.presence_model import Colleague
from desk.ui.panes.messages.composer.state import Box, Surroundings, Way
from desk.ui.theme import Theme
from desk.ui.widgets import ToastStack
from tests.ui.frame import open_at

CAMILLE = OperatorCard(
    id="o1", name="Camille Martin", email="", phone="", role=Role.OWNER, language="fr",
    signature="Camille Martin\nAtelier Lyon", location_ids=(), is_active=True,
)  # fmt: skip
JULIEN = replace(CAMILLE, id="o2", name="Julien Lopez", signature="")
AROUND = Surroundings(
    ways=(
        Way(channel=Channel.EMAIL, address="sophie.bernard@mail.example"),
        Way(channel=Channel.SMS, reason="no_mobile"),
    ),
    boxes=(
        Box(id="b1", address="contact@atelier.example", name="Atelier", is_personal=False),
        Box(id="b2", address="camille@atelier.example", name="Camille", is_personal=True),
    ),
    me=CAMILLE,
    staff=(CAMILLE, JULIEN),
    fields={"customer.first_name": "Sophie", "customer.full_name": "Sophie Bernard", "order.number": "1042"},
    language="fr",
    customer_name="Sophie Bernard",
)


class FakeDeeds:
    """Keeps drafts in memory. sent: orders, in order. fails: raised instead of the next send or keep."""

    def __init__(self, around=AROUND):
        self.around = around
        self.rows, self.sent, self.dropped, self.hurried, self.files = {}, [], [], [], {}
        self.fails = None
        self.kept_times = 0
        self.ready = False
        self.colleagues = ()
        self.said = []
        self.used = []
        self.left = []

    async def surroundings(self, about):
        return self.around

    async def drafts(self, conversation_id):
        return tuple(row for row in self.rows.values() if row.conversation_id == conversation_id)

    async def draft(self, draft_id):
        return self.rows.get(draft_id)

    async def keep(self, place, kept, content):
        self._fail()
        if kept is not None and kept.id not in self.rows:
            raise NotFound("no_draft")
        if kept is not None and self.rows[kept.id].version != kept.version:
            raise Conflict("draft_changed")
        self.kept_times += 1
        draft_id = kept.id if kept is not None else f"d{self.kept_times}"
        row = DraftRow(
            id=draft_id, version=kept.version + 1 if kept else 1, kind=place.kind, operator_id="o1",
            conversation_id=place.conversation_id, customer_id=place.customer_id, updated_at=clock.now(),
            content=content,
        )  # fmt: skip
        self.rows[draft_id] = row
        return kept_as(row)

    async def drop(self, kept):
        self.dropped.append(kept.id)
        self.rows.pop(kept.id, None)

    async def put_file(self, name, media_type, body):
        sha = f"sum-{hash(body)}"
        self.files[sha] = body
        return FileRef(name=name, media_type=media_type, size=len(body), sha256=sha)

    async def note_used(self, reply_id):
        self.used.append(reply_id)

    async def files_of(self, attachment_ids):
        return ()

    async def send(self, order):
        self._fail()
        self.sent.append(order)
        if order.kept is not None:
            self.rows.pop(order.kept.id, None)
        conversation_id = order.place.conversation_id or "c-new"
        if order.place.kind is DraftKind.NOTE:
            return Gone(conversation_id=conversation_id, message_id="n1")
        leaves = order.at or clock.now() + timedelta(seconds=10)
        return Gone(conversation_id=conversation_id, message_id=f"m{len(self.sent)}", leaves_at=leaves)

    async def take_back(self, message_id):
        order = self.sent[int(message_id[1:]) - 1]
        return DraftRow(
            id="back", version=1, kind=order.place.kind, conversation_id=order.place.conversation_id,
            operator_id="o1", customer_id=order.place.customer_id, updated_at=clock.now(), content=order.content,
        )  # fmt: skip

    async def send_now(self, message_id):
        self.hurried.append(message_id)

    async def held_up(self, message_ids):
        return len(message_ids)

    async def not_left(self, message_ids):
        return len([one for one in message_ids if one not in self.left])

    async def here(self, conversation_id, *, is_writing):
        self.said.append((conversation_id, is_writing))

    async def away(self):
        self.said.append(("", None))

    def others(self, conversation_id):
        found = self.colleagues
        return lambda _session: found

    async def is_ready(self):
        return self.ready

    async def translate(self, text, target):
        self._fail()
        return f"[{target}] {text}"

    def _fail(self):
        error, self.fails = self.fails, None
        if error is not None:
            raise error


class Stage:
    """The composer and what it stands on. failures: what the window would show. went: where it navigated."""

    def __init__(self, qtbot, db, home, deeds=None):
        self.window = QMainWindow()
        self.window.resize(640, 560)
        if qtbot is not None:
            qtbot.addWidget(self.window)
        self.failures, self.went = [], []
        self.deeds = deeds or FakeDeeds()
        self.jobs = Jobs(self.window)
        self.jobs.failed.connect(self.failures.append)
        self.commands = Commands(self.window)
        self.toasts = ToastStack(self.window)
        self.context = Context(
            desk=open_at(db, home),
            jobs=self.jobs,
            commands=self.commands,
            toasts=self.toasts,
            navigate=lambda page, /, **target: self.went.append((page, target)),
            theme=Theme.current(),
            places=Places(home),
        )

    def open(self):
        """Make the composer under an empty thread, and show both."""
        self.thread = QWidget()
        column = QVBoxLayout(self.thread)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        self.composer = Composer(self.context, self.thread, self.deeds)
        column.addWidget(self.composer)
        self.window.setCentralWidget(self.thread)
        self.window.show()
        self.commands.enter("messages")
        return self.composer

    @property
    def editor(self):
        """The field of the reply."""
        return self.composer.writer.panel.editor

    @property
    def model(self):
        """The model of the reply."""
        return self.composer.model

    def bar(self):
        """Return (text, verb) of the bar above the editor; ("", "") while it is hidden."""
        bar = self.composer.writer.panel.bar
        verb = bar._verb.text() if not bar._verb.isHidden() else ""
        return ("", "") if bar.isHidden() else (bar._text.text(), verb)

    def said(self):
        """Return what the notes say."""
        return [toast._label.text() for toast in self.toasts.toasts()]


def colleague(name="Julien Lopez", *, is_writing=True, draft_id=""):
    """Return somebody who is here too."""
    return Colleague(name=name, is_writing=is_writing, draft_id=draft_id)
