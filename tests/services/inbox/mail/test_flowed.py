# SPDX-License-Identifier: LicenseRef-Desk
"""Paragraphs broken for travelling."""

from desk.services.inbox.mail.flowed import MOST, unflowed


def test_a_paragraph_is_one_line_and_a_quote_its_own():
    assert unflowed("Bonjour \nà tous\n> une \n> fois\n-- \nZoë") == "Bonjour à tous\n> une fois\n-- \nZoë"
    assert unflowed("ein \nWort", joins_words=True) == "einWort"


def test_what_follows_too_much_stays_as_it_came():
    text = "a\n" * (MOST // 2) + "b \nc \nd"
    assert unflowed(text) == text
    assert unflowed("b \n" * (MOST // 3 - 1) + "c").count("b") == MOST // 3 - 1
