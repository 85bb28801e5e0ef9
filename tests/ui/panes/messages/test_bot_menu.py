# SPDX-License-Identifier: LicenseRef-Desk
"""What may be wished of bots: from the menu of a thread, before their first answer and after a hand-over too."""

import pytest

from desk.models.vocabulary import Author, Direction, DraftKind
from desk.services.assistants import BotDraft, Bots
from desk.services.inbox import DraftContent, DraftPlace, Letter, Writing
from desk.services.store import Change
from desk.ui.panes.messages.bot_menu import why_not_now
from tests.ui.frame import until
from tests.ui.panes.messages.rows import NOW, message, note, reply
from tests.ui.panes.messages.test_details_panel import panel_of
from tests.ui.panes.messages.test_thread_side import more_of

RULES = {"rules": [{"words": ["*"], "texts": {"fr": "Merci."}}]}
NOTHING = "There is nothing to answer: the newest message is not the customer’s."


@pytest.fixture
def bot(post):
    draft = BotDraft(name="Robot", kind="keyword", settings=RULES, is_active=True)
    return post.db.write_now(lambda s: Bots(s).create(draft, at=NOW), Change.ASSISTANTS)


def test_only_a_customers_newest_words_can_be_answered():
    robot = message("m2", direction=Direction.OUTGOING, author=Author.ROBOT)
    assert why_not_now(()) == NOTHING
    assert why_not_now((message(), note())) == ""
    assert why_not_now((message(), reply())) == NOTHING
    assert why_not_now((message(), robot)) == NOTHING
    assert why_not_now((message(), robot, message("m3"))) == ""


def test_what_is_answered_is_not_offered_to_a_bot(post, on_stage, bot):
    mine = post.mail()
    letter = Letter(
        place=DraftPlace(kind=DraftKind.REPLY, conversation_id=mine),
        content=DraftContent(to="sophie.bernard@mail.example", text="Merci."),
        bot_id=bot,
        author="Robot",
    )
    post.db.write_now(lambda s: Writing(s).send(letter, NOW), Change.CONVERSATIONS)

    async def scene(stage):
        await stage.ready(1)
        await stage.open(mine)
        await until(lambda: stage.page.model.state.choices.has_bot)
        menu, texts = more_of(stage)
        assert not texts["Let the bot answer now"].isEnabled()
        assert texts["Let the bot answer now"].toolTip() == NOTHING
        menu.close()

    on_stage(scene)


def test_a_bot_is_blocked_before_its_first_answer_and_let_in_again(post, on_stage, bot):
    mine = post.mail()

    async def scene(stage):
        await stage.ready(1)
        panel = await panel_of(stage, mine)
        await until(lambda: stage.page.model.state.choices.has_bot)
        await until(panel.sections["bot"].isVisible)
        menu, texts = more_of(stage)
        assert "Unblock the bot" not in texts
        [*_moments, for_good] = texts["Block the bot"].menu().actions()
        assert for_good.text() == "For good"
        for_good.trigger()
        menu.close()
        await until(lambda: post.row(mine).bot_blocked_until is not None)
        await until(lambda: stage.thread().card.row.bot_blocked_until is not None)
        menu, texts = more_of(stage)
        assert "Block the bot" not in texts
        texts["Unblock the bot"].trigger()
        menu.close()
        await until(lambda: post.row(mine).bot_blocked_until is None)

    assert bot
    on_stage(scene)
