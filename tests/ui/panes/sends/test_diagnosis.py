# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.models.vocabulary import AttemptOutcome, Channel, DeliveryState
from desk.services.delivery import SentContent
from desk.ui.panes.sends.diagnosis import diagnostic, masked
from tests.ui.panes.sends.rows import attempt, detail, line


def test_it_says_what_a_technician_needs():
    refused = attempt(AttemptOutcome.PERMANENT, "550", "5.1.1 <sophie.bernard@mail.example> unknown")
    said = diagnostic(detail(line(DeliveryState.FAILED, error="550 5.1.1"), attempts=(refused,)))
    for part in (
        "delivery: d1",
        "rule: r1 v3",
        "state: failed (failed)",
        "message: m1@desk.example",
        "550 5.1.1",
    ):
        assert part in said
    assert "s•••@mail.example" in said


def test_it_says_no_name_no_address_and_no_content():
    trace = [["audience", True, {"name": "Sophie Bernard", "role": "customer"}]]
    content = SentContent(subject="Your code is 4711", text="4711", html="")
    for channel, address in ((Channel.EMAIL, "sophie.bernard@mail.example"), (Channel.SMS, "+33612345678")):
        row = line(channel=channel, address=address, error=f"refused {address}")
        said = diagnostic(detail(row, trace=trace, content=content))
        for secret in ("Sophie", "sophie", "Bernard", "345678", "4711"):
            assert secret not in said


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("to sophie.bernard@mail.example now", "to s•••@mail.example now"),
        ("<a@b.fr>", "<a•••@b.fr>"),
        ("+33 6 12 34 56 78", "+33•••78"),
        ("0612345678", "061•••78"),
        ("2026-03-10T13:30:00+00:00", "2026-03-10T13:30:00+00:00"),
        ("550 5.1.1 no", "550 5.1.1 no"),
        ("", ""),
    ],
)
def test_addresses_are_masked_and_nothing_else(text, shown):
    assert masked(text) == shown


@given(
    st.from_regex(r"[a-z]{2,12}(\.[a-z]{2,12})?@[a-z]{2,12}\.(fr|example)", fullmatch=True),
    st.text(max_size=20),
)
def test_no_address_survives(address, around):
    assert address not in masked(f"{around} {address} {around}")
