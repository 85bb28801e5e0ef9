# SPDX-License-Identifier: LicenseRef-Desk
"""Wishes for one conversation."""

from tests.ui.frame import until
from tests.ui.panes.messages.post import KENJI


def test_customer_and_record_are_linked(post, on_stage):
    theirs = post.mail(sender=KENJI)

    async def scene(stage):
        await stage.ready(1)
        stage.page.one.link(post.row(theirs), post.sophie)
        await until(lambda: post.row(theirs).customer_id == post.sophie)
        stage.page.one.choose_record(post.row(theirs), post.order)
        await until(lambda: post.row(theirs).record_id == post.order)

    on_stage(scene)
