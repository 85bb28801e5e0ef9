# SPDX-License-Identifier: LicenseRef-Desk
from PySide6.QtGui import QGuiApplication

from desk.models.vocabulary import DeliveryState, Reason
from desk.ui.panes.sends.remedies import Remedy
from desk.ui.panes.sends.why_panel import MESSAGE
from tests.ui.frame import spoken, until
from tests.ui.panes.sends.stage import click


def test_it_says_what_happened_step_by_step_and_what_to_do(atelier, on_stage):
    failed = atelier.failed()
    atelier.start_service()

    async def scene(stage):
        await stage.ready(1)
        await stage.choose(failed)
        panel = stage.panel
        assert (panel._subject.text(), panel._title.text()) == ("Sophie Bernard · Order in", "Failed")
        titles = [step.title for step in panel.trace.steps()]
        assert titles[0] == "Event recognised"
        assert titles[-1] == "Try 1: refused for good"
        assert "550 5.1.1 No such user" in panel.trace.steps()[-1].detail
        assert panel.remedies.button(Remedy.RESEND).isVisible()
        assert panel.remedies.button(Remedy.ADDRESS).isVisible()
        assert not panel._blocked.isVisible()
        with spoken("fr"):
            assert panel._title.text() == "Échec"

    on_stage(scene)


def test_it_says_why_sending_again_would_not_help_and_what_would(atelier, on_stage):
    unwanted = atelier.send(atelier.nadia)

    async def scene(stage):
        await stage.ready(1)
        await stage.choose(unwanted)
        said = stage.panel._blocked.text()
        assert "Sending again is not possible yet: not subscribed." in said
        assert "If Nadia Ferrand agreed to “Service messages” by email, it would be sent." in said

    on_stage(scene)


def test_it_says_when_nobody_sends(atelier, on_stage):
    waiting = atelier.send()

    async def scene(stage):
        await stage.ready(1)
        await stage.choose(waiting)
        assert "The service is not running" in stage.panel._blocked.text()

    on_stage(scene)


def test_the_diagnostic_is_copied_without_addresses(atelier, on_stage):
    failed = atelier.failed(reply="5.1.1 <sophie.bernard@example.org> unknown")

    async def scene(stage):
        await stage.ready(1)
        await stage.choose(failed)
        click(stage.panel.copy)
        copied = QGuiApplication.clipboard().text()
        assert failed in copied
        assert "sophie.bernard" not in copied
        assert "s•••@example.org" in copied

    on_stage(scene)


def test_the_answers_stand_under_the_message_that_waits_for_one(atelier, on_stage):
    asked, sent = atelier.asked(), atelier.sent(atelier.marc)

    async def scene(stage):
        await stage.ready(2)
        await stage.choose(asked)
        assert not stage.panel.approve.isVisible()
        stage.panel.show_part(MESSAGE)
        click(stage.panel.decline)
        await until(lambda: atelier.row(asked).reason is Reason.STOPPED)
        await until(lambda: not stage.panel.approve.isVisible())
        await stage.choose(sent)
        assert not stage.panel.decline.isVisible()
        assert atelier.row(sent).state is DeliveryState.SENT

    on_stage(scene)


def test_it_says_what_it_would_show(atelier, on_stage):
    async def scene(stage):
        await stage.ready(0)
        assert stage.panel._nothing._title.text() == "Choose a send"
        stage.page.why.show("0" * 32)
        assert stage.panel._nothing._title.text() == "Loading…"
        await until(lambda: stage.panel._nothing._title.text() == "This send no longer exists.")

    on_stage(scene)
