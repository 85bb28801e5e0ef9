# SPDX-License-Identifier: LicenseRef-Desk
"""What the card asks for is granted; nothing while it shows nobody. Consents and calling off: test_page."""

from tests.ui.frame import until


def test_lines_lead_to_the_page_of_sends(opened, sophie, qt_run):
    async def main():
        async with opened() as page:
            page.reveal(customer_id=sophie)
            await until(lambda: page.panel.view() is not None)
            went = []
            page.wishes._navigate = lambda to, **target: went.append((to, target))
            page.panel.activity.link_wanted.emit("delivery_id:d1")
            page.panel.activity.link_wanted.emit("evaluation_id:e1")
            page.panel.activity.records_wanted.emit()
            page.panel.activity.new_record_wanted.emit()
            assert went == [
                ("sends", {"delivery_id": "d1"}),
                ("sends", {"customer_id": sophie}),
                ("records", {"customer_id": sophie}),
                ("records", {"new_for": sophie}),
            ]

    qt_run(main())


def test_a_card_that_shows_nobody_leads_nowhere(opened, qt_run):
    async def main():
        async with opened() as page:
            went = []
            page.wishes._navigate = lambda to, **target: went.append((to, target))
            page.wishes.show_records()
            page.wishes.start_record()
            page.wishes.archive()
            page.panel.consents.change_wanted.emit("quality", "email", True)
            assert went == []
            assert page.wishes.evidence is None

    qt_run(main())
