# SPDX-License-Identifier: LicenseRef-Desk
"""What is written, for whom, and that it is kept."""

import asyncio
from dataclasses import replace

import pytest

from desk.models.vocabulary import Author, Channel, Direction, DraftKind
from desk.services.inbox import DraftContent
from desk.ui.jobs import Jobs
from desk.ui.panes.messages.composer.state import Way, newest_of
from desk.ui.panes.messages.composer.view_model import ComposerModel, spot_of
from tests.ui.panes.messages import rows
from tests.ui.panes.messages.composer.stage import AROUND, FakeDeeds

BOTH = replace(AROUND, ways=(AROUND.ways[0], Way(channel=Channel.SMS, address="+33612345678")))


@pytest.fixture
def model(qapp):
    made = ComposerModel(Jobs(), FakeDeeds(BOTH))
    yield made
    made.deleteLater()


async def shown(model, card=None, messages=None):
    model.show(card or rows.card(), messages or (rows.message(),))
    await model._jobs.finish()


def write(model, text):
    model.change(replace(model.state.letter.content, text=text))


async def kept(model):
    model.letters.flush()
    await model._jobs.finish()


def test_an_answer_goes_where_the_customer_wrote_from(model, qt_run):
    async def play():
        await shown(model)
        content = model.state.letter.content
        assert (content.channel, content.to) == (Channel.EMAIL, "sophie.bernard@mail.example")
        assert content.subject == "Re: Réparation vélo – commande 1042"
        assert model.state.letter.is_empty
        assert model.state.is_read

    qt_run(play())


def test_what_is_typed_is_kept_and_comes_back(model, qt_run):
    async def play():
        await shown(model)
        write(model, "Oui")
        assert not model.state.is_kept
        await kept(model)
        assert model.state.is_kept
        assert model.state.letter.kept.version == 1
        write(model, "Oui, demain")
        await kept(model)
        [row] = model._deeds.rows.values()
        assert (row.version, row.content.text, row.kind) == (2, "Oui, demain", DraftKind.REPLY)
        again = ComposerModel(model._jobs, model._deeds, model)
        await shown(again)
        assert again.state.letter.content.text == "Oui, demain"
        assert again.state.letter.kept.id == row.id

    qt_run(play())


def test_a_text_that_is_emptied_leaves_no_draft(model, qt_run):
    async def play():
        await shown(model)
        write(model, "Oui")
        await kept(model)
        write(model, "")
        await kept(model)
        assert model._deeds.rows == {}
        assert model.state.letter.kept is None

    qt_run(play())


def test_each_conversation_and_each_kind_has_its_own(model, qt_run):
    async def play():
        await shown(model)
        write(model, "reply one")
        model.use_kind(DraftKind.NOTE)
        assert model.state.letter.is_empty
        assert model.state.is_note
        write(model, "note one")
        other = rows.card(rows.conversation("c2"))
        await shown(model, other)
        assert model.state.letter.is_empty
        write(model, "reply two")
        await shown(model)
        assert model.state.letter.content.text == "reply one"
        model.use_kind(DraftKind.NOTE)
        assert model.state.letter.content.text == "note one"
        await kept(model)
        texts = {(row.conversation_id, row.kind, row.content.text) for row in model._deeds.rows.values()}
        assert texts == {
            ("c1", DraftKind.REPLY, "reply one"),
            ("c1", DraftKind.NOTE, "note one"),
            ("c2", DraftKind.REPLY, "reply two"),
        }

    qt_run(play())


def test_what_is_typed_before_the_draft_is_read_is_not_lost(model, qt_run):
    async def play():
        model.show(rows.card(), (rows.message(),))
        write(model, "quick")
        await model._jobs.finish()
        assert model.state.letter.content.text == "quick"
        assert model.state.letter.content.to == "sophie.bernard@mail.example"
        await kept(model)
        assert [row.content.text for row in model._deeds.rows.values()] == ["quick"]

    qt_run(play())


def test_another_workstation_kept_the_same_draft(model, qt_run):
    async def play():
        told = []
        model.letters.overtaken.connect(told.append)
        await shown(model)
        write(model, "ours")
        await kept(model)
        [row] = model._deeds.rows.values()
        model._deeds.rows[row.id] = replace(row, version=7, content=replace(row.content, text="theirs"))
        write(model, "ours again")
        await kept(model)
        assert [one.content.text for one in told] == ["theirs"]
        assert model._deeds.rows[row.id].content.text == "ours again"
        assert model._deeds.rows[row.id].version == 8

    qt_run(play())


def test_a_draft_that_is_gone_is_kept_anew(model, qt_run):
    async def play():
        await shown(model)
        write(model, "one")
        await kept(model)
        model._deeds.rows.clear()
        write(model, "two")
        await kept(model)
        assert [row.content.text for row in model._deeds.rows.values()] == ["two"]

    qt_run(play())


def test_what_cannot_be_kept_is_tried_again(model, qt_run):
    async def play():
        failed = []
        model.letters.failed.connect(failed.append)
        await shown(model)
        write(model, "one")
        model._deeds.fails = OSError("disk full")
        await kept(model)
        assert len(failed) == 1
        assert model._deeds.rows == {}
        assert model.letters._rest.isActive()
        await kept(model)
        assert [row.content.text for row in model._deeds.rows.values()] == ["one"]

    qt_run(play())


test_what_cannot_be_kept_is_tried_again = pytest.mark.usefixtures("allow_disk")(
    test_what_cannot_be_kept_is_tried_again
)


@pytest.fixture
def allow_disk(log_guard):
    log_guard.allow("a job failed")


def test_another_channel_keeps_only_what_it_carries(model, qt_run):
    async def play():
        await shown(model)
        model.change(
            replace(model.state.letter.content, text="Oui", html="<p><b>Oui</b></p>", cc=("a@b.example",))
        )
        model.use_channel(Channel.SMS)
        content = model.state.letter.content
        assert (content.to, content.text, content.html, content.cc, content.subject) == (
            "+33612345678",
            "Oui",
            "",
            (),
            "",
        )
        model.use_channel(Channel.EMAIL)
        assert model.state.letter.content.to == "sophie.bernard@mail.example"

    qt_run(play())


def test_a_channel_that_may_not_be_used_is_not_taken(qapp, qt_run):
    async def play():
        model = ComposerModel(Jobs(), FakeDeeds())
        await shown(model)
        model.use_channel(Channel.SMS)
        assert model.state.letter.content.channel is Channel.EMAIL

    qt_run(play())


def test_what_arrives_while_one_writes_is_not_seen(model, qt_run):
    async def play():
        await shown(model)
        assert model.state.letter.seen_id == "m1"
        write(model, "Oui")
        model.show(rows.card(), (rows.message(), rows.message("m9", "Encore")))
        assert (model.state.newest_id, model.state.letter.seen_id) == ("m9", "m1")
        model.look()
        assert model.state.letter.seen_id == "m9"

    qt_run(play())


def test_nobody_who_has_not_begun_has_missed_anything(model, qt_run):
    async def play():
        await shown(model)
        model.show(rows.card(), (rows.message(), rows.message("m9", "Encore")))
        assert model.state.letter.seen_id == "m9"

    qt_run(play())


def test_the_newest_is_what_somebody_said():
    rule = rows.message("r", author=Author.RULE, direction=Direction.OUTGOING)
    assert newest_of((rows.message("a"), rows.note("n"), rule)).id == "a"
    assert newest_of(()) is None


def test_after_sending_one_begins_with_nothing(model, qt_run):
    async def play():
        await shown(model)
        write(model, "Oui")
        await kept(model)
        model.release()
        assert model.state.letter.is_empty
        assert model.state.letter.kept is None
        assert model.state.letter.content.to == "sophie.bernard@mail.example"
        model.letters.flush()
        await model._jobs.finish()
        assert model._deeds.dropped == []  # it was sent, not dropped

    qt_run(play())


def test_a_new_conversation_needs_somebody(model, qt_run):
    async def play():
        model.begin(None, DraftContent())
        await model._jobs.finish()
        write(model, "Bonjour")
        model.begin("k1", model.state.letter.content)
        await model._jobs.finish()
        assert model.state.letter.content.to == "sophie.bernard@mail.example"
        assert model.state.letter.content.text == "Bonjour"
        await kept(model)
        [row] = model._deeds.rows.values()
        assert (row.kind, row.conversation_id, row.customer_id) == (DraftKind.NEW, None, "k1")

    qt_run(play())


class Slow(FakeDeeds):
    """Knows of each address what is around it; of `late` only once the gate is open. asked: about what."""

    def __init__(self, late=""):
        super().__init__()
        self.late, self.asked, self.gate = late, [], asyncio.Event()

    async def surroundings(self, about):
        self.asked.append(about)
        if about.address == self.late:
            await self.gate.wait()
        return replace(BOTH, ways=(Way(channel=Channel.EMAIL, address=about.address),))


def stranger(name):
    known = rows.card()
    return replace(known, row=replace(known.row, id=name, customer_id=None, address=f"{name}@x.example"))


def test_what_is_known_late_of_one_stranger_is_not_taken_for_the_next(qapp, qt_run):
    async def play():
        deeds = Slow("anna@x.example")
        model = ComposerModel(Jobs(), deeds)
        model.show(stranger("anna"), (rows.message(),))
        await asyncio.sleep(0.01)
        model.show(stranger("bert"), (rows.message(),))
        await asyncio.sleep(0.01)
        deeds.gate.set()
        await model._jobs.finish()
        model.use_channel(Channel.EMAIL)
        assert model.state.letter.content.to == "bert@x.example"

    qt_run(play())


@pytest.mark.parametrize("what", ["customer_id", "record_id"])
def test_whom_and_what_it_is_about_may_change_while_it_is_open(qapp, qt_run, what):
    async def play():
        model = ComposerModel(Jobs(), Slow())
        await shown(model)
        card = rows.card()
        await shown(model, replace(card, row=replace(card.row, **{what: "another"})))
        assert [getattr(about, what) for about in model._deeds.asked][1:] == ["another"]
        assert model.place().customer_id == model.state.card.row.customer_id

    qt_run(play())


def test_a_letter_for_another_customer_goes_nowhere_until_it_is_known_where(qapp, qt_run):
    async def play():
        model = ComposerModel(Jobs(), FakeDeeds(BOTH))
        model.begin("sophie", DraftContent(text="Bonjour"))
        await model._jobs.finish()
        assert model.state.letter.content.to == "sophie.bernard@mail.example"
        spot = spot_of(model)
        model.begin("kenji", model.state.letter.content)
        assert (model.state.letter.content.to, model.state.is_read) == ("", False)
        assert spot_of(model) == spot, "it is the same letter"
        await model._jobs.finish()
        assert model.state.letter.content.to == "sophie.bernard@mail.example"
        assert [row.content.text for row in model._deeds.rows.values()] == []
        await kept(model)
        assert [row.customer_id for row in model._deeds.rows.values()] == ["kenji"]

    qt_run(play())
