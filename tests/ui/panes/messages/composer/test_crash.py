# SPDX-License-Identifier: LicenseRef-Desk
"""The process is killed while somebody writes; what was typed is there when Desk is opened again."""

import asyncio
import signal
import subprocess
import sys

from desk import clock
from desk.services.inbox import Drafts, Inbox
from desk.ui.jobs import Jobs
from desk.ui.panes.messages.composer.desk_deeds import DeskDeeds
from desk.ui.panes.messages.composer.view_model import ComposerModel
from tests.services.inbox.builders import Post
from tests.ui.frame import make_shop, open_at

TYPED = "Oui, demain à 18 h c’est parfait 😀"

WRITER = """
import asyncio, sys
from pathlib import Path
from desk.ui.loop import Loop
from PySide6.QtWidgets import QApplication, QMainWindow
from desk.services.inbox import Inbox
from desk.services.store import open_database
from tests.ui.panes.messages.composer.stage import Stage
from desk.ui.panes.messages.composer.desk_deeds import DeskDeeds
from tests.ui.frame import open_at

async def play(url, home, conversation_id):
    db = open_database(url)
    stage = Stage(None, db, Path(home), DeskDeeds(open_at(db, Path(home))))
    composer = stage.open()
    card, messages = db.read_now(lambda s: (Inbox(s).card(conversation_id), Inbox(s).thread(conversation_id, limit=50)))
    composer.show_conversation(card, messages)
    await asyncio.sleep(0.3)
    composer.reply()
    stage.editor.insert({typed!r})
    print("typed", flush=True)
    while True:
        await asyncio.sleep(0.05)
        if stage.model.state.is_kept:
            print("kept", flush=True)

application = QApplication([])
with asyncio.Runner(loop_factory=lambda: Loop(application, already_running=False)) as runner:
    runner.run(play(*sys.argv[1:]))
"""


def test_what_was_typed_two_seconds_ago_survives_a_kill(db, tmp_path, qapp, qt_run):
    make_shop(db)
    post = Post(db)
    letter = post.arrives("Sophie <sophie.bernard@mail.example>", text="Je peux passer demain ?")
    conversation_id = post.conversation_of(letter)
    script = WRITER.replace("{typed!r}", repr(TYPED))
    with subprocess.Popen(
        [sys.executable, "-c", script, db.url, str(tmp_path), conversation_id],
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        said = iter(writer.stdout.readline, "")
        assert next(said) == "typed\n"
        assert next(line for line in said if line == "kept\n")
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    [row] = db.read_now(lambda s: Drafts(s).of(conversation_id, row_owner(s)))
    assert row.content.text == TYPED
    assert row.updated_at <= clock.now()

    async def play():
        jobs = Jobs()
        model = ComposerModel(jobs, DeskDeeds(open_at(db, tmp_path)))
        card = db.read_now(lambda s: Inbox(s).card(conversation_id))
        model.show(card, db.read_now(lambda s: Inbox(s).thread(conversation_id, limit=50)))
        await jobs.finish()
        await asyncio.sleep(0)
        assert model.state.letter.content.text == TYPED
        model.deleteLater()

    qt_run(play())


def row_owner(session):
    from desk.services.shop import Operators

    return Operators(session).at_work().id
