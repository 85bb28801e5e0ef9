# SPDX-License-Identifier: LicenseRef-Desk
"""A setting is found, the list is walked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.frame import until


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("password", ["mailboxes", "accounts", "staff"]),
        ("Fuseau", []),
        ("opening", ["locations"]),
        ("size text", ["general"]),
        ("go live", ["trial"]),
        ("xyzzy", []),
    ],
)
def test_a_setting_is_found_by_its_name(qt_run, stage, wanted, found):
    async def main():
        async with stage.open() as page:
            page.nav.search.setText(wanted)
            QTest.keyClick(page.nav.search, Qt.Key.Key_Return)
            assert [chapter.name for chapter in page.nav._rows.rows] == found
            if found:
                assert page._stack.currentWidget() is page.sheets[found[0]]

    qt_run(main())


def test_the_list_is_walked_by_keys_and_remembered(qt_run, stage):
    async def main():
        async with stage.open() as page:
            page.nav.list.setFocus()
            QTest.keyClick(page.nav.list, Qt.Key.Key_Down)
            await until(lambda: page._stack.currentWidget() is page.sheets["shop"])
            assert stage.context.places.text("settings_page") == "shop"
            page.reveal(page="nowhere")
            assert page._stack.currentWidget() is page.sheets["shop"]

    qt_run(main())
