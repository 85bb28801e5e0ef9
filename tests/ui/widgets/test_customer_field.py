# SPDX-License-Identifier: LicenseRef-Desk
"""Whom a new conversation is with."""

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest

from desk.services.shop import Customers
from desk.ui.jobs import Jobs
from desk.ui.widgets.customer_field import CustomerField
from desk.ui.widgets.customer_search import CustomerSearch
from tests.ui.frame import make_shop, open_at, until

Key = Qt.Key


@pytest.fixture
def stage(qtbot, db, tmp_path):
    make_shop(db)
    owner = QObject()
    jobs = Jobs(owner)
    search = CustomerSearch(open_at(db, tmp_path), jobs, owner)
    field = CustomerField(search, lambda: "Customer")
    qtbot.addWidget(field)
    field.retranslate()
    field.show()
    yield field, search, jobs
    owner.deleteLater()


def test_a_name_is_found_with_its_address_and_consent(stage, qt_run):
    field, search, jobs = stage

    async def play():
        QTest.keyClicks(field.field, "elod")
        await until(lambda: search.state.found)
        [one] = search.state.found
        assert one.row.name == "Élodie Garnier"
        said = field._rows.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert "no consent noted" in said
        QTest.keyClick(field.field, Key.Key_Down)
        QTest.keyClick(field.found, Key.Key_Return)
        field.found.activated.emit(field._rows.index(0, 0))
        assert search.state.chosen == one.row
        assert not field.person.isHidden()
        field.person.change.click()
        assert search.state.chosen is None
        await jobs.finish()

    qt_run(play())


def test_nobody_matches_and_somebody_is_made(stage, db, qt_run):
    field, search, jobs = stage

    async def play():
        QTest.keyClicks(field.field, "Paul Petit")
        await until(lambda: search.state.has_none)
        assert field.make.text() == "No customer matches – Create “Paul Petit”"
        QTest.keyClick(field.field, Key.Key_Return)
        assert not field.new.isHidden()
        QTest.keyClicks(field.new.form.field("email").editor, "nobody")
        field.new.save()
        await until(lambda: field.new.form.field("email").problem())
        QTest.keyClicks(field.new.form.field("email").editor, "@x.example")
        field.new.save()
        await until(lambda: search.state.chosen is not None)
        assert search.state.chosen.name == "Paul Petit"
        await jobs.finish()

    qt_run(play())
    assert len(db.read_now(lambda s: Customers(s).rows([search.state.chosen.id]))) == 1


def test_making_can_be_left(stage, qt_run):
    field, search, jobs = stage

    async def play():
        QTest.keyClicks(field.field, "Paul")
        await until(lambda: search.state.has_none)
        field.make.click()
        field.new.left.emit()
        assert field.new.isHidden()
        assert not field.field.isHidden()
        await jobs.finish()

    qt_run(play())
