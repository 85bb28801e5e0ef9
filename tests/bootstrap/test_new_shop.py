# SPDX-License-Identifier: LicenseRef-Desk
"""A shop is made: a person's own, or the sample shop."""

import pytest

from desk import config
from desk.bootstrap import ShopDraft, create_shop, open_desk, open_sample
from desk.models.vocabulary import RuleState
from desk.services.providers import Roster
from desk.services.rules import ALL_RULES, Rulebook
from desk.services.shop import Locations, Settings
from desk.services.templates import Library, TemplateFilter

pytestmark = pytest.mark.usefixtures("checked_once")

OPENING = {0: (("09:00", "12:00"), ("14:00", "18:00"))}


@pytest.fixture
def place(tmp_path, sqlite_url):
    return config.at(tmp_path / "home", sqlite_url)


def test_a_new_shop_has_its_place_its_texts_and_rules_and_sends_nothing_yet(place):
    draft = ShopDraft(name="Atelier", country="FR", language="fr", timezone="Europe/Paris", opening=OPENING)
    create_shop(place, draft)
    desk = open_desk(place)

    def look(session):
        shop = Settings(session).get()
        assert (shop.shop_name, shop.country, shop.trial_mode) == ("Atelier", "FR", True)
        [location] = Locations(session).all()
        assert (location.name, location.zone, location.calendar) == ("Atelier", "Europe/Paris", "FR")
        rules = Rulebook(session).page(ALL_RULES, limit=500)
        assert rules
        assert {rule.state for rule in rules} == {RuleState.PAUSED}
        assert Library(session).page(TemplateFilter(), limit=500)
        assert {account.is_sandbox for account in Roster(session).page()} == {True}

    desk.db.read_now(look)
    desk.close()


def test_the_sample_shop_is_made_once_and_apart(place):
    desk = open_sample(place)
    assert desk.config.home == place.home / "sample"
    settings = desk.db.read_now(lambda s: Settings(s).get())
    assert (settings.is_sample, settings.trial_mode) == (True, True)
    rules = desk.db.read_now(lambda s: Rulebook(s).page(ALL_RULES, limit=500))
    assert any(rule.state is RuleState.ACTIVE for rule in rules)
    desk.close()
    again = open_sample(place)
    assert len(again.db.read_now(lambda s: Rulebook(s).page(ALL_RULES, limit=500))) == len(rules)
    again.close()
