# SPDX-License-Identifier: LicenseRef-Desk
"""Somebody is added to whom no copy may go."""

from dataclasses import replace

from desk.models.vocabulary import Channel, DraftKind
from tests.ui.panes.messages.composer.conftest import settled

EMMA = "emma@other.example"


class Listing:
    """Knows of each letter what is on the list of those it goes to."""

    def __init__(self, deeds):
        self.asked, self._known = [], deeds.around
        deeds.surroundings = self.surroundings

    async def surroundings(self, about):
        self.asked.append(about.people)
        listed = frozenset({(Channel.EMAIL, EMMA)} if EMMA in about.people else ())
        return replace(self._known, refused=listed, closed=listed)


def test_a_copy_is_asked_about_before_it_is_sent(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            listing = Listing(stage.deeds)
            composer.reply()
            stage.editor.insert("Oui, demain")
            content = stage.model.state.letter.content
            stage.model.change(replace(content, cc=(EMMA,)))
            await settled(stage)
            assert listing.asked == [(content.to, EMMA)]
            composer.send()
            assert stage.bar()[0].startswith(f"{EMMA} may not be written to")
            await settled(stage)
            assert stage.deeds.sent == []
            composer.send()
            await settled(stage)
            assert [order.content.cc for order in stage.deeds.sent] == [(EMMA,)]

    qt_run(play())


def test_words_alone_read_nothing_again(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            listing = Listing(stage.deeds)
            composer.reply()
            stage.editor.insert("Oui, demain")
            await settled(stage)
            assert listing.asked == []
            assert stage.model.state.letter.kind is DraftKind.REPLY

    qt_run(play())
