# SPDX-License-Identifier: LicenseRef-Desk
"""What a shop has on its first day."""

import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest

from desk import clock
from desk.bootstrap import activate, open_sample_rules, stock
from desk.bootstrap.stocking import SAMPLE_ACTIVE, SAMPLE_AT_ONCE, news, restock
from desk.models.vocabulary import RuleState
from desk.services.events import event_type, event_types, ready_texts
from desk.services.providers import Roster
from desk.services.rules import ALL_RULES, Rulebook, RuleFilter
from desk.services.shop import Offered
from desk.services.store import open_database
from desk.services.templates import Library, TemplateFilter

pytestmark = pytest.mark.usefixtures("checked_once")


def shelves(session):
    texts = Library(session).page(TemplateFilter(), limit=500)
    return texts, Rulebook(session).page(ALL_RULES, limit=500), Roster(session).page()


def fill(db):
    db.write_now(lambda session: stock(session, lambda text: f"«{text}»", clock.now()))


@pytest.fixture(scope="module")
def stocked_file(sqlite_template, tmp_path_factory):
    """A stocked database, to be copied."""
    file = tmp_path_factory.mktemp("stocked") / "desk.db"
    shutil.copy(sqlite_template, file)
    database = open_database(f"sqlite:///{file}")
    fill(database)
    database.close()
    return file


@pytest.fixture
def stocked(stocked_file, tmp_path):
    """A stocked database of this test's own, open."""
    shutil.copy(stocked_file, tmp_path / "stocked.db")
    database = open_database(f"sqlite:///{tmp_path / 'stocked.db'}")
    yield database
    database.close()


def test_the_catalogue_is_on_the_shelves_in_the_shops_language_and_nothing_works_yet(stocked):
    texts, rules, accounts = stocked.read_now(shelves)
    assert {row.card.event_kind for row in texts} >= set(SAMPLE_ACTIVE)
    assert all(ready_texts(row.card.event_kind).texts for row in texts)
    assert all(row.card.name.startswith("«") for row in texts)
    assert {rule.state for rule in rules} == {RuleState.PAUSED}
    assert all(account.is_sandbox for account in accounts)


def test_stocking_twice_is_stocking_once(stocked):
    before = stocked.read_now(shelves)
    fill(stocked)
    assert stocked.read_now(shelves) == before


def test_rules_work_by_event_type(stocked):
    working = stocked.write_now(lambda session: activate(session, ("order.ready",)))
    active = stocked.read_now(lambda s: Rulebook(s).page(RuleFilter(states=(RuleState.ACTIVE,)), limit=50))
    assert {row.id for row in active} == set(working)
    assert {row.event_kind for row in active} == {"order.ready"}


def test_the_sample_shops_first_rule_sends_by_day_and_by_night(stocked):
    stocked.write_now(open_sample_rules)

    def read(session):
        book = Rulebook(session)
        active = book.page(RuleFilter(states=(RuleState.ACTIVE,)), limit=50)
        first = book.page(RuleFilter(event_kinds=(SAMPLE_AT_ONCE,)), limit=10)
        return {row.event_kind for row in active}, [book.get(row.id).spec for row in first]

    kinds, specs = stocked.read_now(read)
    assert kinds == set(SAMPLE_ACTIVE)
    assert all(event_type(kind) for kind in kinds)
    assert {(spec.timing.quiet, spec.grace_minutes) for spec in specs} == {(None, 1)}


def test_what_is_new_in_the_catalogue_is_offered_once(stocked):
    def forget(session, kinds):
        Offered(session).keep({event.name for event in event_types()} - set(kinds))

    texts, rules, _ = stocked.read_now(shelves)
    [gone] = [rule for rule in rules if rule.event_kind == "order.ready"]
    stocked.write_now(lambda s: Rulebook(s).delete(gone.id))
    stocked.write_now(lambda s: restock(s, clock.now()))
    assert len(stocked.read_now(shelves)[1]) == len(rules) - 1  # the owner did not want it
    stocked.write_now(lambda s: forget(s, ["order.ready"]))  # as a Desk would have it that did not know it
    assert stocked.read_now(news) == ("order.ready",)
    stocked.write_now(lambda s: restock(s, clock.now()))
    assert {rule.event_kind for rule in stocked.read_now(shelves)[1]} == {rule.event_kind for rule in rules}
    assert len(stocked.read_now(shelves)[0]) == len(texts)
    assert stocked.read_now(news) == ()


def test_a_shop_of_before_is_known_by_its_rules_and_an_empty_one_gets_nothing(stocked, db):
    [some] = [rule for rule in stocked.read_now(shelves)[1] if rule.event_kind == "message.assigned"]
    stocked.write_now(lambda s: (Rulebook(s).delete(some.id), Offered(s).keep([])))
    assert stocked.read_now(news) == ("message.assigned",)
    assert db.read_now(news) == ()
    db.write_now(lambda s: restock(s, clock.now()))
    assert db.read_now(shelves)[:2] == ((), ())


def test_services_that_start_together_offer_it_once(postgres_desk_url):
    first, second = open_database(postgres_desk_url), open_database(postgres_desk_url)
    first.write_now(lambda s: stock(s, str, clock.now(), ["order.ready"]))
    first.write_now(lambda s: Offered(s).keep([]))  # as the Desk before this one has left it
    with ThreadPoolExecutor(2) as both:
        list(both.map(lambda db: db.write_now(lambda s: restock(s, clock.now())), [first, second]))
    texts, rules, _ = first.read_now(shelves)
    for kinds in ([row.card.event_kind for row in texts], [rule.event_kind for rule in rules]):
        assert len(kinds) == len(set(kinds)) > 50
    first.close()
    second.close()
