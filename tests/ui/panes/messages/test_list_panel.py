# SPDX-License-Identifier: LicenseRef-Desk
"""The list: filters, states, what is said when nothing is there."""

from desk.models.vocabulary import ConversationState
from tests.ui.frame import spoken, until
from tests.ui.panes.messages.post import KENJI
from tests.ui.panes.messages.stage import click


def test_words_and_chips_narrow_the_list(post, on_stage):
    mine = post.mail("Mon frein arrière", subject="Vélo")
    other = post.mail(sender=KENJI, is_read=True)

    async def scene(stage):
        await stage.ready(2)
        panel = stage.list
        panel.head.search.setText("frein")
        await until(lambda: stage.ids() == [mine])
        panel.head.search.clear()
        await stage.shows(2)
        click(panel.bar.toggles["is_unread"])
        await until(lambda: stage.ids() == [mine])
        assert panel.bar.toggles["is_unread"].text() == "Unread  ✕"
        click(panel.bar.toggles["is_unread"])
        await stage.shows(2)
        stage.page.model.narrow(channel="sms")
        await stage.shows(0)
        assert panel.empty.isVisible()
        panel.empty.verb_requested.emit()
        await until(lambda: set(stage.ids()) == {mine, other})

    on_stage(scene)


def test_states_are_segments_with_counts(post, on_stage):
    mine = post.mail()

    async def scene(stage):
        await stage.ready(1)
        states = stage.list.head.states
        assert states.tabText(0) == "In progress  1"
        states.setCurrentIndex(2)
        await stage.shows(0)
        stage.list.empty.verb_requested.emit()
        await stage.shows(1)
        assert stage.page.model.state.filters.state is ConversationState.IN_PROGRESS
        assert stage.list.select(mine)

    on_stage(scene)


def test_everything_is_marked_as_read_and_back(post, on_stage):
    mine = post.mail()

    async def scene(stage):
        await stage.ready(1)
        click(stage.list.head.all_read)
        await until(lambda: not post.row(mine).unread)
        await until(lambda: not stage.list.head.all_read.isEnabled())
        stage.page.undo()
        await until(lambda: post.row(mine).unread)

    on_stage(scene)


def test_it_speaks_french(post, on_stage):
    post.mail()

    async def scene(stage):
        await stage.ready(1)
        with spoken("fr"):
            assert stage.list.head.states.tabText(1).startswith("En veille")
            assert stage.list.bar.toggles["is_unread"].text() == "Non lus"

    on_stage(scene)


def test_no_mailbox_leads_to_the_settings(db, tmp_path, qapp, qt_run, post, on_stage):
    async def scene(stage):
        await stage.ready(0)
        stage.list.connect_requested.emit()
        assert stage.trips == [("settings", {"page": "mailboxes"})]

    on_stage(scene)
