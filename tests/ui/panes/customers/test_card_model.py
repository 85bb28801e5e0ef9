# SPDX-License-Identifier: LicenseRef-Desk
"""What the card shows."""

from PySide6.QtCore import QObject

from desk.ui.panes.customers.card_model import CARD, CardModel
from tests.ui.frame import open_at, until


def test_one_customer_after_the_other(db, tmp_path, sophie, make, qt_run):
    async def main():
        owner, other = QObject(), make("Zimmer")
        model = CardModel(open_at(db, tmp_path), CARD, owner)
        model.show(sophie)
        model.show(other)
        assert model.state.is_loading
        await until(lambda: model.state.shown is not None)
        assert model.state.shown.card.last_name == "Zimmer"
        model.show_older()
        await until(lambda: not model.state.is_loading)
        assert model.state.shown.card.last_name == "Zimmer"
        owner.deleteLater()

    qt_run(main())


def test_nobody_is_there_any_more(db, tmp_path, sophie, qt_run):
    async def main():
        owner = QObject()
        model = CardModel(open_at(db, tmp_path), CARD, owner)
        model.show("nobody")
        await until(lambda: model.state.is_gone)
        model.show("")
        assert not model.state.is_gone
        owner.deleteLater()

    qt_run(main())
