# SPDX-License-Identifier: LicenseRef-Desk
"""What tests of the window's frame share: a shop to open, waiting, pressing keys."""

import asyncio
from contextlib import contextmanager

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from desk import translation
from desk.bootstrap import Desk
from desk.config import at
from desk.services.events import record_kind
from desk.services.shop import (
    CustomerDraft,
    Customers,
    LocationDraft,
    Locations,
    OperatorDraft,
    Operators,
    PointDraft,
    RecordDraft,
    Records,
    Settings,
)


async def until(true, patience_s=60):
    """Wait until something holds that announces itself by no event."""
    async with asyncio.timeout(patience_s):
        while not true():
            await asyncio.sleep(0.005)


def open_at(db, home):
    """Return a Desk on a database that a fixture has opened."""
    return Desk(config=at(home, db.url), db=db)


def make_shop(db):
    """Keep a small shop: one site, one operator, two customers, one order."""

    def work(session):
        Settings(session).change(shop_name="Atelier Lyon", default_language="fr")
        site = Locations(session).create(
            LocationDraft(name="Atelier Lyon 2", timezone="Europe/Paris", is_default=True)
        )
        Operators(session).create(OperatorDraft(name="Camille Martin", role="owner"))
        sophie = Customers(session).create(
            CustomerDraft(
                first_name="Sophie",
                last_name="Bernard",
                points=(PointDraft(kind="email", address="sophie.bernard@mail.example"),),
            )
        )
        Customers(session).create(CustomerDraft(first_name="Élodie", last_name="Garnier"))
        order = Records(session).create(
            RecordDraft(
                kind="order",
                customer_id=sophie,
                status=record_kind("order").statuses[0].code,
                location_id=site,
                reference="1042",
                title="Révision complète",
            )
        )
        return sophie, order

    return db.write_now(work)


@contextmanager
def spoken(tag):
    """Speak a language for the length of a block."""
    before = translation.language()
    _speak(tag)
    try:
        yield
    finally:
        _speak(before)


def _speak(tag):
    translation.use_language(tag)
    for widget in QApplication.topLevelWidgets():
        QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))
