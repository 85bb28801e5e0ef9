# SPDX-License-Identifier: LicenseRef-Desk
"""Somebody asks to be left alone while an answer is written."""

from dataclasses import replace

from desk.models.vocabulary import Channel
from desk.services.store import Change
from tests.ui.panes.messages.composer.conftest import settled


def test_who_said_stop_while_the_answer_is_written_is_asked_about_once(stage, opened, qt_run):
    async def play():
        async with opened(stage) as composer:
            composer.reply()
            stage.editor.insert("Oui, demain")
            to = stage.model.state.letter.content.to
            stage.deeds.around = replace(stage.deeds.around, refused=frozenset({(Channel.EMAIL, to)}))
            stage.context.desk.db.changes.announce({Change.CONSENT})
            for _turn in range(100):
                if stage.model.state.around.refused:
                    break
                await settled(stage)
            composer.send()
            assert stage.bar()[0].startswith(f"Sophie Bernard ({to}) has not agreed")
            await settled(stage)
            assert stage.deeds.sent == []
            composer.send()
            await settled(stage)
            assert [order.content.to for order in stage.deeds.sent] == [to]

    qt_run(play())
