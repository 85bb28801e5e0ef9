# SPDX-License-Identifier: LicenseRef-Desk
"""The page of customers, driven by keys and clicks on a real database."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from desk.models.vocabulary import Channel
from desk.services.preferences import ConsentDraft, Consents, SuppressionDraft, Suppressions
from desk.services.shop import Customers
from desk.services.store import Change
from desk.ui.panes.customers.card_panel import CONSENTS, DETAILS
from desk.ui.panes.customers.typed import draft_of, kept_values
from tests.ui.frame import spoken, until

ENTER = Qt.Key.Key_Return


def names(page):
    return [one.row.name for one in page.model.rows.rows]


async def show(page, customer_id):
    page.reveal(customer_id=customer_id)
    await until(lambda: page.panel.view() is not None and page.panel.view().card.id == customer_id)


def test_typing_in_the_search_field_narrows_the_list(opened, make, qt_run):
    async def main():
        make("Zimmer", ("phone", "06 12 34 56 78"))
        async with opened() as page:
            assert names(page) == ["Sophie Bernard", "Élodie Garnier", "Zimmer"]
            QTest.keyClicks(page.listing.bar.search, "612345678")
            await until(lambda: names(page) == ["Zimmer"])
            page.listing.bar.search.setText("nobody at all")
            await until(lambda: page.model.state.shown == 0 and not names(page))
            assert page.listing.empty.isVisible()
            page.listing.empty.verb_requested.emit()
            await until(lambda: len(names(page)) == 3)
            assert page.listing.table.isVisible()

    qt_run(main())


def test_chips_choose_tag_and_archive(opened, make, db, qt_run):
    async def main():
        make("Pro", tags=("pro",))
        gone = make("Gone")
        db.write_now(lambda s: Customers(s).archive(gone, seen_version=1))
        async with opened() as page:
            await until(lambda: page.model.state.shop.tags)
            page.model.choose_tag("pro")
            await until(lambda: names(page) == ["Pro"])
            page.model.clear()
            page.listing.bar.archived.click()
            await until(lambda: names(page) == ["Gone"])

    qt_run(main())


def test_arrow_keys_lead_the_card(opened, qt_run):
    async def main():
        async with opened() as page:
            page.listing.table.setFocus()
            QTest.keyClick(page.listing.table, Qt.Key.Key_End)
            await until(lambda: page.panel.view() and page.panel.view().card.full_name == "Élodie Garnier")
            QTest.keyClick(page.listing.table, Qt.Key.Key_Home)
            await until(lambda: page.panel.view() and page.panel.view().card.full_name == "Sophie Bernard")

    qt_run(main())


def test_reveal_finds_somebody_the_list_left_out(opened, make, qt_run):
    async def main():
        far = make("Zimmer")
        async with opened() as page:
            page.model.search("Sophie")
            await until(lambda: names(page) == ["Sophie Bernard"])
            await show(page, far)
            await until(
                lambda: page.listing.table.current_row() and page.listing.table.current_row().id == far
            )
            assert page.dock.isVisible()

    qt_run(main())


def test_an_edit_is_kept(opened, sophie, kept, qt_run):
    async def main():
        async with opened() as page:
            await show(page, sophie)
            page.edit()
            editor = page.panel.form.points.rows()[0].editor
            editor.selectAll()
            QTest.keyClicks(editor, "sophie@new.example")
            page.panel.form.identity.field("tags").editor.setText("pro, vélo")
            page.panel.form.save_button.click()
            await until(lambda: kept(sophie).version == 2)
            card = kept(sophie)
            assert card.points[0].address == "sophie@new.example"
            assert card.tags == ("pro", "vélo")
            assert card.first_name == "Sophie"
            await until(lambda: not page.panel.form.unsaved() and page.panel.view().card.version == 2)
            assert page.panel.form.foot.isHidden()

    qt_run(main())


def test_what_is_wrong_is_said_under_the_field(opened, sophie, kept, qt_run):
    async def main():
        async with opened() as page:
            await show(page, sophie)
            form = page.panel.form
            page.edit()
            form.points.add_point("phone")
            form.points.rows()[1].editor.setFocus()
            QTest.keyClicks(form.points.rows()[1].editor, "12")
            form.identity.field("birth_date").editor.setText("someday")
            form.save()
            await until(form.points.rows()[1].problem)
            assert not form.points.rows()[0].problem()
            assert form.identity.field("birth_date").problem()
            assert form.points.rows()[1].editor.text() == "12", "what was typed stays"
            assert kept(sophie).version == 1

    qt_run(main())


def test_addresses_change_places_and_go(opened, make, kept, qt_run):
    async def main():
        one = make("Zimmer", ("email", "a@example.org"), ("phone", "0612345678"), ("email", "b@example.org"))
        async with opened() as page:
            await show(page, one)
            points = page.panel.form.points
            points.rows()[2].move_up()
            points.rows()[1].remove()
            page.panel.form.save()
            await until(lambda: kept(one).version == 2)
            assert [p.address for p in kept(one).points] == ["b@example.org", "a@example.org"]

    qt_run(main())


def test_somebody_else_writes_meanwhile(opened, sophie, kept, db, qt_run):
    async def main():
        async with opened() as page:
            await show(page, sophie)
            form = page.panel.form
            form.identity.field("last_name").editor.setText("Mine")
            card = kept(sophie)
            theirs = draft_of(card, kept_values(card) | {"last_name": "Theirs", "company": "Vélos"})
            await db.write(lambda s: Customers(s).edit(sophie, theirs, seen_version=1), Change.CUSTOMERS)
            await until(lambda: page.panel.view().card.version == 2)
            assert form.identity.values()["last_name"] == "Mine"
            assert form.identity.values()["company"] == "Vélos", "what was not typed follows"
            assert not form.clash.isHidden()
            form.save()
            await until(lambda: kept(sophie).version == 3)
            assert (kept(sophie).last_name, kept(sophie).company) == ("Mine", "Vélos")

    qt_run(main())


def test_a_conflict_loses_nothing(opened, sophie, kept, db, qt_run):
    async def main():
        async with opened() as page:
            await show(page, sophie)
            form = page.panel.form
            form.identity.field("last_name").editor.setText("Mine")
            card = kept(sophie)
            theirs = draft_of(card, kept_values(card) | {"last_name": "Theirs"})
            await db.write(lambda s: Customers(s).edit(sophie, theirs, seen_version=1))  # nobody is told
            form.save()
            await until(lambda: page.panel.view().card.version == 2)
            assert kept(sophie).last_name == "Theirs"
            assert form.identity.values()["last_name"] == "Mine"
            assert not form.clash.isHidden()
            form.clash.verb_requested.emit()
            assert form.identity.values()["last_name"] == "Theirs"
            assert not form.unsaved()

    qt_run(main())


def test_a_consent_needs_its_proof(opened, sophie, db, qt_run):
    async def main():
        async with opened() as page:
            await show(page, sophie)
            page.show_consents()
            switch = page.panel.consents.grid.switch("commercial", Channel.SMS)
            QTest.keyClick(switch, Qt.Key.Key_Space)
            assert not switch.isChecked(), "not before it is written down"
            dialog = page.wishes.evidence
            await until(dialog.isVisible)
            assert "Camille Martin" in dialog.form.field("wording").value()
            QTest.keyClick(dialog.form.field("at").editor, ENTER)
            await until(switch.isChecked)
            (entry,) = db.read_now(lambda s: Consents(s).history(sophie))
            assert (entry.topic, entry.channel, entry.granted) == ("commercial", Channel.SMS, True)
            assert (entry.source, entry.operator) == ("counter", "Camille Martin")
            assert entry.wording.startswith("Oral agreement at the counter, Camille Martin, ")
            assert not dialog.isVisible()
            assert "Camille Martin" in page.panel.consents.ledger.lines()[0].sentence()

    qt_run(main())


def test_a_consent_can_be_given_up(opened, sophie, db, qt_run):
    async def main():
        yes = ConsentDraft(
            customer_id=sophie, topic="quality", channel=Channel.EMAIL, granted=True, source="counter"
        )
        db.write_now(lambda s: Consents(s).record(yes))
        async with opened() as page:
            await show(page, sophie)
            switch = page.panel.consents.grid.switch("quality", Channel.EMAIL)
            assert switch.isChecked()
            page.panel.show_part(CONSENTS)
            switch.click()
            page.wishes.evidence.form.field("at").editor.setText("not a day")
            page.wishes.evidence.submit()
            assert page.wishes.evidence.form.field("at").problem()
            page.wishes.evidence.reject()
            assert len(db.read_now(lambda s: Consents(s).history(sophie))) == 1
            assert switch.isChecked()
            switch.click()
            page.wishes.evidence.submit()
            await until(lambda: not switch.isChecked())
            assert db.read_now(lambda s: Consents(s).of([sophie]))[sophie] == frozenset()

    qt_run(main())


@pytest.mark.parametrize("is_trial", [False, True])
def test_an_address_is_released_and_put_aside_again(opened, sophie, db, window, qt_run, is_trial):
    def active():
        rows = db.read_now(lambda s: Suppressions(s).about(["sophie.bernard@mail.example"]))
        return [(row.reason, row.is_trial) for row in rows if row.released_at is None]

    async def main():
        line = SuppressionDraft(
            channel=Channel.EMAIL,
            address="sophie.bernard@mail.example",
            reason="hard_bounce",
            is_trial=is_trial,
        )
        db.write_now(lambda s: Suppressions(s).add(line))
        async with opened() as page:
            await show(page, sophie)
            (item,) = page.panel.consents.suppressions.items()
            page.panel.consents.suppressions.verb_requested.emit(item.key)
            await until(lambda: active() == [])
            await until(window.toasts.toasts)
            page.deeds.undo_release(page.panel.view().suppressions[0])
            await until(lambda: active() == [("hard_bounce", is_trial)])

    qt_run(main())


def test_a_customer_is_archived_and_put_back(opened, sophie, kept, window, qt_run):
    async def main():
        async with opened() as page:
            await show(page, sophie)
            page.wishes.archive()
            await until(lambda: kept(sophie).archived_at is not None)
            await until(lambda: "Sophie Bernard" not in names(page))
            await until(window.toasts.toasts)
            undo = window.toasts.toasts()[-1].findChildren(type(page.panel.form.points._add))[0]
            undo.click()
            await until(lambda: kept(sophie).archived_at is None)
            await until(lambda: "Sophie Bernard" in names(page))

    qt_run(main())


def test_leaving_with_unsaved_words_is_asked(opened, sophie, qt_run):
    async def main():
        async with opened() as page:
            left = []
            page.leave(lambda: left.append(1))
            assert left == [1]
            await show(page, sophie)
            page.panel.show_part(DETAILS)
            page.panel.form.identity.field("company").editor.setText("Vélos")
            page.leave(lambda: left.append(2))
            (box,) = page.findChildren(QMessageBox)
            assert left == [1]
            leave = next(one for one in box.buttons() if one.text() == "Leave without saving")
            leave.click()
            assert left == [1, 2]

    qt_run(main())


def test_it_speaks_french(opened, sophie, qt_run):
    async def main():
        async with opened() as page:
            await show(page, sophie)
            with spoken("fr"):
                page.listing.retranslate()
                header = page.model.rows.headerData(4, Qt.Orientation.Horizontal)
                assert header == "Consentements"
                assert page.listing.bar.archived.text() == "Clients archivés"

    qt_run(main())
