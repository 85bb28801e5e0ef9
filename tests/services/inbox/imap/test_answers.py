# SPDX-License-Identifier: LicenseRef-Desk
"""What servers answer, in all the ways in which they may."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import Unavailable
from desk.models.mailbox import ANSWERED, FLAGGED, SEEN
from desk.services.inbox.imap import answers
from desk.services.inbox.imap.wire import Answer


def line(text, *more, literals=()):
    return Answer((text, *more), literals)


def test_a_body_with_its_flags_before_or_behind():
    date = b'INTERNALDATE "17-Jul-2026 02:44:25 -0700"'
    for answer in (
        line(
            b"* 12 FETCH (UID 7 FLAGS (\\Seen \\Answered $Junk) " + date + b" BODY[] {5}",
            b")",
            literals=(b"hello",),
        ),
        line(
            b"* 12 FETCH (BODY[] {5}",
            b" FLAGS (\\answered \\SEEN) " + date + b" UID 7)",
            literals=(b"hello",),
        ),
    ):
        found = answers.fetched(answer)
        assert (found.uid, found.flags, found.raw) == (7, SEEN | ANSWERED, b"hello")
        assert found.internal_date == datetime(2026, 7, 17, 9, 44, 25, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "raw"),
    [(b'"say \\"hi\\" \\\\"', b'say "hi" \\'), (b"NIL", None), (b'""', b"")],
)
def test_a_body_that_is_no_literal(text, raw):
    assert answers.fetched(line(b"* 1 FETCH (UID 3 BODY[] " + text + b")")).raw == raw


def test_what_is_no_message():
    for text in (b"* 3 EXISTS", b"* 1 FETCH (FLAGS (\\Seen))", b"* SEARCH 1 2", b"* OK [X] FETCH (UID 3)"):
        assert answers.fetched(line(text)) is None


def test_one_that_was_too_big():
    found = answers.fetched(line(b"* 1 FETCH (UID 3 BODY[] {999999999}", b")", literals=(None,)))
    assert found.is_cut
    assert found.raw is None


@pytest.mark.parametrize(
    "text", [b"", b"x", b"1-2-3", b"99-Foo-2026 00:00:00 +0000", b"1-Jan-2026 25:00:00 +0000"]
)
def test_dates_that_are_none(text):
    assert answers.internal_date(text) is None


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001
def test_an_instant_goes_there_and_back(at):
    at = at.replace(microsecond=0, tzinfo=UTC)
    assert answers.internal_date(answers.as_internal_date(at).strip(b'"')) == at


def test_lists():
    plain = answers.listed(line(b'* LIST (\\HasNoChildren \\Sent) "/" "Envoy&AOk-s"'))
    assert (plain.path, plain.delimiter, plain.marks) == (
        "Envoyés",
        "/",
        frozenset({"hasnochildren", "sent"}),
    )
    assert answers.listed(line(b"* LIST (\\Noselect) NIL 2026")).path == "2026"
    assert not answers.listed(line(b"* LIST (\\Noselect) NIL 2026")).is_selectable
    literal = answers.listed(line(b'* LIST () "." {3}', b"", literals=(b'a"b',)))
    assert literal.path == 'a"b'
    assert answers.listed(line(b"* LSUB () NIL x")) is None
    with pytest.raises(Unavailable, match="garbled"):
        answers.listed(line(b'* LIST (\\A "/" x'))


def test_standings():
    path, told = answers.standing(
        line(b'* STATUS "a b" (MESSAGES 3 UIDNEXT 9 UIDVALIDITY 5 HIGHESTMODSEQ 12)')
    )
    assert (path, told.messages, told.uid_next, told.uid_validity, told.modseq) == ("a b", 3, 9, 5, 12)
    assert answers.standing(line(b"* STATUS x ()"))[1].messages == 0


def test_searches_and_what_vanished():
    found = answers.searched(
        [line(b"* SEARCH 3 1 2 (MODSEQ 9)"), line(b'* ESEARCH (TAG "d1") UID ALL 5:7,9')]
    )
    assert found == ((3, 3), (1, 1), (2, 2), (5, 7), (9, 9))
    assert answers.searched([line(b"* SEARCH"), line(b'* ESEARCH (TAG "d1") UID')]) == ()
    assert answers.vanished(line(b"* VANISHED (EARLIER) 4:6,8")) == ((4, 6), (8, 8))
    assert answers.vanished(line(b"* 3 EXPUNGE")) == ()


def test_a_claim_as_wide_as_can_be_costs_nothing():
    assert answers.expanded(((1, answers.MOST_UID),), 10, 12) == {10, 11, 12}


@given(st.sets(st.integers(1, 500)))
def test_a_set_goes_there_and_back(uids):
    pairs = answers.ranges(answers.sequence(uids))
    assert answers.expanded(pairs, 1, 500) == uids
    assert sum(b - a + 1 for a, b in pairs) == len(uids)


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc"))))
def test_folder_names_are_one_quoted_word(path):
    word = answers.quoted(path)
    assert word.startswith(b'"')
    assert word.endswith(b'"')
    assert b"\r" not in word
    assert b"\n" not in word
    assert word.isascii()


def test_flags():
    assert answers.flag_names(SEEN | FLAGGED) == b"(\\Seen \\Flagged)"
    assert answers.flag_bits(b"\\Recent \\seen") == SEEN


def test_namespaces():
    told = answers.foreign_prefixes(
        line(b'* NAMESPACE (("" "/")) (("user/" "/")) (("shared/" "/")("#pub/" "/"))')
    )
    assert told == ("user/", "shared/", "#pub/")
    assert answers.foreign_prefixes(line(b'* NAMESPACE (("" "/")) NIL NIL')) == ()
