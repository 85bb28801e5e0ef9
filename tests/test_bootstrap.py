# SPDX-License-Identifier: LicenseRef-Desk
"""Everything put together: a new shop, the sample shop, the engine that drains and winds down."""

import asyncio

import pytest

from desk import clock, config
from desk.bootstrap import Service, ShopDraft, create_shop, open_desk, open_sample
from desk.errors import Misconfigured
from desk.models.vocabulary import DeliveryState, RuleState
from desk.services.providers import Roster
from desk.services.rules import ALL_RULES, Rulebook
from desk.services.shop import Locations, Settings
from desk.services.store import Secrets
from desk.services.templates import Library, TemplateFilter
from tests.journeys.engine import Engine
from tests.journeys.post_office import PostOffice
from tests.journeys.shop import Shop

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


@pytest.fixture
def shop(tmp_path, sqlite_url):
    made = Shop(tmp_path / "home", sqlite_url)
    made.set_up()
    yield made
    made.close()


def test_draining_ends_when_nothing_is_due_and_frees_what_a_crash_has_left(shop):
    with PostOffice() as office:
        shop.account(office.port)
        shop.people(3)
        shop.ready()

        async def play():
            async with Engine(shop) as engine:
                await asyncio.wait_for(engine.service.drain(), 30)
                assert shop.states() == {DeliveryState.SENT: 3}
                assert not engine.service.sender.is_busy()

        asyncio.run(play())
        assert len(office.mails) == 3


def test_an_account_is_built_with_its_password_and_the_sandboxs_with_its_port(shop):
    shop.set_up_id = shop.account(25, username="atelier")
    Secrets().set(shop.set_up_id, "horse")
    service = Service(shop.desk)
    account = shop.desk.db.read_now(lambda s: Roster(s).get(shop.set_up_id))
    assert service._build(account)._secret == "horse"

    async def play():
        async with Engine(shop) as engine:
            await engine.until(lambda: any(one.is_sandbox for one in accounts(shop)))
            for one in accounts(shop):
                if one.is_sandbox:
                    built = engine.service._build(one)
                    assert built.concurrency >= 1
                    await built.close()

    asyncio.run(play())
    service.sandbox.close()


def accounts(shop):
    return shop.desk.db.read_now(lambda s: Roster(s).page())


def test_without_a_keyring_an_account_with_a_password_cannot_be_built(shop, monkeypatch):
    import keyring
    from keyring.backends.fail import Keyring

    id_ = shop.account(25, username="atelier")
    monkeypatch.setattr(keyring, "get_keyring", Keyring)
    service = Service(shop.desk)
    account = shop.desk.db.read_now(lambda s: Roster(s).get(id_))
    with pytest.raises(Misconfigured, match="no_keyring"):
        service._build(account)
    service.sandbox.close()
    assert clock.now() is not None
