# SPDX-License-Identifier: LicenseRef-Desk

from datetime import timedelta

from desk.models.vocabulary import ConversationState
from desk.services.inbox import Handling
from desk.services.inbox.handling.sorting import UNTIL_ANSWERED
from tests.services.inbox.handling.deeds import DEEDS, refused
from tests.services.inbox.office import NOW

IN_PROGRESS, SNOOZED, ARCHIVED = ConversationState


def test_archived_here_is_archived_on_the_server(office):
    placed = office.say("Allô ?", placed=True)
    undo = office.do(DEEDS["archive"](office))
    assert (office.row().state, office.codes()) == (ARCHIVED, ["archived"])
    assert office.jobs() == [("move", placed, {"role": "archive"})]
    office.undo(undo)
    assert office.row().state is IN_PROGRESS
    assert office.jobs()[-1] == ("move", placed, {"role": "inbox"})


def test_snoozed_it_comes_back_in_time(office):
    until = NOW + timedelta(hours=2)
    office.do(lambda h: h.snooze([office.conversation], until=until, by=office.camille, at=NOW))
    assert (office.row().state, office.row().snoozed_until) == (SNOOZED, until)
    assert office.db.read_now(lambda s: Handling(s).next_waking()) == until
    assert office.do(lambda h: h.wake_due(until - timedelta(seconds=1))) == ()
    assert office.do(lambda h: h.wake_due(until)) == (office.conversation,)
    assert (office.row().state, office.row().snoozed_until) == (IN_PROGRESS, None)
    assert office.codes() == ["snoozed", "woken"]
    assert office.do(lambda h: h.wake_due(until)) == ()


def test_until_the_customer_answers(office):
    office.do(DEEDS["snooze"](office))
    assert office.row().snoozed_until == UNTIL_ANSWERED
    office.say("Me revoilà", at=NOW + timedelta(minutes=1))
    assert office.row().state is IN_PROGRESS


def test_no_moment_that_is_past(office):
    work = lambda h: h.snooze([office.conversation], until=NOW, by=None, at=NOW)  # noqa: E731
    assert refused(office, work) == ["in_the_past"]


def test_back_from_the_archive(office):
    office.do(DEEDS["archive"](office))
    office.do(lambda h: h.unarchive([office.conversation], by=None, at=NOW))
    assert office.row().state is IN_PROGRESS


def test_tags(office):
    office.do(lambda h: h.tag([office.conversation], add=["vip", " devis "], by=None, at=NOW))
    office.do(lambda h: h.tag([office.conversation], add=["vip"], remove=["devis"], by=None, at=NOW))
    assert (office.row().tags, office.codes()) == (["vip"], ["tagged", "untagged"])
    for bad in ("", "x" * 41, "a\nb"):
        assert refused(office, lambda h, b=bad: h.tag([office.conversation], add=[b], by=None, at=NOW)) == [
            "bad_tag"
        ]
    many = [f"t{n}" for n in range(21)]
    assert refused(office, lambda h: h.tag([office.conversation], add=many, by=None, at=NOW)) == [
        "too_many_tags"
    ]
