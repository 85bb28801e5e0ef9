# SPDX-License-Identifier: LicenseRef-Desk
"""The details of a conversation."""

from PySide6.QtWidgets import QAbstractButton

from desk.ui.panes.messages.details_panel import DetailsPanel
from tests.ui.frame import until


async def panel_of(stage, conversation_id):
    await stage.open(conversation_id)
    await until(lambda: stage.page._about is not None)
    panel = stage.page._about.panel
    assert isinstance(panel, DetailsPanel)
    await until(lambda: stage.page.details_model.state.shown is not None)
    shown = lambda: stage.page.details_model.state.shown.card.row.id == conversation_id  # noqa: E731
    await until(shown)
    return panel


def test_a_customer_with_their_records(post, on_stage):
    mine = post.mail()
    post.mail(subject="Avant", ago=90)

    async def scene(stage):
        await stage.ready(2)
        panel = await panel_of(stage, mine)
        assert panel.name.text() == "Sophie Bernard"
        assert panel.since.text().startswith("Customer since")
        shown = {name for name, section in panel.sections.items() if section.isVisible()}
        assert shown == {"points", "consents", "assignees", "records", "tags", "others"}
        panel.open_card.click()
        panel.link_requested.emit("record", post.order)
        panel.link_requested.emit("consents", post.sophie)
        assert stage.trips == [
            ("customers", {"customer_id": post.sophie}),
            ("records", {"record_id": post.order}),
            ("customers", {"customer_id": post.sophie, "part": "consents"}),
        ]
        panel.retranslate()
        assert panel.minimumSizeHint().width() <= 320

    on_stage(scene)


def test_what_a_role_forbids_is_greyed_and_says_why(post, on_stage):
    mine = post.mail()

    async def scene(stage):
        stage.commands.rights.take(frozenset({"tag", "assign"}))
        await stage.ready(1)
        panel = await panel_of(stage, mine)

        def buttons(name):
            return panel.sections[name].findChildren(QAbstractButton)

        assert not any(one.isEnabled() for name in ("tags", "assignees") for one in buttons(name))
        assert all("Only an agent" in one.toolTip() for one in buttons("tags"))
        assert all(one.isEnabled() for one in buttons("others") + buttons("records"))
        panel.retranslate()
        assert not any(one.isEnabled() for one in buttons("tags"))
        stage.commands.rights.take(frozenset())
        assert all(one.isEnabled() for one in buttons("tags"))

    on_stage(scene)
