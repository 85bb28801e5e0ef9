# SPDX-License-Identifier: LicenseRef-Desk
"""What the list of customers shows."""

from PySide6.QtCore import QObject

from desk.services.shop import CustomerFilter, Customers
from desk.services.store import Change
from desk.ui.panes.customers.view_model import CustomersModel
from tests.ui.frame import open_at, until


def test_filters_are_asked_of_the_store(db, tmp_path, sophie, qt_run):
    async def main():
        owner = QObject()
        model = CustomersModel(open_at(db, tmp_path), owner)
        await until(lambda: model.state.shown == 2 and model.state.shop.places)
        place = model.state.shop.places[0].id
        model.choose_place(place)
        await until(lambda: model.state.shown == 0)
        assert model.state.is_narrow
        model.choose_place("")
        model.search("sophie")
        await until(lambda: model.rows.rowCount() == 1 and model.state.shown == 1)
        model.look_up("Garnier", archived=False)
        assert model.state.filters == CustomerFilter(text="Garnier")
        await until(lambda: [one.row.name for one in model.rows.rows] == ["Élodie Garnier"])
        model.clear()
        assert not model.state.is_narrow
        owner.deleteLater()

    qt_run(main())


def test_it_follows_changes(db, tmp_path, sophie, qt_run):
    async def main():
        owner = QObject()
        model = CustomersModel(open_at(db, tmp_path), owner)
        await until(lambda: model.rows.rowCount() == 2)
        await db.write(lambda s: Customers(s).archive(sophie, seen_version=1), Change.CUSTOMERS)
        await until(lambda: model.rows.rowCount() == 1 and model.state.shown == 1)
        owner.deleteLater()

    qt_run(main())


def test_a_failure_is_told_and_taken_back(db, tmp_path, sophie, qt_run):
    async def main():
        owner = QObject()
        model = CustomersModel(open_at(db, tmp_path), owner)
        model._on_error(ValueError("no"))
        assert isinstance(model.state.error, ValueError)
        await until(lambda: model.state.error is None)
        owner.deleteLater()

    qt_run(main())
