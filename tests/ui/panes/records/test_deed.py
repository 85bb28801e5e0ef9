# SPDX-License-Identifier: LicenseRef-Desk
"""What was done, as values."""

from desk.services.events import RecordChange
from desk.ui.panes.records.deed import Deed, DeedKind, Done, rebased
from tests.ui.panes.records.stage import NOW


def change(version=2, before=None):
    return RecordChange(record_id="o", event_ids=("e",), before=before, version=version)


def done(kind=DeedKind.STATUS, value="ready", references=("1042",), clashes=()):
    deed = Deed(kind=kind, record_kind="order", value=value)
    changes = tuple(change() for _one in references)
    return Done(deed=deed, at=NOW, references=references, changes=changes, clashes=clashes)


class Before:
    """A record as it stood; only its version counts here."""

    def __init__(self, version):
        self.version = version


def test_a_deed_before_an_undone_one_can_still_be_taken_back():
    first = Done(deed=done().deed, at=NOW, changes=(change(2, Before(1)),))
    assert rebased(first, change(3, Before(2)), 4).changes[0].version == 4
    assert rebased(first, change(9, Before(8)), 10) == first
    assert rebased(first, change(3), 4) == first


def test_a_deed_knows_its_records_and_events_and_no_two_are_one():
    deed = done(references=("1", "2"))
    assert deed.event_ids == ("e", "e")
    assert deed.record_ids == ("o", "o")
    assert done().number != done().number
