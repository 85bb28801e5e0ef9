# SPDX-License-Identifier: LicenseRef-Desk
"""The filters over the table."""

from tests.ui.frame import until


def test_the_chips_show_what_was_chosen_elsewhere(opened, make, qt_run):
    async def main():
        make("Pro", tags=("pro",))
        async with opened() as page:
            bar = page.listing.bar
            await until(bar.tag.isVisible)
            page.model.choose_tag("pro")
            assert bar.tag.key() == "pro"
            page.model.look_up("Sophie", archived=True)
            assert bar.search.text() == "Sophie"
            assert bar.archived.isChecked()
            assert bar.tag.key() == ""

    qt_run(main())


def test_what_is_being_typed_is_left_alone(opened, qt_run):
    async def main():
        async with opened() as page:
            bar = page.listing.bar
            bar.search.insert("Sop")
            page.model.changed.emit()
            assert bar.search.text() == "Sop"
            await until(lambda: page.model.state.filters.text == "Sop")

    qt_run(main())
