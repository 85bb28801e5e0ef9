# SPDX-License-Identifier: LicenseRef-Desk
"""Customers are looked for; whom nobody knows can be made."""

import pytest
from PySide6.QtCore import QObject

from desk.models.vocabulary import PointKind
from desk.ui.jobs import Jobs
from desk.ui.panes.records.customer_search import CustomerSearch, draft_from
from tests.ui.frame import open_at, until


@pytest.mark.parametrize(
    ("typed", "first", "last", "points"),
    [
        ("Paul Petit", "Paul", "Petit", ()),
        ("  Petit ", "", "Petit", ()),
        ("Anne Marie Le Goff", "Anne", "Marie Le Goff", ()),
        ("p@example.org", "", "", ((PointKind.EMAIL, "p@example.org"),)),
        ("06 12 34 56 78", "", "", ((PointKind.PHONE, "06 12 34 56 78"),)),
    ],
)
def test_what_was_looked_for_becomes_a_new_customer(typed, first, last, points):
    draft = draft_from(typed)
    assert (draft.first_name, draft.last_name) == (first, last)
    assert tuple((point.kind, point.address) for point in draft.points) == points


def test_a_search_finds_takes_and_forgets(atelier, db, tmp_path, qt_run):
    async def scene():
        owner = QObject()
        search = CustomerSearch(open_at(db, tmp_path), Jobs(owner), owner)
        search.find("soph")
        search.find("nadia")  # typed on: the first answer no longer matters
        await until(lambda: search.state.is_asked)
        assert [row.name for row in search.state.found] == ["Nadia Ferrand"]
        search.choose(search.state.found[0])
        search.find("")
        assert search.state.found == ()
        assert search.state.chosen.name == "Nadia Ferrand"
        search.find("nobody of that name")
        await until(lambda: search.state.has_none)
        search.clear()
        assert search.state.chosen is None
        search.choose_id(atelier.sophie)
        await until(lambda: search.state.chosen is not None)

    qt_run(scene())
