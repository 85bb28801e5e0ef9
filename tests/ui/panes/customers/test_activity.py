# SPDX-License-Identifier: LicenseRef-Desk
"""What a customer was told, on the sample shop: what waits can be called off, what was skipped says why."""

import shutil

import pytest
from PySide6.QtWidgets import QMessageBox

from desk import clock, translation
from desk.bootstrap import open_sample_rules, stock
from desk.models.vocabulary import DeliveryState, Outcome, Standing
from desk.services.delivery import Evaluations, History, HistoryFilter, plan_batch
from desk.services.events import RecordBook
from desk.services.sandbox import build_sample_shop
from desk.services.shop import RecordFilter, Records
from desk.services.store import open_database
from desk.ui.panes.customers.activity import lines
from desk.ui.panes.customers.readings import read_card
from tests.ui.frame import open_at, until

pytestmark = pytest.mark.usefixtures("checked_once")


@pytest.fixture(scope="module")
def sample_file(sqlite_template, tmp_path_factory):
    """The sample shop with a dozen orders that have just become ready, all decided on; made once."""
    file = tmp_path_factory.mktemp("sample") / "desk.db"
    shutil.copy(sqlite_template, file)
    db = open_database(f"sqlite:///{file}")
    now = clock.now()

    def build(session):
        build_sample_shop(session, now)
        stock(session, translation.translator("fr"), now)

    def work_ends(session):
        book = RecordBook(session)
        for row in Records(session).page(RecordFilter(kind="order", statuses=("in_progress",)), limit=12):
            book.change_status(row.id, "ready")

    db.write_now(build)
    db.write_now(open_sample_rules)
    db.write_now(work_ends)
    while db.write_now(plan_batch):
        pass
    db.close()
    return file


@pytest.fixture
def sample(sample_file, tmp_path):
    """A copy of it, open."""
    shutil.copy(sample_file, tmp_path / "sample.db")
    db = open_database(f"sqlite:///{tmp_path / 'sample.db'}")
    yield db
    db.close()


@pytest.fixture
def page_of(window, tmp_path, qt_run):
    """`page_of(db, customer_id, then)`: open the card of a customer and run the coroutine `then(page)`."""

    def run(db, customer_id, then):
        async def main():
            window.attach(open_at(db, tmp_path))
            window.pages.navigate("customers", customer_id=customer_id)
            page = window.pages.page
            await until(lambda: page.panel.view() is not None)
            await then(page)
            await window.jobs.finish()
            window.pages.detach()

        qt_run(main())

    return run


def waiting(db):
    rows = [
        row
        for standing in (Standing.PLANNED, Standing.HELD)
        for row in db.read_now(lambda s, only=standing: History(s).page(HistoryFilter(standing=only)))
    ]
    return rows[0]


def test_what_waits_can_be_called_off(sample, page_of):
    send = waiting(sample)

    async def then(page):
        item = page.panel.activity.upcoming.items()[0]
        assert item.key == send.id
        page.panel.activity.upcoming.verb_requested.emit(item.key)
        (box,) = page.findChildren(QMessageBox)
        assert send.customer_name in box.text()
        next(one for one in box.buttons() if one.text() == "Call off").click()
        await until(lambda: not page.panel.activity.upcoming.items())
        (row,) = sample.read_now(lambda s: History(s).rows([send.id]))
        assert row.state is DeliveryState.CANCELLED
        await until(page.panel.activity.timeline.lines)
        assert page.panel.activity.timeline.lines()[1].link == f"delivery_id:{send.id}"

    page_of(sample, send.customer_id, then)


def test_letting_it_leave_changes_nothing(sample, page_of):
    send = waiting(sample)

    async def then(page):
        page.panel.activity.upcoming.verb_requested.emit(send.id)
        (box,) = page.findChildren(QMessageBox)
        box.defaultButton().click()
        assert box.defaultButton().text() == "Let it leave"
        (row,) = sample.read_now(lambda s: History(s).rows([send.id]))
        assert row.state is send.state

    page_of(sample, send.customer_id, then)


def test_a_decision_that_sent_nothing_is_told_once(sample):
    def skips(session):
        return [one for one in Evaluations(session).page(limit=200) if one.outcome is Outcome.SKIP]

    for skip in sample.read_now(skips):
        view = sample.read_now(lambda s, who=skip.customer_id: read_card(s, who, 40))
        found = [line for line in lines(view, clock.now()) if line.link]
        assert len([line for line in found if line.title == skip.rule_name]) >= 1
        assert len({line.link for line in found}) == len(found)
        told = {send.rule_id for send in view.sends}
        assert (skip.rule_id in told) or any(line.link == f"evaluation_id:{skip.id}" for line in found)


def test_open_records_lead_to_their_page(sample, page_of):
    send = waiting(sample)

    async def then(page):
        (item,) = [one for one in page.panel.activity.records.items() if one.key == send.record_id]
        went = []
        page.panel.activity.record_wanted.connect(went.append)
        page.panel.activity.records.verb_requested.emit(item.key)
        assert went == [send.record_id]

    page_of(sample, send.customer_id, then)
