# SPDX-License-Identifier: LicenseRef-Desk
"""An answer in the customer's language."""

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject

from desk.errors import Unavailable
from desk.services.inbox import DraftContent
from desk.services.inbox.writing.content import said
from desk.ui.jobs import Jobs
from desk.ui.panes.messages.composer.translating import Translating
from desk.ui.panes.messages.composer.view_model import ComposerModel
from tests.ui.panes.messages import rows
from tests.ui.panes.messages.composer.stage import FakeDeeds

JAPANESE = rows.card(rows.conversation(language="ja"))


class Desk:
    def __init__(self, owner):
        self.jobs, self.deeds = Jobs(owner), FakeDeeds()
        self.deeds.ready = True
        self.model = ComposerModel(self.jobs, self.deeds, owner)
        self.translating = Translating(self.jobs, self.deeds, self.model, owner)

    async def open(self, card=JAPANESE):
        self.model.show(card, (rows.message(),))
        await self.jobs.finish()

    def write(self, text):
        self.model.change(replace(self.model.state.letter.content, text=text))


@pytest.fixture
def play(qapp, qt_run):
    def run(part):
        async def whole():
            owner = QObject()
            desk = Desk(owner)
            await part(desk)
            await desk.jobs.finish()
            owner.deleteLater()

        qt_run(whole())

    return run


def test_it_is_offered_only_for_another_language_and_with_a_service(play):
    async def part(desk):
        await desk.open()
        assert desk.translating.look.language == "ja"
        await desk.open(rows.card(rows.conversation("c2", language="en-GB")))
        assert desk.translating.look.language == ""

    play(part)


def test_both_are_kept_and_the_translation_is_sent(play):
    async def part(desk):
        await desk.open()
        desk.write("Bonjour")
        desk.translating.switch(True)
        await desk.jobs.finish()
        look = desk.translating.look
        assert (look.is_on, look.text, look.is_stale) == (True, "[ja] Bonjour", False)
        content = desk.model.state.letter.content
        assert (content.text, content.translated) == ("Bonjour", "[ja] Bonjour")
        desk.translating.correct("こんにちは")
        assert desk.model.state.letter.content.translated == "こんにちは"
        desk.translating.switch(False)
        assert desk.model.state.letter.content.translated == ""

    play(part)


def test_what_was_changed_since_is_translated_again(play):
    async def part(desk):
        await desk.open()
        desk.write("Bonjour")
        desk.translating.switch(True)
        await desk.jobs.finish()
        desk.write("Bonsoir")
        assert desk.translating.look.is_stale
        assert desk.translating._rest.isActive()
        desk.translating.renew()
        await desk.jobs.finish()
        assert desk.translating.look.text == "[ja] Bonsoir"
        assert not desk.translating.look.is_stale

    play(part)


def test_a_service_that_is_away_says_so(play):
    async def part(desk):
        await desk.open()
        desk.write("Bonjour")
        desk.deeds.fails = Unavailable("engine_away")
        desk.translating.switch(True)
        await desk.jobs.finish()
        assert desk.translating.look.trouble
        assert desk.model.state.letter.content.translated == ""

    play(part)


SOPHIE = rows.card(rows.conversation("c2", language="ja"))


def slow(desk):
    """Let the service answer only once the gate is open."""
    gate = asyncio.Event()

    async def translate(text, target):
        await gate.wait()
        return f"[{target}] {text}"

    desk.deeds.translate = translate
    return gate


def leaves(desk):
    return said(desk.model.state.letter.content)


def test_a_translation_is_never_of_other_words(play):
    async def part(desk):
        await desk.open()
        desk.write("Oui")
        desk.translating.switch(True)
        await desk.jobs.finish()
        assert not desk.translating.is_behind
        desk.write("Non")
        assert desk.translating.is_behind
        assert leaves(desk) == "Non"

    play(part)


def test_a_translated_draft_is_shown_as_one_when_it_is_read_again(play):
    async def part(desk):
        await desk.open()
        desk.write("Oui")
        desk.translating.switch(True)
        await desk.jobs.finish()
        await desk.open(SOPHIE)
        assert not desk.translating.look.is_on
        await desk.open()
        look = desk.translating.look
        assert (look.is_on, look.text, leaves(desk)) == (True, "[ja] Oui", "[ja] Oui")
        desk.write("Non")
        assert leaves(desk) == "Non"

    play(part)


def test_what_is_translated_late_belongs_to_its_own_letter(play):
    async def part(desk):
        await desk.open()
        gate = slow(desk)
        desk.write("Oui")
        desk.translating.switch(True)
        await asyncio.sleep(0.01)
        desk.model.release()
        gate.set()
        await desk.jobs.finish()
        assert desk.model.state.letter.is_empty
        assert desk.translating.look.is_on, "the next answer is translated, too"
        assert not desk.translating.look.is_busy

    play(part)


def test_switched_off_while_it_translates_and_on_again(play):
    async def part(desk):
        await desk.open()
        gate = slow(desk)
        desk.write("Oui")
        desk.translating.switch(True)
        await asyncio.sleep(0.01)
        desk.translating.switch(False)
        gate.set()
        await desk.jobs.finish()
        desk.translating.switch(True)
        await desk.jobs.finish()
        assert (desk.translating.look.is_busy, leaves(desk)) == (False, "[ja] Oui")

    play(part)


async def translated(desk, text):
    desk.write(text)
    desk.translating.switch(True)
    await desk.jobs.finish()


def test_what_is_translated_late_does_not_come_into_another_conversation(play):
    async def part(desk):
        await desk.open()
        gate = slow(desk)
        desk.write("Sophie, votre analyse est là")
        desk.translating.switch(True)
        await asyncio.sleep(0.01)
        desk.model.show(SOPHIE, (rows.message(),))
        await asyncio.sleep(0.01)
        desk.write("Bonjour Kenji")
        desk.translating.switch(True)
        assert desk.translating.look.is_busy
        gate.set()
        await desk.jobs.finish()
        assert leaves(desk) == "[ja] Bonjour Kenji"
        await desk.open()
        assert desk.translating.look.is_on, "it was asked for, and is still"
        assert desk.translating.is_behind
        desk.translating.renew()
        await desk.jobs.finish()
        assert leaves(desk) == "[ja] Sophie, votre analyse est là"

    play(part)


def test_a_failure_is_of_its_own_letter(play):
    async def part(desk):
        await desk.open()
        gate = asyncio.Event()

        async def translate(_text, _target):
            await gate.wait()
            raise Unavailable("engine_busy")

        desk.deeds.translate = translate
        desk.write("Oui")
        desk.translating.switch(True)
        await asyncio.sleep(0.01)
        desk.model.show(SOPHIE, (rows.message(),))
        gate.set()
        await desk.jobs.finish()
        assert desk.translating.look.trouble == ""

    play(part)


def test_what_failed_is_said_as_the_engine_says_it_and_not_asked_again_by_itself(play):
    async def part(desk):
        await desk.open()
        desk.deeds.fails = Unavailable("engine_quota_spent")
        await translated(desk, "Oui")
        look = desk.translating.look
        assert look.trouble.startswith("The characters of this month are spent.")
        desk.model.letters.flush()
        await desk.jobs.finish()
        assert not desk.translating._rest.isActive()
        desk.write("Oui !")
        assert desk.translating._rest.isActive(), "other words may be what it takes"

    play(part)


def test_what_is_emptied_has_no_translation(play):
    async def part(desk):
        await desk.open()
        await translated(desk, "Oui")
        desk.write("")
        content = desk.model.state.letter.content
        assert (content.translated, desk.model.state.letter.is_empty) == ("", True)
        assert desk.translating.look.is_on
        assert not desk.translating.is_behind

    play(part)


def test_words_that_come_back_to_what_was_translated_need_no_more(play):
    async def part(desk):
        await desk.open()
        await translated(desk, "Oui")
        desk.write("Ouiii")
        assert (desk.translating.look.is_stale, desk.translating.look.text) == (True, "[ja] Oui")
        desk.write("Oui")
        assert not desk.translating.is_behind
        assert leaves(desk) == "[ja] Oui"

    play(part)


def test_a_correction_of_what_is_being_made_anew_is_of_the_words_before(play):
    async def part(desk):
        await desk.open()
        await translated(desk, "Oui")
        desk.write("Non")
        desk.translating.correct("[ja] Oui!")
        assert desk.translating.is_behind
        desk.deeds.fails = Unavailable("engine_busy")
        desk.translating.renew()
        await desk.jobs.finish()
        desk.translating.correct("いいえ")
        assert (desk.translating.is_behind, leaves(desk)) == (False, "いいえ")

    play(part)


def test_another_customer_is_not_written_to_in_the_language_of_the_first(play):
    async def part(desk):
        around, model = desk.deeds.around, desk.model
        desk.deeds.around = replace(around, language="ja")
        model.begin("kenji", DraftContent())
        await desk.jobs.finish()
        await translated(desk, "Oui")
        assert leaves(desk) == "[ja] Oui"
        desk.deeds.around = replace(around, language="de")
        model.begin("klaus", model.state.letter.content)
        await desk.jobs.finish()
        assert (desk.translating.look.language, desk.translating.is_behind) == ("de", True)
        desk.deeds.around = replace(around, language="en")
        model.begin("kate", model.state.letter.content)
        await desk.jobs.finish()
        assert (desk.translating.look.is_on, leaves(desk)) == (False, "Oui")

    play(part)


def test_a_service_that_is_set_up_or_removed_later_is_noticed(play):
    async def part(desk):
        desk.deeds.ready = False
        desk.translating.ask()
        await desk.open()
        assert desk.translating.look.language == ""
        desk.deeds.ready = True
        desk.translating.ask()
        await desk.jobs.finish()
        assert desk.translating.look.language == "ja"
        await translated(desk, "Oui")
        desk.deeds.ready = False
        desk.translating.ask()
        await desk.jobs.finish()
        assert desk.translating.look.is_on, "what leaves as a translation is shown as one"
        desk.translating.switch(False)
        assert desk.translating.look.language == ""

    play(part)
