# SPDX-License-Identifier: LicenseRef-Desk
"""What could not be done, in words; never "unknown error"."""

import pytest

from desk.errors import (
    Conflict,
    Misconfigured,
    NotFound,
    Problem,
    Refused,
    Rejected,
    Unavailable,
)
from desk.ui.wording import failure_text
from tests.ui.frame import spoken

ANY = [
    Refused(Problem(code="missing_field", place="name")),
    NotFound("gone", id="7"),
    Conflict("changed"),
    Misconfigured("no_sender_here"),
    Unavailable("later"),
    Rejected("never"),
    Unavailable("disk_full"),
    Misconfigured("database_damaged"),
    Misconfigured("database_upgraded"),
    Conflict("customer_changed", id="7"),
    ValueError("ours"),
]


@pytest.mark.parametrize("error", ANY, ids=repr)
def test_every_failure_says_what_and_what_now(qapp, error):
    english = failure_text(error)
    assert english.title.endswith(".")
    assert "unknown" not in (english.title + english.sentence).lower()
    assert english.detail
    with spoken("fr"):
        french = failure_text(error)
    assert french.title != english.title


def test_a_refusal_names_every_problem():
    error = Refused(Problem(code="missing_field", place="last_name"), Problem(code="empty_subject"))
    assert failure_text(error).sentence == "Last name is missing. The subject is empty."


def test_a_mistake_of_ours_keeps_the_technical_words_apart():
    failure = failure_text(KeyError("secret"))
    assert "secret" not in failure.title + failure.sentence
    assert "KeyError" in failure.detail


def test_the_detail_carries_what_the_error_told():
    assert (
        failure_text(NotFound("unknown_status", kind="order")).detail
        == "Unknown status (NotFound) – kind: order"
    )
