# SPDX-License-Identifier: LicenseRef-Desk
"""Whose pictures are shown."""

import pytest
from sqlalchemy import select

from desk import clock
from desk.models import Message
from desk.services.inbox import Inbox, Pictures
from tests.services.inbox.builders import Post


def test_a_sender_is_allowed_for_good_and_nobody_else(any_db):
    def allow(session):
        pictures = Pictures(session)
        kept = pictures.allow_sender("Sophie@Mail.example", None, clock.now())
        pictures.allow_sender(kept, None, clock.now())
        assert pictures.is_allowed("sophie@mail.example")
        assert not pictures.is_allowed("paul@mail.example")
        assert pictures.allow_sender("", None, clock.now()) == ""

    any_db.write_now(allow)


@pytest.fixture
def post(any_db):
    return Post(any_db)


def looks(post, of):
    """Return what a message says → whether its pictures are shown, and whether all of its sender's are."""
    lines = post.db.read_now(lambda s: Inbox(s).thread(post.conversation_of(of)))
    return {line.text.strip(): (line.images_allowed, line.is_sender_allowed) for line in lines}


def test_a_sender_that_was_allowed_is_asked_about_again(post):
    anna, paul, html = "Anna <Anna@example.org>", "paul@example.org", "<p>x</p>"
    one = post.arrives(anna, text="one", html=html, cc=(paul,))
    post.arrives(anna.lower(), text="two", html=html, answers=one)
    post.arrives(paul, text="paul", html=html, answers=one)
    elsewhere = post.arrives(anna, text="elsewhere", html=html, subject="Autre")

    def allow(session):
        Pictures(session).allow_sender("anna@example.org", None, clock.now())
        for message_id in session.scalars(select(Message.id).where(~Message.text.startswith("two"))):
            Pictures(session).allow_message(message_id)

    post.db.write_now(allow)
    assert looks(post, one) == {"one": (True, True), "two": (True, True), "paul": (True, False)}
    post.db.write_now(lambda s: Pictures(s).block_sender("ANNA@example.org", post.conversation_of(one)))
    assert looks(post, one) == {"one": (False, False), "two": (False, False), "paul": (True, False)}
    assert looks(post, elsewhere) == {"elsewhere": (True, False)}
    post.db.write_now(lambda s: Pictures(s).block_sender("nobody@example.org", "none"))
