# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk import config
from desk.bootstrap import open_sample
from desk.cli import inspect
from desk.models.vocabulary import Channel
from desk.services.rules import Leg, Rulebook, RuleDraft, RuleSpec, Trigger
from tests.journeys.engine import drain
from tests.journeys.post_office import PostOffice

pytestmark = pytest.mark.usefixtures("checked_once")

KEYS = {
    "customers": {"id", "name", "email", "phone", "language"},
    "rules": {"id", "name", "event_kind", "state"},
    "events": {"id", "kind", "occurred_at", "snapshot"},
    "evaluations": {"id", "event_kind", "rule_name", "outcome", "reason", "trace"},
    "notifications": {"id", "rule_name", "customer_name", "state", "due_at"},
    "deliveries": {"id", "customer_name", "channel", "address", "state", "attempts", "message_id"},
}

MAIL = {"mailboxes", "conversations", "messages", "suppressions"}
"""What is tested beside the message centre (test_search, test_sync)."""


@pytest.fixture
def played(shop):
    """A shop whose one message was sent."""
    with PostOffice() as office:
        shop.account(office.port)
        shop.ready()
        drain(shop)
    return shop


def test_there_are_these_things():
    assert set(inspect.THINGS) == set(KEYS) | MAIL


def test_each_thing_as_json_lines(desk, played):
    for thing, keys in KEYS.items():
        [row] = desk("inspect", thing, "--json").rows
        assert keys <= row.keys(), thing


def test_what_was_sent_is_told(desk, played):
    [row] = desk("inspect", "deliveries", "--json").rows
    assert (row["state"], row["address"], row["attempts"]) == ("sent", "kunde0@kunde.example", 1)
    [why] = desk("inspect", "evaluations", "--json").rows
    assert (why["outcome"], why["reason"]) == ("send", None)


def test_each_thing_as_a_table(desk, played):
    for thing in KEYS:
        head, rule, *rows = desk("inspect", thing).out.splitlines()
        assert head.split()[0] == "id"
        assert set(rule) == {"─", " "}
        assert len(rows) == 1


def test_nothing_is_said_to_be_there_when_nothing_is(desk):
    for thing in KEYS:
        assert desk("inspect", thing).out == "Nothing is kept yet.\n"
        assert desk("inspect", thing, "--json").out == ""


def test_pages_follow_each_other_to_the_end(desk, shop, monkeypatch):
    monkeypatch.setattr(inspect, "PAGE", 4)
    shop.people(13)
    shop.ready()
    for thing, count in (("customers", 14), ("events", 14)):
        ids = [row["id"] for row in desk("inspect", thing, "--json").rows]
        assert len(ids) == len(set(ids)) == count
    assert len(desk("inspect", "customers", "--json", "--limit", "6").rows) == 6


def test_archived_rules_are_kept_and_shown(desk, shop, monkeypatch):
    monkeypatch.setattr(inspect, "PAGE", 2)

    def work(session):
        book = Rulebook(session)
        for n in range(4):
            spec = RuleSpec(trigger=Trigger(event_kind="order.ready"), legs=(Leg(channel=Channel.EMAIL),))
            book.create(RuleDraft(name=f"Brouillon {n}", spec=spec))
        book.archive(shop.rule)

    shop.desk.db.write_now(work)
    states = [row["state"] for row in desk("inspect", "rules", "--json").rows]
    assert sorted(states) == ["archived", *["paused"] * 4]


def test_an_unknown_thing_is_refused(desk):
    said = desk("inspect", "secrets")
    assert said.status == 2
    assert "invalid choice" in said.error


def test_looking_makes_nothing(desk, place):
    (place.home / "desk.db").unlink()
    before = list(place.home.iterdir())
    said = desk("inspect", "rules")
    assert (said.status, said.out) == (0, "")
    assert f"There is no shop in {place.home} yet." in said.error
    assert list(place.home.iterdir()) == before


def test_the_sample_shop_is_asked_for_by_name_wherever_the_word_stands(desk, shop):
    assert "sample yet." in desk("--sample", "inspect", "customers").error
    open_sample(config.load()).close()
    own = desk("inspect", "customers", "--json").rows
    for words in (
        ("--sample", "inspect", "customers", "--json"),
        ("inspect", "customers", "--sample", "--json"),
    ):
        assert len(desk(*words).rows) > len(own) == 1


@pytest.mark.parametrize("verb", [("inspect", "rules"), ("migrate",), ("doctor",)])
@pytest.mark.parametrize(
    ("url", "words"), [("banana", "not the address"), ("mysql://x/y", "does not work with mysql")]
)
def test_an_address_that_is_none_is_said_in_a_sentence(desk, place, monkeypatch, verb, url, words):
    monkeypatch.setenv("DESK_DATABASE", url)
    said = desk(*verb)
    assert said.status == 1
    assert words in said.out + said.error
