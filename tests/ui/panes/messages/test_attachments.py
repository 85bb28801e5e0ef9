# SPDX-License-Identifier: LicenseRef-Desk
"""Files of messages are written where they were wanted, under harmless names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.ui.panes.messages.attachments import plain_name
from tests.ui.frame import until
from tests.ui.panes.messages.rows import attachment


@given(st.text(max_size=300))
def test_no_name_leaves_its_folder(name):
    kept = plain_name(name)
    assert kept
    assert kept not in {".", ".."}
    assert not set(kept) & set('/\\<>:"|?*\0')
    assert len(kept) <= 120


def test_what_may_harm_is_never_opened(post, on_stage):
    async def scene(stage):
        await stage.ready(0)
        with pytest.raises(ValueError, match="not opened"):
            stage.page.side.messages.files.open(attachment(is_dangerous=True))

    on_stage(scene)


def test_where_nothing_can_be_written_it_is_said(post, on_stage, tmp_path):
    mine = post.mail(files=(("a.txt", "text/plain", b"x"),))

    async def scene(stage):
        await stage.ready(1)
        await stage.open(mine)
        [file] = stage.thread().messages[0].attachments
        files = stage.page.side.messages.files
        files.save(file, tmp_path / "none" / "a.txt")
        await until(lambda: any("could not be written" in one for one in stage.said()))
        files.save(file, tmp_path / "a.txt")
        await until(lambda: (tmp_path / "a.txt").exists())
        assert (tmp_path / "a.txt").read_bytes() == b"x"
        folder = files.aside()
        files.clear()
        assert not folder.exists()

    on_stage(scene)
