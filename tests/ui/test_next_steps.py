# SPDX-License-Identifier: LicenseRef-Desk
"""What comes next in a new shop."""

import asyncio

import pytest
import shiboken6

from desk import clock
from desk.services.providers import AccountDraft, Roster
from desk.services.shop import CustomerDraft, Customers, Settings
from desk.services.store import Change
from desk.ui.docks import Page, Places
from desk.ui.next_steps import DONE, STEPS, NextSteps, Steps, read_steps
from desk.ui.panes.settings.chapters import CHAPTERS
from desk.ui.shop_watch import ShopWatch
from desk.ui.widgets import IconButton
from desk.ui.widgets.buttons import SECONDARY
from desk.ui.window import Window
from tests.ui.frame import open_at, spoken, until


@pytest.fixture
def card(qtbot):
    made = NextSteps()
    qtbot.addWidget(made)
    return made


def test_a_shop_says_how_far_it_is(db):
    assert db.read_now(read_steps) == Steps(is_new=True)
    draft = AccountDraft(
        kind="smtp",
        name="Mail",
        settings={"host": "mail.example", "port": 587, "security": "starttls", "user": ""},
        sender_address="atelier@mail.example",
    )

    def work(session):
        Customers(session).create(CustomerDraft(first_name="Sophie", last_name="Bernard"))
        Roster(session).create(draft, at=clock.now())

    db.write_now(work)
    assert db.read_now(read_steps) == Steps(is_new=True, has_account=True, has_customers=True)
    db.write_now(lambda session: Settings(session).change(trial_mode=False))
    assert not db.read_now(read_steps).is_open


def test_the_sample_has_nothing_to_do(db):
    db.write_now(lambda session: Settings(session).change(is_sample=True))
    assert not db.read_now(read_steps).is_open


def test_each_button_leads_somewhere_and_says_whether_it_is_done(card):
    asked = []
    card.step_requested.connect(asked.append)
    card.show_steps(Steps(is_new=True, has_account=True))
    assert card.isVisible()
    for button in card.buttons():
        button.click()
    assert tuple(asked) == STEPS
    assert [one.accessibleDescription() for one in card.buttons()] == ["Done", "Still to do", "Still to do"]
    assert [one._skin for one in card.buttons()] == [DONE, SECONDARY, SECONDARY]  # one sees it at a glance
    card.show_steps(Steps(is_new=True, has_account=True, has_customers=True, has_rules=True))
    assert not card.isVisible()


def test_it_speaks_french(card):
    with spoken("fr"):
        assert [one.text() for one in card.buttons()] == [
            "Connecter votre messagerie",
            "Ajouter un client",
            "Activer une règle",
        ]


def test_the_window_shows_it_until_it_is_closed(qt_run, qtbot, db, tmp_path):
    window = Window(Places(tmp_path))
    qtbot.addWidget(window)
    window.show()

    async def main():
        desk = open_at(db, tmp_path)
        window.attach(desk)
        watch = ShopWatch(window, desk)
        await until(lambda: not window.steps.isHidden())
        window.steps.buttons()[0].click()
        assert window.pages.page.objectName() == "settings"
        assert list(window.pages.page.sheets) == [CHAPTERS[0].name, "mailboxes"]
        window.steps.buttons()[1].click()
        assert window.pages.page.objectName() == "customers"
        assert window.pages.page.sheet.isVisible()
        window.steps.findChild(IconButton).click()
        assert window.steps.isHidden()
        told = []
        watch._steps.rows_changed.connect(told.append)
        await db.write(lambda session: Settings(session).change(shop_name="Other"), Change.SETTINGS)
        await until(lambda: told)
        assert window.steps.isHidden()
        await window.jobs.finish()
        shiboken6.delete(watch)
        window.detach()
        await until(lambda: not window.findChildren(Page))
        await asyncio.sleep(0)  # what read for them is cancelled

    qt_run(main())
