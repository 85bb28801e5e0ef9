# SPDX-License-Identifier: LicenseRef-Desk
"""One record and everything about it, kept up to date."""

from PySide6.QtCore import QObject

from desk.errors import Unavailable
from desk.ui.panes.records.feed_model import FEED, FeedModel
from tests.ui.frame import open_at, until


def test_a_record_is_read_and_read_again_when_it_changes(atelier, db, tmp_path, qt_run):
    order = atelier.order()

    async def scene():
        owner = QObject()
        model = FeedModel(open_at(db, tmp_path), FEED, owner)
        model.show(order)
        assert model.state.is_loading
        await until(lambda: model.state.shown is not None)
        assert model.state.shown.card.customer_name == "Sophie Bernard"
        atelier.change(order, "ready")
        await until(lambda: model.state.shown.card.status == "ready")
        model.show("")
        assert model.state.shown is None
        assert not model.state.is_gone

    qt_run(scene())


def test_a_record_that_is_gone_says_so(atelier, db, tmp_path, qt_run):
    async def scene():
        owner = QObject()
        model = FeedModel(open_at(db, tmp_path), FEED, owner)
        model.show("0" * 32)
        await until(lambda: model.state.is_gone)

    qt_run(scene())


def test_a_failure_is_kept_until_reading_works_again(atelier, db, tmp_path, qt_run):
    order = atelier.order()

    async def scene():
        owner = QObject()
        model = FeedModel(open_at(db, tmp_path), FEED, owner)
        model.show(order)
        await until(lambda: model.state.shown is not None)
        model._query.error_changed.emit(Unavailable("database_away"))
        assert model.state.error is not None
        model.refresh()
        await until(lambda: model.state.error is None)

    qt_run(scene())


def test_a_hidden_feed_reads_nothing(atelier, db, tmp_path, qt_run):
    order = atelier.order()

    async def scene():
        owner = QObject()
        model = FeedModel(open_at(db, tmp_path), FEED, owner)
        model.show(order)
        await until(lambda: model.state.shown is not None)
        model.pause()
        atelier.change(order, "ready")
        model.refresh()
        assert model.state.shown.card.status == "in_progress"
        model.resume()
        await until(lambda: model.state.shown.card.status == "ready")

    qt_run(scene())
