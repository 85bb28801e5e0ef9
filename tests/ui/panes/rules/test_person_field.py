# SPDX-License-Identifier: LicenseRef-Desk
"""A customer is found by a few letters."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.frame import until


def test_a_customer_is_found_by_typing(shop, on_stage):
    shop.order(shop.sophie, title="City bike")
    shop.order(shop.nadia, title="Tandem")

    async def scene(stage):
        await stage.open(shop.ready)
        form = stage.page.simulation.form
        await until(lambda: form.customer.text() == "Nadia Ferrand")
        form.customer.setFocus()
        form.customer.selectAll()
        QTest.keyClicks(form.customer, "soph")
        await until(lambda: [name for _id, name in form.customer._people] == ["Sophie Bernard"])
        form.customer.completer().popup().hide()
        QTest.keyClick(form.customer, Qt.Key.Key_Return)
        await until(lambda: form.record.currentText() == "1001 · City bike")
        assert form.record.count() == 1

    on_stage(scene)
