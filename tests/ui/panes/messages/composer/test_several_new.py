# SPDX-License-Identifier: LicenseRef-Desk
"""Several new conversations: none takes the place, the files or the customer of another."""

import asyncio
from dataclasses import replace
from types import SimpleNamespace

from desk.errors import Unavailable
from desk.models.vocabulary import DraftKind
from desk.services.inbox import DraftContent
from desk.ui.panes.messages.composer.begun_menu import title
from desk.ui.panes.messages.composer.deeds import Gone, Place
from desk.ui.panes.messages.composer.file_taking import Given
from tests.ui.frame import until
from tests.ui.panes.messages import rows
from tests.ui.panes.messages.composer.conftest import settled


def write(sheet, text):
    sheet.writer.panel.editor.setPlainText(text)
    sheet.writer.panel._on_edited()


async def choose(sheet, name="bern"):
    """Choose a customer as a person does, and return who it is."""
    sheet.search.find(name)
    await until(lambda: sheet.search.state.found)
    sheet.search.choose(sheet.search.state.found[0].row)
    return sheet.search.state.chosen


def kept(stage):
    return sorted(row.content.text.split("\n")[0] for row in stage.deeds.rows.values())


def test_what_was_begun_stays_beside_what_is_passed_on(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            composer.new_conversation()
            sheet = composer.sheet()
            sophie = await choose(sheet)
            await settled(stage)
            write(sheet, "A letter that took an hour")
            sheet.close_sheet()
            await settled(stage)
            composer.forward(rows.message(text="Mon vélo"))
            await settled(stage)
            assert sheet.writer.model.state.customer_id is None
            assert sheet.search.state.chosen is None
            sheet.writer.model.letters.flush()
            await settled(stage)
            assert len(stage.deeds.rows) == 2
            assert "A letter that took an hour" in kept(stage)
            assert sheet.begun.text() == "1 other draft"
            [begun] = sheet.begun.rows()
            sheet.begun.chosen.emit(begun)
            await until(lambda: sheet.search.state.chosen is not None)
            await settled(stage)
            assert sheet.writer.panel.editor.toPlainText() == "A letter that took an hour"
            assert sheet.search.state.chosen.id == sheet.writer.model.state.customer_id == sophie.id
            [passed_on] = sheet.begun.rows()
            assert passed_on.content.subject == "Fwd: Réparation vélo"
            assert len(stage.deeds.rows) == 2

    qt_run(play())


def test_what_was_begun_elsewhere_is_offered_and_the_newest_is_shown(stage, opened, qt_run):
    async def play():
        for text in ("the first", "the second"):
            content = DraftContent(text=text, to="somebody@mail.example")
            await stage.deeds.keep(Place(kind=DraftKind.NEW), None, content)
        stage.deeds.rows = dict(reversed(stage.deeds.rows.items()))
        async with opened(stage) as composer:
            composer.new_conversation()
            sheet = composer.sheet()
            await settled(stage)
            assert sheet.writer.panel.editor.toPlainText() == "the second"
            assert [title(one) for one in sheet.begun.rows()] == ["somebody@mail.example · the first"]
            sheet.begun.menu().aboutToShow.emit()
            sheet.begun.menu().actions()[0].trigger()
            await settled(stage)
            assert sheet.writer.panel.editor.toPlainText() == "the first"
            assert len(stage.deeds.rows) == 2

    qt_run(play())


def test_a_letter_to_one_is_not_readdressed_to_another(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            composer.new_conversation()
            sheet = composer.sheet()
            await choose(sheet)
            await settled(stage)
            write(sheet, "Letter to Sophie")
            sheet.close_sheet()
            composer.new_conversation("another")
            await settled(stage)
            state = sheet.writer.model.state
            assert (state.customer_id, state.letter.content.text) == ("another", "")
            assert kept(stage) == ["Letter to Sophie"]

    qt_run(play())


def with_file(text, file_id):
    """A message with one file that is not part of its words."""
    return replace(rows.message(text=text), attachments=(SimpleNamespace(id=file_id, is_inline=False),))


def slow_files(stage):
    """Let the files of messages be read only once the gate is open."""
    gate = asyncio.Event()

    async def files_of(ids):
        if ids:
            await gate.wait()
        return tuple(Given(name=f"{one}.pdf", media_type="application/pdf", body=b"x") for one in ids)

    stage.deeds.files_of = files_of
    return gate


def test_the_files_of_one_message_are_not_passed_on_with_another(stage, opened, qt_run):
    async def play():
        gate = slow_files(stage)
        async with opened(stage) as composer:
            composer.forward(with_file("confidential", "salary"))
            await asyncio.sleep(0.01)
            composer.sheet().close_sheet()
            composer.forward(rows.message(text="the opening hours"))
            await asyncio.sleep(0.01)
            gate.set()
            await settled(stage)
            content = composer.sheet().writer.model.state.letter.content
            assert "the opening hours" in content.text
            assert content.files == ()

    qt_run(play())


def test_files_that_are_passed_on_wait_for_no_customer(stage, opened, qt_run):
    async def play():
        gate = slow_files(stage)
        async with opened(stage) as composer:
            composer.forward(with_file("here it is", "plan"))
            sheet = composer.sheet()
            await choose(sheet)
            await asyncio.sleep(0.05)
            composer.send()
            assert stage.deeds.sent == []
            assert (
                sheet.writer.panel.bar._text.text() == "A file is still being added. Send once it is there."
            )
            gate.set()
            await settled(stage)
            assert sheet.writer.panel.bar.isHidden()
            composer.send()
            await settled(stage)
            assert [[one.name for one in order.content.files] for order in stage.deeds.sent] == [["plan.pdf"]]

    qt_run(play())


async def sent(stage, composer, text):
    """Send a new conversation to Sophie, and return (the sheet, Sophie)."""
    composer.new_conversation()
    sheet = composer.sheet()
    sophie = await choose(sheet)
    await settled(stage)
    write(sheet, text)
    composer.send()
    await settled(stage)
    return sheet, sophie


def take_back(sheet):
    sheet.writer.sending._take_back(Gone(conversation_id="c-new", message_id="m1"), "")


def test_what_is_taken_back_is_on_its_sheet_again(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            sheet, sophie = await sent(stage, composer, "A letter")
            assert sheet.isHidden()
            assert (sheet.writer.model.state.customer_id, sheet.search.state.chosen) == (None, None)
            take_back(sheet)
            await until(lambda: sheet.search.state.chosen is not None)
            await settled(stage)
            assert sheet.isVisible()
            assert sheet.writer.panel.editor.toPlainText() == "A letter"
            assert sheet.search.state.chosen == sophie
            assert sheet.writer.model.state.customer_id == sophie.id
            assert sheet.writer.panel.isEnabled()
            composer.send()
            await settled(stage)
            assert [one.place.customer_id for one in stage.deeds.sent] == [sophie.id] * 2

    qt_run(play())


def test_what_is_taken_back_is_not_put_together_with_a_letter_to_somebody_else(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            sheet, sophie = await sent(stage, composer, "Dear Sophie")
            model = sheet.writer.model
            composer.new_conversation()
            model.begin("kenji", DraftContent(text="Dear Kenji", to="kenji@mail.example"))
            await settled(stage)
            take_back(sheet)
            await settled(stage)
            assert (model.state.customer_id, model.state.letter.content.text) == (sophie.id, "Dear Sophie")
            [kenji] = sheet.begun.rows()
            assert (kenji.customer_id, kenji.content.text) == ("kenji", "Dear Kenji")
            assert kept(stage) == ["Dear Kenji", "Dear Sophie"]

    qt_run(play())


def test_what_is_taken_back_stands_before_what_was_begun_for_the_same_customer(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            sheet, sophie = await sent(stage, composer, "Dear Sophie")
            composer.new_conversation(sophie.id)
            await settled(stage)
            write(sheet, "PS")
            take_back(sheet)
            await settled(stage)
            assert sheet.writer.model.state.letter.content.text == "Dear Sophie\n\nPS"
            assert kept(stage) == ["Dear Sophie"]

    qt_run(play())


def slow_post(stage):
    """Let what is sent leave only once the gate is open."""
    gate, send = asyncio.Event(), stage.deeds.send

    async def wait(order):
        await gate.wait()
        return await send(order)

    stage.deeds.send = wait
    return gate


async def left(stage, composer):
    """Send a new conversation to Sophie that takes long, begin another meanwhile; return (sheet, gate)."""
    gate = slow_post(stage)
    composer.new_conversation()
    sheet = composer.sheet()
    await choose(sheet)
    await settled(stage)
    write(sheet, "Dear Sophie")
    composer.send()
    await asyncio.sleep(0.01)
    assert not sheet.writer.panel.isEnabled()
    assert not sheet.recipient.isEnabled()
    sheet.close_sheet()
    composer.forward(rows.message(text="Mon vélo"))
    await asyncio.sleep(0.01)
    assert sheet.writer.panel.isEnabled()
    assert sheet.recipient.isEnabled()
    return sheet, gate


def test_what_is_begun_while_another_leaves_stays(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            sheet, gate = await left(stage, composer)
            gate.set()
            await settled(stage)
            assert len(stage.deeds.sent) == 1
            assert "Mon vélo" in sheet.writer.panel.editor.toPlainText()
            assert sheet.isVisible()
            sheet.writer.model.letters.flush()
            await settled(stage)
            assert [row.content.subject for row in stage.deeds.rows.values()] == ["Fwd: Réparation vélo"]

    qt_run(play())


def test_what_did_not_leave_is_offered_over_what_was_begun_meanwhile(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            sheet, gate = await left(stage, composer)
            stage.deeds.fails = Unavailable("database_busy")
            gate.set()
            await settled(stage)
            assert "Mon vélo" in sheet.writer.panel.editor.toPlainText()
            assert "was not sent" in sheet.writer.panel.bar._text.text()
            sheet.writer.panel.bar._verb.click()
            await settled(stage)
            assert sheet.writer.panel.editor.toPlainText() == "Dear Sophie"
            composer.send()
            await settled(stage)
            assert [one.content.text for one in stage.deeds.sent] == ["Dear Sophie"]

    qt_run(play())


def test_no_draft_of_a_letter_comes_after_it_has_left(stage, opened, qt_run):
    async def play():
        gate = slow_post(stage)
        async with opened(stage) as composer:
            composer.new_conversation()
            sheet = composer.sheet()
            await choose(sheet)
            await settled(stage)
            write(sheet, "Dear Sophie")
            composer.send()
            gate.set()
            sheet.writer.model.letters.flush()  # as two seconds after the first key
            await settled(stage)
            assert stage.deeds.rows == {}

    qt_run(play())
