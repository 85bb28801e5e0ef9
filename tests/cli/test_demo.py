# SPDX-License-Identifier: LicenseRef-Desk
"""`desk demo` plays its day (demo.play) and finds what its story expects (demo.story)."""

import pytest

from desk.cli import demo
from desk.cli.demo import story
from desk.cli.demo.verdict import Verdict
from desk.models.vocabulary import Channel

pytestmark = pytest.mark.usefixtures("checked_once")


def test_the_day_comes_out_as_expected(desk, log_guard):
    said = desk("demo", "--no-pictures", "--json")
    assert said.status == 0
    assert [row for row in said.rows if not row["is_expected"]] == []
    assert len(said.rows) == len(story.EXPECTED) + len(story.HELD_AT_NIGHT) + len(story.ANSWERS)


def test_one_line_that_came_out_otherwise_fails_the_demo(desk, monkeypatch):
    wrong = Verdict(
        guest="paul",
        event="Order created",
        channel=Channel.EMAIL,
        outcome="missing",
        reason="",
        attempts=0,
        why="expected",
        is_expected=False,
    )

    async def played(_day):
        return (wrong,)

    monkeypatch.setattr(demo, "_played", played)
    said = desk("demo", "--no-pictures")
    assert said.status == 1
    assert "1 of 1 came out otherwise." in said.out
    assert "✗" in said.out
