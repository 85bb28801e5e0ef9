# SPDX-License-Identifier: LicenseRef-Desk
"""Lines of our own, and how conversations follow."""

from datetime import timedelta

from sqlalchemy import update

from desk.models import Message
from desk.models.vocabulary import (
    Author,
    Channel,
    Direction,
)
from desk.services.inbox import Line, Lines, MailSearch
from tests.services.inbox.builders import NOW, OURS, letter
from tests.services.inbox.known_people import conversation

SOPHIE = "Sophie Bernard <sophie@example.org>"


def test_lines_of_ours_are_found_and_answered(both):
    post = both
    one = post.arrives(SOPHIE, subject="Vélo")
    id_ = post.conversation_of(one)
    line = Line(
        conversation_id=id_,
        direction=Direction.OUTGOING,
        author=Author.OPERATOR,
        channel=Channel.EMAIL,
        at=NOW + timedelta(hours=5),
        text="Rustine posée",
        header_id="reply1@desk.test",
        references=(one.header_id,),
        parties=frozenset({"sophie@example.org"}),
    )
    note = Line(
        conversation_id=id_,
        direction=Direction.NOTE,
        author=Author.OPERATOR,
        at=NOW + timedelta(hours=6),
        text="ne pas facturer",
    )
    ids = post.db.write_now(lambda s: Lines(s).add([line, note], NOW))
    row = conversation(post, one)
    assert (row.waiting_since, row.preview, row.message_count) == (None, "Rustine posée", 3)
    assert [hit.message_id for hit in post.db.read_now(lambda s: MailSearch(s).find("factu"))] == [ids[1]]
    answer = letter(SOPHIE, answers=letter(OURS, header_id="reply1@desk.test"), at=NOW + timedelta(hours=7))
    post.file([answer])
    assert post.conversation_of(answer) == id_


def test_marks_alone_come_to_what_a_recount_comes_to(both):
    post = both
    one, two = post.arrives(SOPHIE, subject="Vélo"), post.arrives("Max <max@x.example>", subject="Devis")
    ids = [post.conversation_of(one), post.conversation_of(two)]
    more = post.arrives(SOPHIE, subject="Vélo", answers=one)

    def mark(session):
        for letter_, is_read, is_flagged in ((one, True, False), (more, False, True), (two, True, False)):
            wanted = update(Message).where(Message.header_id == letter_.header_id)
            session.execute(wanted.values(is_read=is_read, is_flagged=is_flagged))

    def marks():
        rows = (conversation(post, one), conversation(post, two))
        return [(row.unread, row.is_flagged, row.waiting_since, row.state, row.message_count) for row in rows]

    post.db.write_now(mark)
    versions = [conversation(post, one).version, conversation(post, two).version]
    post.db.write_now(lambda s: Lines(s).remark(ids, NOW))
    told = marks()
    assert [row[:2] for row in told] == [(1, True), (0, False)]
    assert [conversation(post, one).version, conversation(post, two).version] == [n + 1 for n in versions]
    post.db.write_now(lambda s: Lines(s).recount(ids, NOW))
    assert marks() == told
