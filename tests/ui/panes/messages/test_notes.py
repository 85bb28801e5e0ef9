# SPDX-License-Identifier: LicenseRef-Desk
"""What is said about deeds."""

import pytest

from desk.ui.panes.messages.deeds import Done, Kind
from desk.ui.panes.messages.notes import said


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("count", [1, 3])
def test_every_deed_is_said_without_holes(kind, count):
    text = said(Done(kind=kind, count=count, name="Sophie", text="tomorrow"))
    assert text
    assert "{" not in text


def test_one_is_named_and_many_are_counted():
    assert said(Done(kind=Kind.ARCHIVE, name="Sophie Bernard")) == "Archived: Sophie Bernard."
    assert said(Done(kind=Kind.ARCHIVE, count=12)) == "12 conversations archived."
