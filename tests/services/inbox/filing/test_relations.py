# SPDX-License-Identifier: LicenseRef-Desk
"""Whose mail it is, and which record it is about."""

import pytest

from desk.models import new_id
from desk.models.vocabulary import (
    Author,
)
from desk.services.channels import TokenKind, marked
from desk.services.inbox import Inbox
from tests.services.inbox.builders import OURS, letter
from tests.services.inbox.known_people import conversation, customer, delivery, order

SOPHIE = "Sophie Bernard <sophie@example.org>"


def test_the_sender_is_matched_however_it_is_written(post):
    whose = customer(post.db, "Sophie", "sophie@example.org", language="fr")
    row = conversation(post, post.arrives("S. <SOPHIE@Example.ORG>"))
    assert (row.customer_id, row.correspondent_name, row.language) == (whose, "Sophie Bernard", "fr")


def test_nobody_guesses_between_two_customers(post):
    customer(post.db, "Sophie", "sophie@example.org")
    customer(post.db, "Paul", "sophie@example.org")
    assert conversation(post, post.arrives(SOPHIE)).customer_id is None
    assert conversation(post, post.arrives("New <new@example.org>", subject="x")).customer_id is None


def test_an_answer_to_a_mail_of_ours_is_about_its_record_and_shows_it(both):
    post = both
    whose = customer(post.db, "Sophie", "sophie@example.org")
    order(post.db, whose, "1001")
    about = order(post.db, whose, "1002")
    sent = delivery(post.db, whose, about, "out1@desk.test")
    ours = letter(OURS, "sophie@example.org", header_id="out1@desk.test")
    one = post.arrives(SOPHIE, answers=ours)
    row = conversation(post, one)
    assert (row.record_id, row.record_choices) == (about, [])
    lines = post.db.read_now(lambda s: Inbox(s).thread(row.id))
    assert [(line.id, line.author) for line in lines] == [
        (sent, Author.RULE),
        (post.message_of(one), Author.CUSTOMER),
    ]


@pytest.mark.parametrize("text", ["Où en est la commande 1002 ?", "n°1002 svp", "(ORD-1002)"])
def test_a_number_in_the_words_names_the_record(post, text):
    whose = customer(post.db, "Sophie", "sophie@example.org")
    order(post.db, whose, "1001")
    about = order(post.db, whose, "ORD-1002" if "ORD" in text else "1002")
    assert conversation(post, post.arrives(SOPHIE, text=text)).record_id == about


def test_the_only_open_record_is_meant_and_among_two_a_person_chooses(both):
    post = both
    whose = customer(post.db, "Sophie", "sophie@example.org")
    order(post.db, whose, "1001", closed=True)
    first = order(post.db, whose, "1002")
    one = post.arrives(SOPHIE)
    assert conversation(post, one).record_id == first
    second = order(post.db, whose, "1003")
    two = post.arrives(SOPHIE, subject="Autre")
    assert (conversation(post, two).record_id, conversation(post, two).record_choices) == (
        None,
        [first, second],
    )
    post.arrives(SOPHIE, answers=two, text="Je parle de la 1003")
    assert (conversation(post, two).record_id, conversation(post, two).record_choices) == (second, [])


def test_a_number_of_somebody_else_says_nothing(post):
    whose = customer(post.db, "Paul", "paul@example.org")
    order(post.db, whose, "1002")
    assert conversation(post, post.arrives(SOPHIE, text="commande 1002")).record_id is None


def test_a_marked_address_names_a_record_of_who_writes_and_no_other(both):
    post = both
    sophie, marc = (customer(post.db, name, f"{name.lower()}@example.org") for name in ("Sophie", "Marc"))
    hers, his = order(post.db, sophie, "1001", closed=True), order(post.db, marc, "1002", closed=True)
    for named, record_id in ((hers, hers), (his, None), (new_id(), None)):
        to = marked(OURS, TokenKind.RECORD, named)
        assert conversation(post, post.arrives(SOPHIE, to=to)).record_id == record_id
        assert conversation(post, post.arrives("x@stranger.example", to=to)).record_id is None
