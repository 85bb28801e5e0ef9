# SPDX-License-Identifier: LicenseRef-Desk
"""Lines of our own, and how conversations follow."""

from datetime import timedelta

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
