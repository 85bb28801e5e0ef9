# SPDX-License-Identifier: LicenseRef-Desk
"""What goes with an open thread."""

from PySide6.QtWidgets import QFileDialog, QMenu
from sqlalchemy import select, update

from desk.models import Bot, BotTask
from desk.services.assistants import BotDraft, Bots
from desk.services.store import Change
from tests.ui.frame import until
from tests.ui.panes.messages.rows import NOW
from tests.ui.panes.messages.stage import click


def test_the_menu_of_a_thread(post, on_stage):
    mine = post.mail(ago=3)
    other = post.mail(subject="Autre", ago=40)

    async def scene(stage):
        await stage.ready(2)
        await stage.open(mine)
        await until(lambda: stage.page.details_model.state.shown is not None)
        click(stage.page.conversation.head.more)
        [menu] = [one for one in stage.page.findChildren(QMenu) if one.accessibleName() == "More"]
        texts = [action.text() for action in menu.actions()]
        assert "Print…" in texts
        assert "Print with notes…" not in texts
        [merge] = [action.menu() for action in menu.actions() if action.text() == "Merge with"]
        assert [action.text() for action in merge.actions()] == ["Autre"]
        menu.close()
        assert post.row(other) is not None

    on_stage(scene)


def test_links_and_files(post, on_stage):
    mine = post.mail()

    async def scene(stage):
        await stage.ready(1)
        await stage.open(mine)
        stage.run("customer")
        assert stage.trips == [("customers", {"customer_id": post.sophie})]
        stage.run("export")
        stage.run("pdf")
        dialogs = stage.page.findChildren(QFileDialog)
        assert len(dialogs) == 2
        for dialog in dialogs:
            dialog.close()
        left = []
        stage.page.leave(lambda: left.append(True))
        assert left == [True]

    on_stage(scene)


def more_of(stage):
    click(stage.page.conversation.head.more)
    menu = [one for one in stage.page.findChildren(QMenu) if one.accessibleName() == "More"][-1]
    return menu, {action.text(): action for action in menu.actions()}


def test_one_follows_a_conversation_and_finds_it_again(post, on_stage):
    mine = post.mail()
    post.mail(sender="Kenji Tanaka <kenji@example.jp>", subject="Autre")

    async def scene(stage):
        await stage.ready(2)
        await stage.open(mine)
        menu, texts = more_of(stage)
        texts["Follow this conversation"].trigger()
        menu.close()
        await until(lambda: stage.thread().card.follower_ids == (post.camille,))
        stage.page.model.narrow(is_followed=True)
        await stage.shows(1)
        assert stage.ids() == [mine]
        assert "Followed" in stage.list.bar.extras["is_followed"].text()
        menu, texts = more_of(stage)
        texts["No longer follow"].trigger()
        menu.close()
        await stage.shows(0)

    on_stage(scene)


def test_a_bot_that_is_active_can_be_run_now(post, on_stage):
    mine = post.mail()
    rules = {"rules": [{"words": ["*"], "texts": {"fr": "Merci."}}]}
    draft = BotDraft(name="Robot", kind="keyword", settings=rules)
    bot = post.db.write_now(lambda s: Bots(s).create(draft, at=NOW), Change.ASSISTANTS)

    async def scene(stage):
        await stage.ready(1)
        await stage.open(mine)
        menu, texts = more_of(stage)
        assert "Let the bot answer now" not in texts
        menu.close()
        activate = lambda s: s.execute(update(Bot).where(Bot.id == bot).values(is_active=True))  # noqa: E731
        post.db.write_now(activate, Change.ASSISTANTS)
        await until(lambda: stage.page.model.state.choices.has_bot)
        menu, texts = more_of(stage)
        assert texts["Let the bot answer now"].isEnabled()
        texts["Let the bot answer now"].trigger()
        menu.close()
        await until(lambda: stage.said() == ["The bot answers in a moment."])
        [task] = post.db.read_now(
            lambda s: s.execute(select(BotTask.conversation_id, BotTask.is_forced)).all()
        )
        assert tuple(task) == (mine, True)

    on_stage(scene)


def test_what_cannot_be_done_says_why(post, on_stage):
    stranger = post.mail(sender="Kenji Tanaka <kenji@example.jp>", subject="Autre")
    known = post.mail()

    async def scene(stage):
        await stage.ready(2)
        await stage.open(stranger)
        await until(lambda: stage.page.details_model.state.shown is not None)
        menu, texts = more_of(stage)
        assert menu.toolTipsVisible()
        card, merge = texts["Open the customer card"], texts["Merge with"]
        assert not card.isEnabled()
        assert card.toolTip() == "Nobody in the customer file has this address yet."
        assert not merge.isEnabled()
        assert merge.toolTip() == "There is no other conversation with this person."
        menu.close()
        await stage.open(known)
        assert card.isEnabled()
        assert card.toolTip() == "Open the customer card"

    on_stage(scene)
