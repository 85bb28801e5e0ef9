# SPDX-License-Identifier: LicenseRef-Desk
"""Templates, drafts and versions on both databases."""

from datetime import UTC, datetime

import pytest

from desk import clock
from desk.errors import Conflict, NotFound, Refused
from desk.models.vocabulary import Channel, VersionState
from desk.services.templates import (
    Library,
    Policy,
    PolicyKind,
    TemplateCard,
    TemplateFilter,
    Text,
    Wording,
)

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
CARD = TemplateCard(name="Commande prête", folder="Commandes", event_kind="order.ready")


def wording(body="Bonjour", language="fr"):
    return Wording(
        texts={"sms": {language: Text(body=body)}, "email": {language: Text(subject="s", body=body)}},
        policies={"order.note": Policy(kind=PolicyKind.DROP)},
    )


@pytest.fixture
def keep(any_db):
    """Run work with a library in a write block: `keep(lambda library: ...)`."""
    return lambda work: any_db.write_now(lambda session: work(Library(session)))


@pytest.fixture
def template(keep):
    return keep(lambda library: library.create(CARD, wording(), author="Camille"))


def body(version):
    return version.wording.texts["sms"]["fr"].body


def test_a_new_template_is_a_draft(keep, template):
    row = keep(lambda library: library.row(template))
    assert (row.card, row.draft, row.published, row.used_by) == (CARD, 1, None, 0)
    assert row.languages == {Channel.SMS: frozenset({"fr"}), Channel.EMAIL: frozenset({"fr"})}
    with pytest.raises(NotFound):
        keep(lambda library: library.published(template))


def test_what_is_kept_comes_back(keep, template):
    version = keep(lambda library: library.draft(template))
    assert version.wording == wording()
    assert (version.number, version.state, version.author) == (1, VersionState.DRAFT, "Camille")


@pytest.mark.parametrize(
    "card", [TemplateCard(name=" "), TemplateCard(name="x" * 201), TemplateCard(name="a", folder="x" * 81)]
)
def test_a_template_needs_a_name_that_fits(keep, template, card):
    with pytest.raises(Refused):
        keep(lambda library: library.create(card, wording()))
    with pytest.raises(Refused):
        keep(lambda library: library.describe(template, card))


def test_publishing_and_drafting_again(keep, template):
    first = keep(lambda library: library.publish(template))
    published = keep(lambda library: library.published(template))
    assert (published.id, published.number, published.state) == (first, 1, VersionState.PUBLISHED)
    assert published.published_at is not None
    draft = keep(lambda library: library.draft(template, author="Léo"))
    assert (draft.number, draft.wording, draft.author) == (2, wording(), "Léo")
    assert keep(lambda library: library.draft(template)).id == draft.id
    keep(lambda library: library.save_draft(draft.id, wording("Salut")))
    assert body(keep(lambda library: library.published(template))) == "Bonjour"
    keep(lambda library: library.publish(template))
    assert body(keep(lambda library: library.published(template))) == "Salut"
    assert body(keep(lambda library: library.version(first))) == "Bonjour"


def test_a_published_version_never_changes(keep, template):
    version_id = keep(lambda library: library.publish(template))
    with pytest.raises(Refused) as refused:
        keep(lambda library: library.save_draft(version_id, wording("autre")))
    assert refused.value.problems[0].code == "published_never_changes"
    assert body(keep(lambda library: library.version(version_id))) == "Bonjour"


def test_two_editors_of_one_draft(keep, template):
    draft = keep(lambda library: library.draft(template))
    with clock.fixed(AT):
        seen = keep(lambda library: library.save_draft(draft.id, wording("a"), seen=draft.updated_at))
    assert seen == AT
    with pytest.raises(Conflict):
        keep(lambda library: library.save_draft(draft.id, wording("b"), seen=draft.updated_at))
    keep(lambda library: library.save_draft(draft.id, wording("c"), seen=seen))
    assert body(keep(lambda library: library.draft(template))) == "c"


@pytest.mark.parametrize("bad", [wording("{{ x"), wording("{{ x.y() }}"), wording(""), Wording(texts={})])
def test_a_draft_may_be_wrong_and_cannot_be_published(keep, template, bad):
    draft = keep(lambda library: library.draft(template))
    keep(lambda library: library.save_draft(draft.id, bad))
    with pytest.raises(Refused):
        keep(lambda library: library.publish(template))


def test_there_must_be_a_draft_to_publish(keep, template):
    keep(lambda library: library.publish(template))
    with pytest.raises(NotFound):
        keep(lambda library: library.publish(template))


def test_rolling_back_says_the_old_again_as_a_new_version(keep, template):
    first = keep(lambda library: library.publish(template))
    draft = keep(lambda library: library.draft(template))
    keep(lambda library: library.save_draft(draft.id, wording("Salut")))
    keep(lambda library: library.publish(template))
    waiting = keep(lambda library: library.draft(template))
    back = keep(lambda library: library.roll_back(first, author="Camille"))
    published = keep(lambda library: library.published(template))
    assert (published.id, published.number, body(published), published.author) == (
        back,
        4,
        "Bonjour",
        "Camille",
    )
    assert keep(lambda library: library.draft(template)).id == waiting.id
    keep(lambda library: library.publish(template))
    assert keep(lambda library: library.published(template)).number == 5  # the newest, whenever it was begun
    assert [one.number for one in keep(lambda library: library.versions(template))] == [5, 4, 2, 1]


def test_texts_of_many_versions_at_once(keep, template):
    version_id = keep(lambda library: library.publish(template))
    found = keep(lambda library: library.texts_of([version_id, "unknown"]))
    assert set(found) == {version_id}
    assert found[version_id].texts["sms"]["fr"]["body"] == "Bonjour"
    assert found[version_id].languages[Channel.EMAIL] == {"fr"}
    assert keep(lambda library: library.texts_of([])) == {}


def test_what_is_not_there(keep):
    for work in (
        lambda library: library.row("x"),
        lambda library: library.draft("x"),
        lambda library: library.publish("x"),
        lambda library: library.version("x"),
        lambda library: library.describe("x", CARD),
        lambda library: library.roll_back("x"),
        lambda library: library.save_draft("x", wording()),
    ):
        with pytest.raises(NotFound):
            keep(work)
    assert keep(lambda library: library.versions("x")) == ()


def test_putting_away_and_taking_back(keep, template):
    keep(lambda library: library.describe(template, CARD, archived=True))
    assert keep(lambda library: library.page(TemplateFilter())) == ()
    (row,) = keep(lambda library: library.page(TemplateFilter(archived=True)))
    assert row.archived_at is not None
    keep(lambda library: library.describe(template, TemplateCard(name=" Autre ")))
    (row,) = keep(lambda library: library.page(TemplateFilter()))
    assert row.card == TemplateCard(name="Autre")
