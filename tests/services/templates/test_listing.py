# SPDX-License-Identifier: LicenseRef-Desk
"""The list of templates on both databases: pages, search, use."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import insert

from desk.models import Rule, Template, new_id
from desk.models.vocabulary import RuleState
from desk.services.templates import Library, TemplateCard, TemplateFilter, Text, Wording

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
CARD = TemplateCard(name="Commande prête", folder="Commandes", event_kind="order.ready")
WORDING = Wording(texts={"sms": {"fr": Text(body="Bonjour")}})


@pytest.fixture
def keep(any_db):
    """Run work with a library in a write block: `keep(lambda library: ...)`."""
    return lambda work: any_db.write_now(lambda session: work(Library(session)))


@pytest.fixture
def template(keep):
    return keep(lambda library: library.create(CARD, WORDING))


def test_use_is_counted(any_db, keep, template):
    def rules(session):
        for state in (RuleState.ACTIVE, RuleState.PAUSED, RuleState.ARCHIVED):
            values = {"id": new_id(), "created_at": AT, "updated_at": AT, "name": "r", "state": state}
            session.execute(
                insert(Rule).values(event_kind="order.ready", spec={}, template_id=template, **values)
            )

    any_db.write_now(rules)
    assert keep(lambda library: library.row(template)).used_by == 2


def many(any_db, count):
    def work(session):
        rows = [
            {"id": new_id(), "created_at": AT, "updated_at": AT, "name": name, "folder": "", "event_kind": ""}
            for number in range(count)
            for name in [f"{'Écran' if number % 100 == 0 else 'modèle'} {number:05}"]
        ]
        session.execute(insert(Template), rows)

    any_db.write_now(work)


def test_pages_of_ten_thousand(any_db, keep):
    many(any_db, 10_000)
    seen, after = [], None
    while page := keep(lambda library: library.page(TemplateFilter(), after, 700)):  # noqa: B023 - called at once
        seen += [row.id for row in page]
        after = page[-1].key
    assert len(seen) == len(set(seen)) == 10_000


def test_searching_ten_thousand_without_accents(any_db, keep):
    many(any_db, 10_000)
    first = keep(lambda library: library.page(TemplateFilter(text="ecran"), None, 60))
    rest = keep(lambda library: library.page(TemplateFilter(text="ecran"), first[-1].key, 60))
    assert (len(first), len(rest)) == (60, 40)
    assert {row.card.name.partition(" ")[0] for row in (*first, *rest)} == {"Écran"}
    assert keep(lambda library: library.page(TemplateFilter(text="rien de tel"))) == ()


def test_filters(keep, template):
    keep(lambda library: library.create(TemplateCard(name="Autre"), WORDING))
    names = lambda wanted: [row.card.name for row in keep(lambda library: library.page(wanted))]  # noqa: E731
    assert names(TemplateFilter()) == ["Autre", "Commande prête"]
    assert names(TemplateFilter(folder="Commandes")) == ["Commande prête"]
    assert names(TemplateFilter(folder="")) == ["Autre"]
    assert names(TemplateFilter(event_kind="order.ready")) == ["Commande prête"]
    assert names(TemplateFilter(text="prete commande")) == ["Commande prête"]
