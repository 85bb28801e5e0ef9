# SPDX-License-Identifier: LicenseRef-Desk
"""The table of customers."""


def test_the_columns_fit_and_are_remembered(opened, window, qt_run):
    async def main():
        async with opened() as page:
            table = page.listing.table
            assert table.horizontalHeader().length() <= max(table.viewport().width(), 845)
            table.setColumnWidth(0, 300)
            state = table.layout_state()
            table.setColumnWidth(0, 200)
            table.recall(state)
            assert table.columnWidth(0) == 300
            first, last = table.visible_rows()
            assert (first, last) == (0, 1)

    qt_run(main())
