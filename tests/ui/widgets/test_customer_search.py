# SPDX-License-Identifier: LicenseRef-Desk
"""Customers are found while one types."""

import pytest
from PySide6.QtCore import QObject

from desk.models.vocabulary import PointKind
from desk.ui.jobs import Jobs
from desk.ui.widgets.customer_search import CustomerSearch, draft_from
from tests.ui.frame import make_shop, open_at, until


@pytest.mark.parametrize(
    ("typed", "first", "last", "kind"),
    [
        ("Paul Petit", "Paul", "Petit", None),
        ("  Petit ", "", "Petit", None),
        ("Anne Marie Le Goff", "Anne", "Marie Le Goff", None),
        (" p@x.example ", "", "", PointKind.EMAIL),
        ("06 12 34 56 78", "", "", PointKind.PHONE),
    ],
)
def test_what_was_looked_for_begins_the_customer(typed, first, last, kind):
    draft = draft_from(typed)
    assert (draft.first_name, draft.last_name) == (first, last)
    assert [point.kind for point in draft.points] == ([kind] if kind else [])


def test_only_what_was_typed_last_counts(qapp, db, tmp_path, qt_run):
    sophie, _order = make_shop(db)
    owner = QObject()

    async def play():
        jobs = Jobs(owner)
        search = CustomerSearch(open_at(db, tmp_path), jobs, owner)
        told = []
        search.chosen_changed.connect(told.append)
        search.find("el")
        search.find("be")
        await until(lambda: search.state.is_asked)
        assert [one.row.name for one in search.state.found] == ["Sophie Bernard"]
        search.find("")
        assert search.state.found == ()
        search.choose_id(sophie)
        await jobs.finish()
        search.choose_id("nobody")
        await jobs.finish()
        assert [row.id for row in told] == [sophie]
        search.choose(told[0])
        assert len(told) == 1
        search.find("nobody of that name")
        await until(lambda: search.state.has_none)
        assert search.state.chosen.id == sophie
        search.clear()
        assert search.state.chosen is None

    qt_run(play())
    owner.deleteLater()


def test_only_who_was_wanted_last_is_taken(qapp, db, tmp_path, qt_run):
    sophie, _order = make_shop(db)
    owner = QObject()

    async def play():
        jobs = Jobs(owner)
        search = CustomerSearch(open_at(db, tmp_path), jobs, owner)
        search.choose_id(sophie)
        search.clear()
        await jobs.finish()
        assert search.state.chosen is None, "somebody else is written to by now"
        search.choose_id(sophie)
        search.choose_id("nobody")
        await jobs.finish()
        assert search.state.chosen is None

    qt_run(play())
    owner.deleteLater()
