# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.models.vocabulary import DeliveryState
from desk.ui.panes.sends.bulk import DeedKind, Plan
from desk.ui.panes.sends.deeds import Done
from desk.ui.panes.sends.notes import said
from desk.ui.widgets import LinkButton
from tests.ui.frame import spoken, until


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", DeedKind)
def test_every_deed_is_said_for_one_and_for_many(language, kind):
    with spoken(language):
        one = said(Done(kind=kind, ids=("1",), name="Sophie Bernard"))
        assert "Sophie Bernard" in one
        many = said(Done(kind=kind, ids=("1", "2", "3"), missed=1))
        assert "2" in many
        assert "{" not in (one + many).replace("{seconds}", "")


def test_a_note_offers_to_take_back_what_can_be_taken_back(atelier, on_stage):
    planned = atelier.row(atelier.send())

    async def scene(stage):
        await stage.ready(1)
        stage.page.deeds.do(Plan(kind=DeedKind.CANCEL, going=(planned,)))
        await until(lambda: stage.said() == ["Called off: nothing goes to Sophie Bernard."])
        (toast,) = stage.toasts.toasts()
        toast.findChild(LinkButton).click()
        await until(lambda: atelier.row(planned.id).state is DeliveryState.QUEUED)
        await until(lambda: "Taken back: everything is as it was." in stage.said())
        stage.page.undo()
        assert stage.page.notes._last is None

    on_stage(scene)


def test_a_doubt_that_was_settled_stays_settled(atelier, on_stage):
    doubtful = atelier.row(atelier.send(state=DeliveryState.UNCONFIRMED))

    async def scene(stage):
        await stage.ready(1)
        stage.page.deeds.do_one(DeedKind.ARRIVED, doubtful)
        await until(lambda: stage.said() == ["Noted: it has arrived at Sophie Bernard."])
        assert stage.toasts.toasts()[0].findChild(LinkButton) is None
        stage.page.deeds.do_one(DeedKind.ARRIVED, doubtful)
        await until(lambda: "Nothing was changed" in stage.said()[-1])

    on_stage(scene)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (3, "Taken back: everything is as it was."),
        (1, "Taken back, except 2 messages that have left."),
        (0, "Too late: it has left."),
    ],
)
def test_a_note_says_how_far_it_was_taken_back(atelier, on_stage, count, words):
    async def scene(stage):
        done = Done(kind=DeedKind.RESEND, ids=("1", "2", "3"))
        stage.page.deeds.taken_back.emit(done, count)
        assert stage.said() == [words]

    on_stage(scene)
