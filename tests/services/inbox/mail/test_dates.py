# SPDX-License-Identifier: LicenseRef-Desk
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.inbox.mail.dates import instant
from tests.examples import MANY

FIRST = datetime(1971, 1, 1, tzinfo=UTC).replace(tzinfo=None)
LAST = datetime(2199, 1, 1, tzinfo=UTC).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Mon, 23 Nov 2026 10:00:00 +0100", datetime(2026, 11, 23, 9, tzinfo=UTC)),
        ("23 Nov 2026 10:00 -0530", datetime(2026, 11, 23, 15, 30, tzinfo=UTC)),
        ("Monday, 23-Nov-26 10:00:00 GMT", datetime(2026, 11, 23, 10, tzinfo=UTC)),
        ("Mon, 23 Nov 2026 10:00:00 EST", datetime(2026, 11, 23, 15, tzinfo=UTC)),
        ("Mon, 23 Nov 2026 10:00:60 +0000 (CET)", datetime(2026, 11, 23, 10, 0, 59, tzinfo=UTC)),
        ("Mon, 30 Feb 2026 10:00:00 +0000", None),
        ("yesterday", None),
        ("", None),
        ("Mon, 23 Nov 0026 10:00:00 +9999", None),
        ("Mon, 23 Nov 99999 10:00:00 +0000", None),
    ],
)
def test_dates(written, meant):
    assert instant(written) == meant


@given(st.datetimes(min_value=FIRST, max_value=LAST, timezones=st.just(UTC)))
def test_what_is_written_comes_back(at):
    assert instant(format_datetime(at)) == at.replace(microsecond=0)


@given(st.text())
@MANY
def test_nothing_raises(text):
    instant(text)
    instant(f"Mon, 23 Nov 2026 {text}")
