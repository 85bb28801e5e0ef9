# SPDX-License-Identifier: LicenseRef-Desk
"""Files are opened and saved; what may harm only after a warning."""

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QMessageBox

from desk.ui.panes.messages.action import Action
from desk.ui.panes.messages.file_wishes import unused
from tests.ui.frame import until


@pytest.fixture
def opened(monkeypatch):
    """Note what the system was asked to open."""
    told = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: told.append(url.toString()) or True)
    return told


def scene_of(on_stage, post, play, **mail):
    mine = post.mail(**mail)

    async def scene(stage):
        await stage.ready(1)
        await stage.open(mine)
        stage.page.thread_model._fetcher = type("None_", (), {"fetch": _nothing})()
        await play(stage, stage.page.side.messages, stage.thread().messages[0])

    on_stage(scene)


async def _nothing(_self, _addresses):
    return ()


def test_files_are_opened_saved_and_harmful_ones_only_after_a_warning(post, on_stage, opened, tmp_path):
    files = (("plan.pdf", "application/pdf", b"%PDF"), ("run.exe", "application/octet-stream", b"MZ"))

    async def play(stage, wishes, message):
        plan, run = message.attachments
        wishes.open_file_menu(plan.id)
        menu = stage.page.findChildren(QMenu)[-1]
        assert [action.text() for action in menu.actions()] == ["Open", "Save as…", "Save all…"]
        menu.actions()[0].trigger()
        await until(lambda: opened)
        wishes.open_file_menu(run.id)
        menu = stage.page.findChildren(QMenu)[-1]
        assert [action.text() for action in menu.actions()] == ["Save as…", "Save all…"]
        menu.close()
        wishes.save(run)
        [box] = stage.page.findChildren(QMessageBox)
        assert "run.exe" in box.text()
        box.close()
        wishes._save_into(message, str(tmp_path))
        await until(lambda: (tmp_path / "plan.pdf").exists())
        assert not (tmp_path / "run.exe").exists()
        wishes.do(Action(verb="browser"))
        assert opened[-1].endswith(".html")
        wishes.do(Action(verb="why", key="d1"))
        wishes.do(Action(verb="older"))
        assert stage.trips == [("sends", {"delivery_id": "d1"})]

    scene_of(on_stage, post, play, files=files)


def test_names_that_are_taken(tmp_path):
    (tmp_path / "a.pdf").touch()
    taken = set()
    assert [unused("a.pdf", tmp_path, taken) for _ in range(2)] == ["a (2).pdf", "a (3).pdf"]
    assert unused("README", tmp_path, taken) == "README"
