# SPDX-License-Identifier: LicenseRef-Desk
"""The tags in use, in both databases."""

from desk.services.shop import CustomerDraft, Customers, TagRow, Tags


def make(session, name, *tags):
    return Customers(session).create(CustomerDraft(last_name=name, tags=tags))


def test_the_most_usual_tag_comes_first(any_db):
    def work(session):
        make(session, "A", "pro", "vélo")
        make(session, "B", "pro")
        make(session, "C", "vélo", "pro")
        make(session, "D")

    any_db.write_now(work)
    found = any_db.read_now(lambda session: Tags(session).used())
    assert found == (TagRow(tag="pro", count=3), TagRow(tag="vélo", count=2))
    assert any_db.read_now(lambda session: Tags(session).used(limit=1)) == found[:1]


def test_archived_customers_do_not_count(any_db):
    def work(session):
        gone = make(session, "A", "old")
        Customers(session).archive(gone, seen_version=1)

    any_db.write_now(work)
    assert any_db.read_now(lambda session: Tags(session).used()) == ()
