# SPDX-License-Identifier: LicenseRef-Desk
"""What the palette finds."""

import pytest
from PySide6.QtWidgets import QMainWindow

from desk import clock
from desk.bootstrap import stock
from desk.services.shop import CustomerDraft, Customers, PointDraft
from desk.translation import translator
from desk.ui.commands import Command, Commands
from desk.ui.palette_sources import Actions, Keys, Pages, folded, rank, stored_sources
from tests.services.inbox.builders import Post
from tests.ui.frame import make_shop, open_at, spoken

pytestmark = pytest.mark.usefixtures("checked_once")


class Trips:
    """Writes down where one is sent."""

    def __init__(self):
        self.made = []

    def __call__(self, page, **target):
        self.made.append((page, target))


@pytest.fixture
def commands(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    made = Commands(window)
    made.done = []
    made.add(
        Command(name="page.rules", label="Rules", run=lambda: None, shortcut="Ctrl+Shift+R"),
        Command(name="edit.undo", label="&Undo", run=lambda: made.done.append("undo"), shortcut="Ctrl+Z"),
        Command(name="view.reset_layout", label="&Reset layout", run=lambda: made.done.append("reset")),
    )
    return made


def test_case_and_accents_do_not_matter():
    assert folded("Élodie ÇA") == "elodie ca"
    assert rank("Réglages", "regl") == 0
    assert rank("Ouvrir les réglages", "regl") == 1
    assert rank("Préréglages", "regl") == 2
    assert rank("Réglages", "envois") is None
    assert rank("Save the rule", "rule save") == 1
    assert rank("anything", "") == 0


def test_pages_lead_to_pages(commands):
    trips = Trips()
    with spoken("fr"):
        hits = Pages(trips, commands).find("regle")
    assert [(hit.title, hit.shortcut) for hit in hits] == [("Règles", "Ctrl+Shift+R")]
    hits[0].open()
    assert trips.made == [("rules", {})]


def test_actions_are_what_can_be_done_now(commands):
    commands.action("edit.undo").setEnabled(False)
    hits = Actions(commands).find("")
    assert [hit.title for hit in hits] == ["Reset layout"]
    hits[0].open()
    assert commands.done == ["reset"]


def test_keys_are_found_by_name_and_by_key(commands):
    assert [hit.title for hit in Keys(commands).find("ctrl+z")] == ["Undo"]
    assert [hit.title for hit in Keys(commands).find("rules")] == ["Rules"]


def test_customers_and_records_come_from_the_store(db, tmp_path, qt_run):
    customer, record = make_shop(db)
    desk, trips = open_at(db, tmp_path), Trips()

    people, _messages, records, rules, templates = stored_sources(desk, trips)

    async def main():
        found = await people.ask("elodie")
        assert [hit.title for hit in found] == ["Élodie Garnier"]
        found = await people.ask("bernard")
        assert found[0].context == "sophie.bernard@mail.example"
        found[0].open()
        found = await records.ask("1042")
        assert [hit.title for hit in found] == ["1042 – Révision complète"]
        assert "Sophie Bernard" in found[0].context
        found[0].open()
        assert await rules.ask("nothing like it") == []
        assert await templates.ask("nothing like it") == []

    qt_run(main())
    assert trips.made == [("customers", {"customer_id": customer}), ("records", {"record_id": record})]
    assert people.prefixes == {"", "@"}
    assert rules.prefixes == {""}


def test_ready_rules_and_texts_are_found(db, tmp_path, qt_run):
    trips = Trips()
    db.write_now(lambda session: stock(session, translator("en"), clock.now()))
    _people, _messages, _records, rules, templates = stored_sources(open_at(db, tmp_path), trips)

    async def main():
        found = await rules.ask("ready")
        assert found
        found[0].open()
        texts = await templates.ask("ready")
        assert texts
        texts[0].open()

    qt_run(main())
    assert [page for page, _target in trips.made] == ["rules", "templates"]


def test_a_street_that_is_called_like_somebody_finds_nobody_else(db, tmp_path, qt_run):
    make_shop(db)

    def work(session):
        street = PointDraft(kind="postal", address="Sébastien Denis\n120 quai Claude Bernard\n69007 Lyon")
        Customers(session).create(CustomerDraft(first_name="Sébastien", last_name="Denis", points=(street,)))

    db.write_now(work)

    async def main():
        customers = stored_sources(open_at(db, tmp_path), Trips())[0]
        assert [hit.title for hit in await customers.ask("berna")] == ["Sophie Bernard"]
        assert [hit.title for hit in await customers.ask("claude")] == ["Sébastien Denis"]

    qt_run(main())


def test_what_somebody_wrote_is_found_and_opened_at_the_message(db, tmp_path, qt_run):
    make_shop(db)
    post = Post(db)
    letter = post.arrives(
        "Sophie <sophie.bernard@mail.example>", subject="Vélo", text="Le dérailleur est cassé."
    )
    trips = Trips()

    async def main():
        messages = stored_sources(open_at(db, tmp_path), trips)[1]
        assert messages.label == "Messages"
        [hit] = await messages.ask("derail")
        assert hit.title == "Sophie Bernard"
        assert hit.context == "Vélo – Le dérailleur est cassé."
        assert hit.marks == ("derail",)
        assert hit.shortcut
        hit.open()
        assert await messages.ask("nothing like it") == []

    qt_run(main())
    target = {"conversation_id": post.conversation_of(letter), "message_id": post.message_of(letter)}
    assert trips.made == [("messages", target)]
