# SPDX-License-Identifier: LicenseRef-Desk
"""What is kept of a mail, found again and forgotten."""

import threading
from concurrent.futures import ThreadPoolExecutor

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
from desk.services.inbox import Filing, Lines, MailSearch
from desk.services.store import Change, open_database
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


def test_two_who_file_at_the_same_moment_both_find_numbers(both):
    """A window and a service: the numbers under which messages are searched are looked for, not handed out."""
    post = both
    arrivals = [
        [post.arrival(letter(f"q{k}x{n}@example.org", text=f"Mot{k}x{n}", at=NOW)) for n in range(60)]
        for k in range(6)
    ]
    others = [open_database(post.db.url) for _ in range(2)]
    start = threading.Barrier(2, timeout=20)

    def file(db, batches):
        for batch in batches:
            start.wait()
            db.write_now(lambda s, batch=batch: Filing(s).file(batch, NOW), Change.CONVERSATIONS)

    try:
        with ThreadPoolExecutor(2) as pool:
            work = [pool.submit(file, db, arrivals[k::2]) for k, db in enumerate(others)]
            for one in work:
                one.result()
    finally:
        for db in others:
            db.close()
    assert len({row.search_key for row in rows(post.db, Message.search_key)}) == 360
