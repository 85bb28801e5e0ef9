# SPDX-License-Identifier: LicenseRef-Desk
"""The chips, and those behind the last one."""

from desk.services.inbox import Handling
from desk.services.store import Change
from desk.ui.panes.messages.filter_bar import extra_text, more_menu, waiting_text
from desk.ui.panes.messages.filters import EXTRAS, Filters
from desk.ui.panes.messages.readings import Choices
from desk.ui.panes.messages.view_model import State
from tests.ui.frame import until
from tests.ui.panes.messages.rows import NOW
from tests.ui.panes.messages.stage import click


def test_what_is_chosen_is_said():
    filters = Filters(tag="urgent", waiting_h=24, has_attachment=True, language="ja", customer_id="k")
    state = State(filters=filters, subject="Sophie", choices=Choices())
    said = {name: extra_text(name, state) for name in EXTRAS}
    assert said == {
        "is_followed": "", "assignee_id": "", "mailbox_id": "", "location_id": "", "tag": "Tag: urgent", "waiting_h": "No answer for 1 day",
        "has_attachment": "With attachment", "language": "Japanese", "customer_id": "Sophie",
    }  # fmt: skip
    assert waiting_text(4) == "No answer for 4 hours"


def test_a_further_filter_gets_a_chip_that_takes_it_back(post, on_stage):
    post.mail()

    async def scene(stage):
        await stage.ready(1)
        model, bar = stage.page.model, stage.list.bar
        menu = more_menu(model, bar)
        by_text = {action.text(): action for action in menu.actions()}
        attachment, waits = by_text["With attachment"], by_text["Without an answer"]
        attachment.trigger()
        await stage.shows(0)
        assert "With attachment" in bar.extras["has_attachment"].text()
        click(bar.extras["has_attachment"])
        await stage.shows(1)
        waits.menu().actions()[0].trigger()
        await until(lambda: model.state.filters.waiting_h == 1)
        click(bar.extras["waiting_h"])
        bar._on_channel("sms")
        bar._on_author("operator")
        await stage.shows(0)
        assert (bar.channel.key(), bar.author.key()) == ("sms", "operator")

    on_stage(scene)


def test_one_asks_for_a_colleague_for_nobody_and_for_a_mailbox(post, on_stage):
    mine = post.mail()
    post.mail(sender="Kenji Tanaka <kenji@example.jp>", subject="Autre")
    give = lambda s: Handling(s).assign((mine,), (post.julien,), by=None, at=NOW)  # noqa: E731
    post.db.write_now(give, Change.CONVERSATIONS)

    async def scene(stage):
        await stage.ready(2)
        model, bar = stage.page.model, stage.list.bar
        await until(lambda: model.state.choices.mailboxes)
        subs = {one.text(): one.menu() for one in more_menu(model, bar).actions() if one.menu()}
        people = {one.text(): one for one in subs["Assigned to"].actions()}
        people["Julien Lopez"].trigger()
        await stage.shows(1)
        assert stage.ids() == [mine]
        assert "Assigned to Julien Lopez" in bar.extras["assignee_id"].text()
        people["Nobody"].trigger()
        await until(lambda: stage.ids() != [mine] and len(stage.ids()) == 1)
        assert "Assigned to nobody" in bar.extras["assignee_id"].text()
        click(bar.extras["assignee_id"])
        subs["Mailbox"].actions()[0].trigger()
        await stage.shows(2)
        assert "Boutique" in bar.extras["mailbox_id"].text()

    on_stage(scene)
