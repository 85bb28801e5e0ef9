# SPDX-License-Identifier: LicenseRef-Desk
"""What a mail server answered is said in words, where it says anything."""

import pytest

from desk.ui.wording.refusals import refusal_text


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("550 5.1.1 5.1.1 <paul@x.example>: Recipient address rejected", "address refused"),
        ("550 5.1.2 No such domain", "domain unknown"),
        ("556 5.1.10 Recipient address has null MX", "domain unknown"),
        ("550 5.2.1 The account is disabled", "mailbox closed"),
        ("452 4.2.2 The recipient is over quota", "mailbox full"),
        ("552 5.3.4 Message size exceeds fixed limit", "message too large"),
        ("451 4.4.1 Connection timed out", "mail server out of reach"),
        ("554 5.7.1 Spam message rejected", "refused by the recipient’s mail server"),
        ("550 no such user", "address refused"),
        ("552 too much", "mailbox full"),
    ],
)
def test_an_answer_says_why(answer, said):
    assert refusal_text(answer) == said


@pytest.mark.parametrize(
    "answer", ["", "connection", "554 no", "550 5.6.1 odd", "30007 filtered", "the 550 5.1.1 within"]
)
def test_of_what_is_not_known_nothing_is_said(answer):
    assert refusal_text(answer) == ""
