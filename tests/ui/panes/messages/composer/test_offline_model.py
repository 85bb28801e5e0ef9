# SPDX-License-Identifier: LicenseRef-Desk
"""Whether mail can leave, and what waits for it."""

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from desk import clock
from desk.services.providers import Circuit, Health, Roster
from desk.services.store import Change
from desk.translation import use_language
from desk.ui.jobs import Jobs
from desk.ui.panes.messages.composer.offline_bar import OfflineBar
from desk.ui.panes.messages.composer.offline_model import OfflineModel, read_offline
from tests.services.inbox.office import NOW
from tests.ui.frame import open_at, until


def fail(office, code):
    circuit = Circuit(
        health=Health.FAILING,
        failures=2,
        open_until=NOW + timedelta(minutes=5),
        code=code,
        text="No route to host",
    )
    office.db.write_now(lambda s: Roster(s).note(office.account, circuit, at=NOW), Change.PROVIDERS)


def read(office, after=timedelta(minutes=1)):
    with clock.fixed(NOW + after):
        return office.db.read_now(read_offline)


def test_mail_that_can_leave_is_no_trouble(office):
    office.send()
    assert not read(office).is_offline
    fail(office, "mailbox_full")
    assert not read(office).is_offline


def test_replies_wait_for_the_network(office):
    fail(office, "unreachable")
    assert (read(office).is_offline, read(office).waiting) == (True, 0)
    office.send()
    office.send("Encore", is_sure=True)
    found = read(office)
    assert found.waiting == 2
    assert found.details == "No route to host"
    assert read(office, timedelta(seconds=1)).waiting == 0  # they can still be taken back


def said_in_french(bar):
    use_language("fr")
    QApplication.sendEvent(bar, QEvent(QEvent.Type.LanguageChange))
    said = bar._text.text(), bar._more.text()
    use_language("en")
    assert said == ("Hors connexion. 1 réponse partira dès le retour du réseau.", "Détails")


def test_the_bar_says_so_and_tries_again(office, tmp_path, qtbot, qt_run):
    fail(office, "unreachable")
    office.send()
    owner = QObject()

    async def play():
        with clock.fixed(NOW + timedelta(minutes=1)):
            jobs = Jobs(owner)
            model = OfflineModel(open_at(office.db, tmp_path), jobs, owner)
            bar = OfflineBar(model)
            qtbot.addWidget(bar)
            await until(lambda: model.state.is_offline)
            assert bar._text.text() == "Offline. 1 reply leaves as soon as the network is back."
            said_in_french(bar)
            bar.verb_requested.emit()
            await until(lambda: not model.state.is_offline)
            assert bar.isHidden()
            await jobs.finish()

    qt_run(play())
    owner.deleteLater()
