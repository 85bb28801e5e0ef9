# SPDX-License-Identifier: LicenseRef-Desk
"""What can be done with customers, as it stands in the database afterwards; and the notes that say so."""

from functools import partial

import pytest
from PySide6.QtWidgets import QWidget

from desk.errors import Conflict, Refused
from desk.models.vocabulary import Channel
from desk.services.preferences import ConsentDraft, Consents
from desk.services.shop import CustomerDraft, CustomerFilter, Customers
from desk.ui.jobs import Jobs
from desk.ui.panes.customers.deeds import CustomerDeeds
from desk.ui.panes.customers.notes import Notes
from desk.ui.widgets import ToastStack
from tests.ui.frame import open_at, until
from tests.ui.panes.customers.stage import send

YES = ConsentDraft(customer_id="", topic="quality", channel=Channel.SMS, granted=True, source="counter")


@pytest.fixture
def done(qtbot, db, tmp_path, sophie, qt_run):
    """`done(then)`: run `await then(deeds, said)`, where `said()` is what the notes say."""

    def run(then):
        async def main():
            window = QWidget()
            qtbot.addWidget(window)
            window.show()
            toasts = ToastStack(window)
            deeds = CustomerDeeds(open_at(db, tmp_path), Jobs(window), window)
            Notes(deeds, toasts, window)
            await then(deeds, lambda: [toast._text for toast in toasts.toasts()])

        qt_run(main())

    return run


def everybody(db, **wanted):
    return [row.name for row in db.read_now(lambda s: Customers(s).page(CustomerFilter(**wanted)))]


def test_customer_and_consents_are_kept_together_or_not_at_all(done, db):
    async def then(deeds, said):
        failed = []
        draft = CustomerDraft(last_name="Zimmer")
        wrong = ConsentDraft(customer_id="", topic="", channel=Channel.SMS, granted=True, source="counter")
        deeds.create(draft, [wrong], failed.append)
        await until(lambda: failed)
        assert isinstance(failed[0], Refused)
        assert everybody(db, text="Zimmer") == []
        deeds.create(draft, [YES], failed.append)
        await until(said)
        assert said() == ["Zimmer is now a customer."]
        (row,) = db.read_now(lambda s: Customers(s).page(CustomerFilter(text="Zimmer")))
        assert db.read_now(lambda s: Consents(s).of([row.id]))[row.id] == {("quality", Channel.SMS)}

    done(then)


def test_archiving_is_undone(done, db, sophie, kept):
    async def then(deeds, said):
        archived = []
        deeds.archived.connect(archived.append)
        deeds.archive(kept(sophie))
        await until(lambda: archived)
        assert everybody(db, archived=True) == ["Sophie Bernard"]
        deeds.undo_archive(archived[0])
        await until(lambda: len(archived) == 2)
        assert "Sophie Bernard" in everybody(db)
        assert said() == [
            "Sophie Bernard is archived. The history stays.",
            "Sophie Bernard is back in the list.",
        ]

    done(then)


def test_an_edit_of_what_was_not_seen_is_a_conflict(done, db, sophie, kept):
    async def then(deeds, said):
        seen, failed = kept(sophie), []
        save = partial(deeds.save, seen, CustomerDraft(last_name="New"), failed.append)
        save()
        await until(said)
        save()
        await until(lambda: failed)
        assert isinstance(failed[0], Conflict)
        assert kept(sophie).version == 2

    done(then)


def test_what_has_left_cannot_be_called_off(done):
    async def then(deeds, said):
        deeds.call_off(send())
        await until(said)
        assert said() == ["“Order ready” had left already; it could not be called off."]

    done(then)
