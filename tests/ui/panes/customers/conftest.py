# SPDX-License-Identifier: LicenseRef-Desk
"""A window on a small shop, with its page of customers open."""

from contextlib import asynccontextmanager

import pytest
from PySide6.QtWidgets import QMessageBox

from desk.services.shop import CustomerDraft, Customers, PointDraft
from desk.ui.docks import Places
from desk.ui.window import Window
from tests.ui.frame import make_shop, open_at, until


@pytest.fixture
def window(qtbot, tmp_path):
    made = Window(Places(tmp_path))
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    return made


@pytest.fixture
def sophie(db):
    """A shop with Sophie (an email address, one open order) and Élodie (nothing); Sophie's id."""
    found, _order = make_shop(db)
    return found


@pytest.fixture
def opened(window, db, tmp_path, sophie):
    """`async with opened() as page`: the page of customers, its rows read."""

    @asynccontextmanager
    async def enter():
        window.attach(open_at(db, tmp_path))
        window.pages.navigate("customers")
        page = window.pages.page
        try:
            await until(lambda: page.model.rows.rowCount() and page.model.state.shown is not None)
            yield page
        finally:
            await window.jobs.finish()
            for box in page.findChildren(QMessageBox):
                box.done(0)
            window.pages.detach()

    return enter


@pytest.fixture
def kept(db):
    """`kept(id)`: the card as it stands in the database."""
    return lambda customer_id: db.read_now(lambda session: Customers(session).get(customer_id))


@pytest.fixture
def make(db):
    """`make(last_name, *addresses, **more)`: one more customer; their id."""

    def work(last_name, *addresses, **more):
        points = tuple(PointDraft(kind=kind, address=address) for kind, address in addresses)
        return db.write_now(
            lambda s: Customers(s).create(CustomerDraft(last_name=last_name, points=points, **more))
        )

    return work
