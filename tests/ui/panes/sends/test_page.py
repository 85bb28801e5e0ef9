# SPDX-License-Identifier: LicenseRef-Desk
"""The page as a whole: deeds from the pane and by keys, links to it and from it, its badge, its names."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from desk.models.vocabulary import DeliveryState, Reason
from desk.services.store import Change
from desk.ui.panes.sends.filters import Period, Shown
from desk.ui.panes.sends.remedies import Remedy
from desk.ui.panes.sends.why_panel import MESSAGE
from tests.ui.frame import until
from tests.ui.panes.sends.stage import click


def test_a_failure_is_sent_again_and_taken_back(atelier, on_stage):
    failed = atelier.failed()

    async def scene(stage):
        await stage.ready(1)
        await stage.choose(failed)
        click(stage.panel.remedies.button(Remedy.RESEND))
        await stage.shows(2)
        made = atelier.row(stage.ids()[0])
        assert (made.resend_of, made.state) == (failed, DeliveryState.QUEUED)
        assert "Sent again to Sophie Bernard in 10 s." in stage.said()
        stage.page.undo()
        await until(lambda: atelier.row(made.id).state is DeliveryState.CANCELLED)
        await until(lambda: "Taken back: everything is as it was." in stage.said())

    on_stage(scene)


def test_what_never_had_consent_cannot_be_sent_again(atelier, on_stage):
    unwanted = atelier.send(atelier.nadia)
    assert atelier.row(unwanted).reason is Reason.NO_CONSENT

    async def scene(stage):
        await stage.ready(1)
        await stage.choose(unwanted)
        await until(lambda: stage.panel.remedies.button(Remedy.RESEND).isVisible())
        assert not stage.panel.remedies.button(Remedy.RESEND).isEnabled()
        click(stage.panel.remedies.button(Remedy.CONSENT))
        assert stage.trips == [("customers", {"customer_id": atelier.nadia, "part": "consents"})]

    on_stage(scene)


def test_keys_approve_and_decline_what_waits_for_a_word(atelier, on_stage):
    first, second = atelier.asked(), atelier.asked(atelier.marc)

    async def scene(stage):
        await stage.ready(2)
        stage.listing.head.parts.setCurrentIndex(1)
        await until(lambda: stage.page.model.state.is_approving and not stage.page.model.state.is_loading)
        assert stage.panel.parts.current() == MESSAGE
        await stage.choose(second)
        stage.table.setFocus()
        stage.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: atelier.row(second).reason is None)
        await stage.shows(1)
        stage.table.setFocus()
        stage.press(Qt.Key.Key_Delete)
        await until(lambda: atelier.row(first).state is DeliveryState.CANCELLED)
        await stage.shows(0)
        assert stage.listing.list.currentWidget() is stage.listing.list.empty
        stage.page.undo()
        await until(lambda: atelier.row(first).reason is Reason.AWAITING_APPROVAL)
        await stage.shows(1)

    on_stage(scene)


def test_a_doubt_is_settled_by_a_word(atelier, on_stage):
    arrived = atelier.send(state=DeliveryState.UNCONFIRMED)
    lost = atelier.send(atelier.marc, DeliveryState.UNCONFIRMED)

    async def scene(stage):
        await stage.ready(2)
        assert stage.listing.kpis.tiles[Shown.UNCONFIRMED].isVisible()
        await stage.choose(arrived)
        click(stage.panel.remedies.button(Remedy.ARRIVED))
        await until(lambda: atelier.row(arrived).state is DeliveryState.SENT)
        await stage.choose(lost)
        click(stage.panel.remedies.button(Remedy.NOT_ARRIVED))
        await until(lambda: atelier.row(lost).state is DeliveryState.QUEUED)
        await until(lambda: not stage.listing.kpis.tiles[Shown.UNCONFIRMED].isVisible())

    on_stage(scene)


def test_links_lead_here_and_away(atelier, on_stage):
    mine, other = atelier.sent(), atelier.sent(atelier.marc)

    async def scene(stage):
        await stage.ready(2)
        stage.page.reveal(delivery_id=mine)
        await stage.shows(1)
        await until(lambda: stage.table.current_row() is not None and stage.table.current_row().id == mine)
        assert stage.listing.bar.subject.text() == "Sophie Bernard  ✕"
        click(stage.listing.bar.subject)
        await stage.shows(2)
        stage.page.reveal(customer_id=atelier.marc)
        await stage.shows(1)
        assert stage.ids() == [other]
        stage.page.reveal(record_id=atelier.row(mine).record_id)
        await until(lambda: stage.ids() == [mine])
        stage.page.reveal(rule_id=atelier.rule)
        await stage.shows(2)
        stage.page.reveal(shown="failed")
        await stage.shows(0)
        stage.run("customer")
        assert stage.trips == []

    on_stage(scene)


def test_an_account_that_is_refused_leads_to_the_accounts(atelier, on_stage):
    failed = atelier.failed(reply="5.7.8 Authentication failed")

    async def scene(stage):
        await stage.ready(1)
        await stage.choose(failed)
        click(stage.panel.remedies.button(Remedy.ACCOUNTS))
        assert stage.trips == [("settings", {"page": "accounts"})]
        stage.run("customer")
        assert stage.trips[-1] == ("customers", {"customer_id": atelier.sophie})

    on_stage(scene)


def test_the_badge_counts_what_wants_a_hand(atelier, on_stage):
    atelier.failed()
    atelier.asked()
    counted = []

    async def scene(stage):
        stage.page.badge_changed.connect(counted.append)
        await until(lambda: counted and counted[-1] == 2)
        atelier.send(state=DeliveryState.UNCONFIRMED)
        atelier.db.changes.announce((Change.DELIVERIES,))
        await until(lambda: counted[-1] == 3)

    on_stage(scene)


def test_the_period_is_remembered(atelier, on_stage):
    async def scene(stage):
        await stage.ready(0)
        stage.page.model.choose_period(Period.WEEK)
        assert stage.places.text("sends.period") == "week"
        stage.listing.head.parts.setCurrentIndex(1)
        assert stage.places.text("sends.period") == "week"

    on_stage(scene)


def test_an_export_says_where_it_went(atelier, on_stage, tmp_path):
    atelier.sent()

    async def scene(stage):
        await stage.ready(1)
        stage.page.export_to(str(tmp_path / "out.csv"))
        await until(lambda: "1 send written to out.csv." in stage.said())
        assert "Sophie Bernard" in (tmp_path / "out.csv").read_text("utf-8-sig")
        stage.run("export")
        dialog = stage.page.findChild(QWidget, "QFileDialog")
        assert dialog is not None
        dialog.close()

    on_stage(scene)


def nameless(root):
    """Return the visible widgets that take the keyboard and say nothing of themselves."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root) or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        if widget.focusProxy() is not None:
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


def test_everything_has_a_name(atelier, on_stage):
    failed, asked = atelier.failed(), atelier.asked(atelier.marc)

    async def scene(stage):
        await stage.ready(2)
        await stage.choose(failed)
        assert nameless(stage.page) == []
        await stage.choose(asked)
        stage.run("message")
        assert nameless(stage.page) == []
        stage.table.selectAll()
        stage.run("cancel")
        assert nameless(stage.page) == []

    on_stage(scene)
