# SPDX-License-Identifier: LicenseRef-Desk
"""What the list asks for, and what it keeps when asked anew."""

from desk.models.vocabulary import ConversationState
from desk.services.store import Change
from tests.ui.frame import until


def test_each_wish_is_another_reading(post, on_stage):
    mine = post.mail()

    async def scene(stage):
        await stage.ready(1)
        model = stage.page.model
        model.show_customer(post.sophie, "Sophie")
        await until(lambda: stage.ids() == [mine])
        assert (model.state.subject, model.state.filters.customer_id) == ("Sophie", post.sophie)
        model.widen("customer_id")
        assert model.state.subject == ""
        model.search("nothing like it")
        await stage.shows(0)
        model.clear()
        await stage.shows(1)
        model.show_state(ConversationState.SNOOZED)
        await stage.shows(0)

    on_stage(scene)


def test_a_hidden_list_reads_nothing_until_it_is_shown(post, on_stage):
    async def scene(stage):
        await stage.ready(0)
        model = stage.page.model
        model.pause()
        post.mail()
        post.db.changes.announce((Change.CONVERSATIONS,))
        await until(lambda: model.state.counts.in_progress == 1)  # the rail goes on counting
        assert stage.ids() == []
        model.resume()
        await stage.shows(1)

    on_stage(scene)
