# SPDX-License-Identifier: LicenseRef-Desk
"""What was typed about a server."""

import pytest

from desk.services.providers import bare_fingerprint, is_loopback


@pytest.mark.parametrize("host", ["localhost", "LocalHost", "127.0.0.1", "127.9.9.9", "::1"])
def test_this_computer(host):
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["", "mail.example", "192.168.1.2", "localhost.example", "1270.0.0.1", "[::1]"]
)
def test_any_other(host):
    assert not is_loopback(host)


@pytest.mark.parametrize("written", ["AB:cd:01", "ab cd 01", "abcd01"])
def test_a_fingerprint_is_the_same_however_it_is_written(written):
    assert bare_fingerprint(written) == "abcd01"
