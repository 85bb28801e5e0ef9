# SPDX-License-Identifier: LicenseRef-Desk
"""The demo's table for people."""

import pytest

from desk.cli.demo.words import in_words


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("sms", "SMS"),
        ("undeliverable", "not sent"),
        ("no_consent", "not subscribed"),
        ("awaiting_approval", "awaiting approval"),
        ("550 5.1.1 5.1.1 no such mailbox", "550 5.1.1 no such mailbox"),
        ("", ""),
    ],
)
def test_the_table_speaks_in_words(code, words):
    assert in_words(code) == words
