# SPDX-License-Identifier: LicenseRef-Desk
from desk.models.vocabulary import Author, Direction
from desk.services.inbox import Handling
from desk.services.inbox.handling.deeds import of_kind
from tests.services.inbox.office import NOW


def test_nobody_looks_after_nothing():
    assert of_kind((), "c", "assigned") == []


def test_a_deed_counts_the_version_on_and_only_what_it_changes(office):
    before = office.row().version
    same = office.do(lambda h: h.tag([office.conversation], add=[], by=None, at=NOW))
    assert (same.is_empty, office.row().version) == (True, before)
    office.do(lambda h: h.tag([office.conversation], add=["a"], by=None, at=NOW))
    assert office.row().version > before


def test_what_happened_is_a_line_of_nobodys_words(office):
    office.do(lambda h: h.archive([office.conversation], by=office.camille, at=NOW))
    (line,) = [one for one in office.messages() if one.direction is Direction.SYSTEM]
    assert (line.author, line.operator_id, line.channel, line.header_id) == (
        Author.SYSTEM, office.camille, None, None,
    )  # fmt: skip
    assert office.row().last_author is Author.CUSTOMER


def test_many_at_once(office):
    ids = [office.begin() for _ in range(5)]
    undo = office.db.write_now(lambda s: Handling(s).archive(ids * 2, by=None, at=NOW))
    assert undo.count == 5
