# SPDX-License-Identifier: LicenseRef-Desk
"""What is kept of a mail, found again and forgotten."""

from desk.models import (
    Attachment,
    Blob,
    Message,
    Placement,
)
from desk.models.vocabulary import (
    Author,
    Channel,
    Direction,
)
from desk.services.inbox import Lines, MailSearch
from tests.services.inbox.builders import NOW, OURS, letter
from tests.services.inbox.known_people import conversation, rows

SOPHIE = "Sophie Bernard <sophie@example.org>"


def test_a_mail_is_kept_with_everything_that_came_with_it(both):
    post = both
    one = post.arrives(SOPHIE, subject="Photo", text="Voici", files=[("frein.jpg", "image/jpeg", b"abc")])
    message = rows(post.db, *Message.__table__.c)[0]
    assert (message.direction, message.author, message.channel) == (
        Direction.INCOMING,
        Author.CUSTOMER,
        Channel.EMAIL,
    )
    assert (message.sender, message.sender_name, message.subject) == (
        "sophie@example.org",
        "Sophie Bernard",
        "Photo",
    )
    assert message.recipients["to"] == [["", OURS]]
    assert message.at == one.at
    assert [(row.name, row.size) for row in rows(post.db, *Attachment.__table__.c)] == [("frein.jpg", 3)]
    assert bytes(rows(post.db, Blob.body)[0][0]) == one.raw
    assert [(row.uid, row.message_id) for row in rows(post.db, *Placement.__table__.c)] == [(1, message.id)]


def test_what_is_removed_is_found_no_more(both):
    post = both
    one = post.arrives(SOPHIE, text="Rustine")
    two = post.arrives(SOPHIE, answers=one, text="Pompe")
    post.db.write_now(lambda s: Lines(s).remove([post.message_of(two)], NOW))
    assert post.db.read_now(lambda s: MailSearch(s).find("pompe")) == ()
    assert len(post.db.read_now(lambda s: MailSearch(s).find("rustine"))) == 1
    assert (conversation(post, one).message_count, conversation(post, one).preview) == (1, "Rustine")


def test_a_thousand_mails_of_one_second_are_all_found(both):
    post = both
    letters = [letter(f"p{n}@example.org", text=f"Foule mot{n}", at=NOW) for n in range(300)]
    post.file(letters[:200])
    post.file(letters[200:])
    hits = post.db.read_now(lambda s: MailSearch(s).find("foule", limit=400))
    assert len({hit.message_id for hit in hits}) == 300
    assert len(post.db.read_now(lambda s: MailSearch(s).find("mot299"))) == 1
