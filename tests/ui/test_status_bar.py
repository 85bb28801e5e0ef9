# SPDX-License-Identifier: LicenseRef-Desk
"""The status bar says how things are, and what to do."""

import asyncio
from datetime import UTC, datetime

import pytest

from desk.ui.jobs import Jobs, Progress
from desk.ui.service_child import ServiceHealth, ServiceState
from desk.ui.status_bar import MailboxesHealth, StatusBar
from desk.ui.widgets import LinkButton, ProgressPill
from tests.ui.frame import spoken, until


@pytest.fixture
def bar(qtbot):
    made = StatusBar(Jobs())
    qtbot.addWidget(made)
    made.resize(1200, 30)
    made.show()
    return made


def verb(item):
    button = item.findChild(LinkButton)
    return button.text() if not button.isHidden() else ""


@pytest.mark.parametrize(
    ("health", "text", "says"),
    [
        (ServiceHealth(state=ServiceState.STARTING), "The service is starting…", ""),
        (ServiceHealth(state=ServiceState.RUNNING), "The service is running", ""),
        (
            ServiceHealth(state=ServiceState.FAILING, failing=("sender", "timer")),
            "The service has trouble: sender, timer",
            "Restart",
        ),
        (ServiceHealth(state=ServiceState.STOPPED), "The service is not running: messages wait", "Restart"),
    ],
)
def test_the_service_s_health(bar, health, text, says):
    bar.show_health(health)
    assert bar.service.text() == text
    assert verb(bar.service) == says


def test_the_last_pass_is_shown(bar):
    bar.show_health(
        ServiceHealth(state=ServiceState.RUNNING, beat_at=datetime(2026, 3, 1, 14, 33, tzinfo=UTC))
    )
    assert bar.clock.text() == "Last pass 14:33"
    bar.show_health(ServiceHealth(state=ServiceState.STOPPED))
    assert bar.clock.isHidden()


def test_the_last_pass_gives_way_where_room_is_short(bar):
    beat = datetime(2026, 3, 1, 14, 33, tzinfo=UTC)
    bar.show_health(ServiceHealth(state=ServiceState.RUNNING, beat_at=beat))
    bar.show_trial(is_trial=True)
    bar.show_waiting(3)
    bar.show_mailboxes(MailboxesHealth(count=3, failing=1))
    assert not bar.clock.isHidden()
    bar.setMinimumWidth(1)  # as in a window that is narrower than it
    bar.resize(bar.sizeHint().width() - 1, 30)
    assert bar.clock.isHidden()
    assert not bar.trial.isHidden()
    bar.resize(1200, 30)
    assert not bar.clock.isHidden()


def test_restart_is_asked_for(bar, qtbot):
    bar.show_health(ServiceHealth(state=ServiceState.STOPPED))
    with qtbot.waitSignal(bar.restart_requested):
        bar.service.findChild(LinkButton).click()


def test_what_waits_is_counted(bar):
    bar.show_waiting(1)
    assert bar.outbox.text() == "1 message waiting"
    bar.show_waiting(1204)
    assert bar.outbox.text() == "1,204 messages waiting"


def test_a_mailbox_that_fails_is_said_beside_a_service_that_runs(bar, qtbot):
    bar.show_health(ServiceHealth(state=ServiceState.RUNNING))
    assert bar.mailboxes.isHidden()
    bar.show_mailboxes(MailboxesHealth(count=3, synced_at=datetime(2026, 3, 1, 14, 33, tzinfo=UTC)))
    assert (bar.mailboxes.text(), verb(bar.mailboxes)) == ("3 mailboxes, synced 14:33", "")
    bar.show_mailboxes(MailboxesHealth(count=3, failing=1))
    assert (bar.mailboxes.text(), bar.mailboxes._mark._role) == ("1 mailbox failing", "warn")
    bar.show_mailboxes(MailboxesHealth(count=3, failing=2, is_stopped=True))
    assert (bar.mailboxes.text(), bar.mailboxes._mark._role) == ("2 mailboxes failing", "danger")
    with qtbot.waitSignal(bar.mailboxes_requested):
        bar.mailboxes.findChild(LinkButton).click()
    bar.forget()
    assert bar.mailboxes.isHidden()
    bar.retranslate()
    assert bar.mailboxes.isHidden()


def test_trial_mode_offers_to_go_live(bar, qtbot):
    assert bar.trial.isHidden()
    bar.show_trial(is_trial=True)
    assert (bar.trial.text(), verb(bar.trial)) == ("TRIAL MODE – nothing is sent", "Go live…")
    with qtbot.waitSignal(bar.go_live_requested):
        bar.trial.findChild(LinkButton).click()
    bar.show_trial(is_trial=False)
    assert bar.trial.isHidden()


def test_trouble_with_the_data_comes_first(bar):
    bar.show_health(ServiceHealth(state=ServiceState.RUNNING))
    bar.show_trouble("The database cannot be reached.")
    assert bar.service.text() == "The database cannot be reached."
    bar.show_trouble("")
    assert bar.service.text() == "The service is running"


def test_it_speaks_another_language(bar):
    bar.show_trial(is_trial=True)
    bar.show_waiting(2)
    with spoken("fr"):
        assert bar.trial.text() == "MODE ESSAI – rien ne part"
        assert bar.outbox.text() == "2 envois en attente"


def test_long_jobs_are_shown_and_can_be_stopped(qt_run, qtbot):
    jobs = Jobs()
    bar = StatusBar(jobs)
    qtbot.addWidget(bar)

    async def main():
        progress = Progress("Import", bar)
        task = jobs.start(asyncio.Event().wait(), bar, progress=progress)
        progress.report(0.64)
        pill = bar.findChild(ProgressPill)
        assert pill.accessibleName().startswith("Import · 64%")
        pill.cancel_requested.emit()
        await until(task.done)
        await until(lambda: not jobs.progress())
        assert not [
            one
            for one in bar.findChildren(ProgressPill)
            if not one.isHidden() and one.parent() is bar and bar._pills
        ]

    qt_run(main())
    assert bar._pills == {}
