# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.models.vocabulary import DeliveryState, Reason
from desk.services.store import Change
from desk.services.templates import RenderFailure
from tests.ui.frame import until


@pytest.fixture
def play(on_stage):
    """Play a scene with the model of the pane."""

    def run(scene):
        async def whole(stage):
            await stage.ready()
            stage.page.listing.list.send_chosen.disconnect()  # the scene alone says what is explained
            await scene(stage.page.why, stage)

        on_stage(whole)

    return run


def test_what_was_sent_is_shown_as_it_was_kept(atelier, play):
    sent = atelier.sent()

    async def scene(why, _stage):
        why.show(sent)
        await until(lambda: why.state.content is not None)
        assert not why.state.is_preview
        assert why.state.content.html == "<p>Hello <b>Sophie</b>, it is in.</p>"
        assert why.state.why.outlook.would_leave

    play(scene)


def test_what_waits_is_rendered_as_it_would_leave_now(atelier, play):
    asked = atelier.asked()

    async def scene(why, _stage):
        why.show(asked)
        await until(lambda: why.state.content is not None)
        assert why.state.is_preview
        assert why.state.content.subject == "Order 1001"
        assert "Hello Sophie, it is in." in why.state.content.text

    play(scene)


def test_a_text_with_a_gap_is_said_instead_of_shown(atelier, play):
    atelier.publish("{{ order.no_such_thing }}")
    asked = atelier.asked()

    async def scene(why, _stage):
        why.show(asked)
        await until(lambda: why.state.failure is not None)
        assert isinstance(why.state.failure, RenderFailure)
        assert why.state.content is None

    play(scene)


def test_it_follows_what_becomes_of_the_send(atelier, play):
    waiting = atelier.send()

    async def scene(why, stage):
        why.show(waiting)
        await until(lambda: why.state.why is not None)
        stage.page.deeds.do_one(_cancel(), atelier.row(waiting))
        await until(lambda: why.state.why.detail.row.state is DeliveryState.CANCELLED)
        assert why.state.why.outlook.reason in {None, Reason.STOPPED}

    play(scene)


def _cancel():
    from desk.ui.panes.sends.bulk import DeedKind

    return DeedKind.CANCEL


def test_nothing_and_what_is_gone_are_told_apart(atelier, play):
    async def scene(why, _stage):
        why.show("")
        assert (why.state.why, why.state.is_loading) == (None, False)
        why.show("0" * 32)
        assert why.state.is_loading
        await until(lambda: not why.state.is_loading)
        assert why.state.why is None

    play(scene)


def test_a_hidden_pane_reads_when_it_is_shown(atelier, play):
    sent = atelier.sent()

    async def scene(why, stage):
        why.show(sent)
        await until(lambda: why.state.why is not None)
        stage.page.dock.hide()
        failed = atelier.failed()
        why.show(failed)
        atelier.db.changes.announce((Change.DELIVERIES,))
        assert why.state.why is None
        stage.page.dock.show()
        await until(lambda: why.state.why is not None)
        assert why.state.why.detail.row.id == failed

    play(scene)
