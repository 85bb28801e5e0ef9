# SPDX-License-Identifier: LicenseRef-Desk
"""How a rule looks in the list."""

from desk.services.store import Change
from desk.ui.panes.rules.list_model import Show
from desk.ui.panes.rules.rule_card import card_of, sentence
from tests.ui.frame import until


def _forget_accounts(session):
    from desk.services.providers import Roster

    roster = Roster(session)
    for account in roster.page():
        roster.remove(account.id)


def test_an_active_rule_that_broke_is_an_alert_and_a_badge(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        badges = []
        stage.page.badge_changed.connect(badges.append)
        shop.db.write_now(_forget_accounts, Change.PROVIDERS)
        await until(lambda: stage.page.rules.state.count(Show.ALERTS) == 3)
        card = card_of(stage.page.rules.state.find(shop.ready))
        assert (card.badge, card.badge_role) == ("No sender", "danger")
        assert badges[-1] == 2
        assert "No sender" in sentence(stage.page.rules.state.find(shop.ready))

    on_stage(scene)
