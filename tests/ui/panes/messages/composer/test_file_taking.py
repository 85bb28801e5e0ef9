# SPDX-License-Identifier: LicenseRef-Desk
"""Files and pictures that are taken into a message."""

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QImage

from desk.errors import Unavailable
from desk.services.inbox import DraftContent
from desk.ui.jobs import Jobs
from desk.ui.panes.messages.composer.attachments import Refusal
from desk.ui.panes.messages.composer.file_taking import FileTaking, Given, media_type
from desk.ui.panes.messages.composer.view_model import ComposerModel
from tests.ui.panes.messages import rows
from tests.ui.panes.messages.composer.stage import FakeDeeds


class Desk:
    def __init__(self, owner):
        self.jobs, self.deeds, self.refused = Jobs(owner), FakeDeeds(), []
        self.model = ComposerModel(self.jobs, self.deeds, owner)
        self.taking = FileTaking(self.jobs, self.deeds, self.model, owner)
        self.taking.refused.connect(self.refused.extend)

    async def open(self):
        self.model.show(rows.card(), (rows.message(),))
        await self.jobs.finish()

    def files(self):
        return [(one.name, one.media_type, one.size) for one in self.model.state.letter.content.files]


@pytest.fixture
def desk(qapp):
    owner = QObject()
    yield Desk(owner)
    owner.deleteLater()


def test_a_file_is_read_and_kept(desk, qt_run, tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"plan")

    async def play():
        await desk.open()
        desk.taking.take_paths([str(path)])
        await desk.jobs.finish()
        assert desk.files() == [("plan.pdf", "application/pdf", 4)]
        assert list(desk.deeds.files.values()) == [b"plan"]
        desk.taking.take_paths([str(path)])  # the same once more
        await desk.jobs.finish()
        assert len(desk.files()) == 1

    qt_run(play())


def test_what_cannot_be_taken_is_told(desk, qt_run, tmp_path):
    empty, folder = tmp_path / "empty.txt", tmp_path / "folder"
    empty.write_bytes(b"")
    folder.mkdir()
    large = tmp_path / "film.mp4"
    with large.open("wb") as file:
        file.truncate(60_000_000)

    async def play():
        await desk.open()
        desk.taking.take_paths([str(one) for one in (empty, folder, tmp_path / "gone", large)])
        await desk.jobs.finish()
        assert desk.files() == []
        assert [why for why, _one in desk.refused] == [
            Refusal.EMPTY,
            Refusal.NO_FILE,
            Refusal.NO_FILE,
            Refusal.TOO_LARGE,
        ]

    qt_run(play())


def test_a_picture_from_the_clipboard_becomes_a_file(desk, qt_run):
    picture = QImage(4, 4, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))

    async def play():
        await desk.open()
        desk.taking.take_picture(picture)
        await desk.jobs.finish()
        [(name, kind, _size)] = desk.files()
        assert name.startswith("image-")
        assert kind == "image/png"
        [body] = desk.deeds.files.values()
        assert body.startswith(b"\x89PNG")

    qt_run(play())


def test_a_file_does_not_follow_to_another_conversation(desk, qt_run):
    async def play():
        await desk.open()
        desk.taking.take(Given(name="a.txt", media_type="text/plain", body=b"x"))
        desk.model.show(rows.card(rows.conversation("c2")), ())
        await desk.jobs.finish()
        assert desk.files() == []

    qt_run(play())


def test_two_files_of_one_name(desk, qt_run):
    async def play():
        await desk.open()
        desk.taking.take(*(Given(name="a.txt", media_type="text/plain", body=body) for body in (b"x", b"y")))
        await desk.jobs.finish()
        assert [name for name, _kind, _size in desk.files()] == ["a.txt", "a (2).txt"]

    qt_run(play())


def test_kinds_are_guessed_by_name():
    assert [media_type(name) for name in ("a.png", "b.unknown-thing", "c")] == ["image/png"] + [
        "application/octet-stream"
    ] * 2


def test_a_refusal_is_not_said_elsewhere(desk, qt_run, tmp_path):
    async def play():
        await desk.open()
        desk.taking.take_paths([str(tmp_path)])
        desk.model.show(rows.card(rows.conversation(id_="c2")), (rows.message(),))
        await desk.jobs.finish()
        assert desk.refused == []

    qt_run(play())


PLAN = Given(name="plan.pdf", media_type="application/pdf", body=b"plan")


def test_a_file_does_not_follow_to_the_letter_after_the_one_that_was_sent(desk, qt_run):
    async def play():
        await desk.open()
        desk.model.change(replace(desk.model.state.letter.content, text="Here is the plan."))
        desk.taking.take(PLAN)
        assert desk.taking.is_taking
        desk.model.release()
        assert not desk.taking.is_taking, "it is on its way into another letter"
        await desk.jobs.finish()
        assert desk.files() == []

    qt_run(play())


def test_a_file_does_not_follow_to_another_new_conversation(desk, qt_run):
    async def play():
        desk.model.begin(None, DraftContent(text="one"))
        desk.taking.take(PLAN)
        desk.model.begin(None, DraftContent(text="two"))
        await desk.jobs.finish()
        assert desk.files() == []

    qt_run(play())


def test_a_file_stays_with_a_letter_for_which_somebody_is_chosen_meanwhile(desk, qt_run):
    async def play():
        desk.model.begin(None, DraftContent(text="one"))
        desk.taking.take(PLAN)
        desk.model.begin("sophie", desk.model.state.letter.content)
        await desk.jobs.finish()
        assert [name for name, _kind, _size in desk.files()] == ["plan.pdf"]

    qt_run(play())


def test_it_is_told_while_a_file_is_on_its_way(desk, qt_run):
    async def play():
        await desk.open()
        gate, told = asyncio.Event(), []
        desk.taking.taken.connect(lambda: told.append(desk.taking.is_taking))

        async def read():
            await gate.wait()
            return (PLAN,)

        desk.taking.bring(read)
        await asyncio.sleep(0.01)
        assert (desk.taking.is_taking, told) == (True, [])
        gate.set()
        await desk.jobs.finish()
        assert (desk.taking.is_taking, told) == (False, [False])
        assert len(desk.files()) == 1

    qt_run(play())


def test_a_file_that_fails_holds_nothing_back(desk, qt_run):
    async def play():
        await desk.open()

        async def read():
            raise Unavailable("database_busy")

        desk.taking.bring(read)
        await desk.jobs.finish()
        assert not desk.taking.is_taking

    qt_run(play())
