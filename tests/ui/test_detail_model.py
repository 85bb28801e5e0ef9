# SPDX-License-Identifier: LicenseRef-Desk
"""One thing and everything about it, kept up to date."""

import pytest
from PySide6.QtCore import QObject

from desk.errors import Unavailable
from desk.services.store import Change
from desk.ui.detail_model import Detail, DetailModel
from tests.ui.frame import open_at, until


class Told:
    """What there is to read, and how it was asked for."""

    def __init__(self):
        self.things = {"a": ("A", 1), "b": ("B", 1)}
        self.limits = []

    def read(self, _session, key, limit):
        self.limits.append(limit)
        return self.things.get(key)


@pytest.fixture
def told():
    return Told()


@pytest.fixture
def play(db, tmp_path, told, qt_run):
    """Play a scene with a model."""

    def run(scene):
        async def main():
            owner = QObject()
            detail = Detail(read=told.read, topics=(Change.RECORDS,), first=10)
            model = DetailModel(open_at(db, tmp_path), detail, owner)
            await scene(model)
            owner.deleteLater()

        qt_run(main())

    return run


def test_one_after_the_other_and_the_last_one_counts(play):
    async def scene(model):
        model.show("a")
        model.show("b")
        assert (model.state.is_loading, model.state.is_gone) == (True, False)
        await until(lambda: model.state.shown is not None)
        assert (model.state.key, model.state.shown) == ("b", ("B", 1))

    play(scene)


def test_what_is_gone_says_so_and_nothing_chosen_does_not(play):
    async def scene(model):
        model.show("x")
        await until(lambda: model.state.is_gone)
        model.show("")
        assert not model.state.is_gone

    play(scene)


def test_a_change_is_read(play, told, db):
    async def scene(model):
        model.show("a")
        await until(lambda: model.state.shown is not None)
        told.things["a"] = ("A", 2)
        db.write_now(lambda _session: None, Change.RECORDS)
        await until(lambda: model.state.shown == ("A", 2))

    play(scene)


def test_older_lines_are_asked_for_and_another_thing_begins_anew(play, told):
    async def scene(model):
        model.show("a")
        await until(lambda: model.state.shown is not None)
        model.show_older()
        await until(lambda: told.limits[-1] == 30)
        model.show("b")
        await until(lambda: model.state.shown == ("B", 1))
        assert told.limits[-1] == 10

    play(scene)


def test_a_failure_is_kept_until_reading_works_again(play):
    async def scene(model):
        model.show("a")
        await until(lambda: model.state.shown is not None)
        model._query.error_changed.emit(Unavailable("database_away"))
        assert model.state.error is not None
        assert model.state.shown == ("A", 1)
        model.refresh()
        await until(lambda: model.state.error is None)

    play(scene)


def test_what_is_hidden_is_not_read(play, told):
    async def scene(model):
        model.show("a")
        await until(lambda: model.state.shown is not None)
        model.pause()
        told.things["a"] = ("A", 2)
        model.refresh()
        assert model.state.shown == ("A", 1)
        model.resume()
        await until(lambda: model.state.shown == ("A", 2))

    play(scene)
