# SPDX-License-Identifier: LicenseRef-Desk
"""What the page reads and keeps, in the database."""

import pytest

from desk.errors import Conflict
from desk.models.vocabulary import VersionState
from desk.services.templates import TemplateFilter, Text, Wording
from desk.ui.panes.templates import readings
from desk.ui.panes.templates.readings import Typed

NEW = Wording(texts={"sms": {"fr": Text(body="Nouveau")}})


def opened(shop, template_id):
    return shop.db.read_now(lambda session: readings.read_opened(session, template_id))


def keep(shop, over, wording=NEW):
    typed = Typed(over=over.version, seen=over.version.updated_at, wording=wording, author="Camille")
    return shop.db.write_now(lambda session: readings.keep(session, typed))


def test_a_template_opens_with_its_draft_or_what_is_published(shop):
    assert not opened(shop, shop.ready).is_draft
    assert opened(shop, shop.own).is_draft
    assert opened(shop, "gone") is None


def test_what_is_typed_over_a_published_version_becomes_a_draft(shop):
    kept = keep(shop, opened(shop, shop.ready))
    assert kept.is_draft
    assert kept.version.author == "Camille"
    assert opened(shop, shop.ready) == kept
    assert [one.state for one in shop.versions(shop.ready)] == [VersionState.DRAFT, VersionState.PUBLISHED]


def test_what_somebody_kept_meanwhile_is_not_overwritten(shop):
    before = opened(shop, shop.ready)
    keep(shop, before, Wording(texts={"sms": {"fr": Text(body="Julien")}}))
    with pytest.raises(Conflict):
        keep(shop, before)
    draft = opened(shop, shop.own)
    keep(shop, draft)
    with pytest.raises(Conflict):
        keep(shop, draft)


def test_publishing_and_going_back(shop):
    first = opened(shop, shop.ready).version
    keep(shop, opened(shop, shop.ready))
    made = shop.db.write_now(lambda session: readings.publish(session, shop.ready, "Camille"))
    assert (made.row.published, made.row.draft) == (2, None)
    back = shop.db.write_now(lambda session: readings.roll_back(session, first.id, "Camille"))
    assert back.number == 3
    assert back.texts == first.texts


def test_a_copy_says_what_the_template_says_now(shop):
    keep(shop, opened(shop, shop.ready))
    made = shop.db.write_now(lambda session: readings.duplicate(session, shop.ready, "Copie", "Camille"))
    copy = opened(shop, made)
    assert copy.row.card.name == "Copie"
    assert copy.row.card.event_kind == "order.ready"
    assert copy.version.wording == NEW


def test_the_archive_is_apart(shop):
    shop.db.write_now(lambda session: readings.put_away(session, shop.own, archived=True))
    listed = shop.db.read_now(lambda session: readings.read_templates(session, TemplateFilter()))
    assert shop.own not in {row.id for row in listed}
    shop.db.write_now(lambda session: readings.put_away(session, shop.own, archived=False))
    assert shop.row(shop.own).archived_at is None


def test_a_new_template_begins_with_ready_texts_or_empty():
    ready = readings.first_wording("order.ready", {"email": True}, ("fr",))
    assert {"email", "sms"} <= ready.texts.keys()
    empty = readings.first_wording("", {"email": True, "sms": False}, ("fr", "en"))
    assert empty.texts == {"email": {"fr": Text()}}
    assert readings.ready_wording("gone.kind") is None


def test_the_shop_says_who_works_here(shop):
    found = shop.db.read_now(readings.read_shop)
    assert found.author == "Camille Martin"
    assert found.settings.default_language == "fr"
