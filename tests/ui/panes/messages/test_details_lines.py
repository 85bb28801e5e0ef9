# SPDX-License-Identifier: LicenseRef-Desk
"""What the details offer to do."""

from tests.ui.frame import until
from tests.ui.panes.messages.post import KENJI
from tests.ui.panes.messages.test_details_panel import panel_of


def test_a_stranger_is_offered_to_be_known(post, on_stage):
    theirs = post.mail(sender=KENJI)

    async def scene(stage):
        await stage.ready(1)
        panel = await panel_of(stage, theirs)
        assert panel.sections["unknown"].isVisible()
        assert not panel.open_card.isVisible()
        panel.customer_chosen.emit(post.sophie)
        await until(lambda: post.row(theirs).customer_id == post.sophie)

    on_stage(scene)
