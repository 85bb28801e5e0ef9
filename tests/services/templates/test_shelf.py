# SPDX-License-Identifier: LicenseRef-Desk
"""Version rows: numbers grow, the newest is the highest."""

import pytest

from desk.errors import NotFound
from desk.models.vocabulary import VersionState
from desk.services.templates import Library, TemplateCard, Text, Wording
from desk.services.templates.shelf import Shelf

WORDING = Wording(texts={"sms": {"fr": Text(body="a")}})


@pytest.fixture
def on_shelf(any_db):
    """Run work with a shelf and a template that has one draft: `on_shelf(lambda shelf, template_id: ...)`."""

    def run(work):
        def whole(session):
            template_id = Library(session).create(TemplateCard(name="a"), WORDING)
            return work(Shelf(session), template_id)

        return any_db.write_now(whole)

    return run


def test_numbers_grow_and_publishing_takes_the_highest(on_shelf):
    def work(shelf, template_id):
        first = shelf.newest(template_id, VersionState.DRAFT)
        shelf.add(template_id, ({}, {}), "")
        shelf.publish(first, "Camille")
        return shelf.newest(template_id, VersionState.PUBLISHED), shelf.newest(
            template_id, VersionState.DRAFT
        )

    published, draft = on_shelf(work)
    assert (published.number, published.author, draft.number) == (3, "Camille", 2)


def test_there_may_be_none(on_shelf):
    assert on_shelf(lambda shelf, template_id: shelf.newest(template_id, VersionState.PUBLISHED)) is None


def test_only_a_template_that_exists_can_be_held(on_shelf):
    with pytest.raises(NotFound):
        on_shelf(lambda shelf, _template_id: shelf.hold("x"))
