# SPDX-License-Identifier: LicenseRef-Desk
"""Which numbers are out on the internet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.inbox.pictures.places import is_public


@pytest.mark.parametrize(
    "number", ["93.184.216.34", "2606:4700::6810:84e5", "64:ff9b::5db8:d822", "::ffff:8.8.8.8"]
)
def test_the_internet_is_outside(number):
    assert is_public(number)


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "10.0.0.7", "100.64.0.1", "169.254.169.254", "0.0.0.0", "224.0.0.1", "255.255.255.255",
        "::1", "::", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "fe80::1", "fec0::1", "fd00::1", "ff02::1",
        "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::7f00:1", "2002:7f00:1::", "2002:a00:1::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2", "", "localhost", "127.1",
    ],
)  # fmt: skip
def test_our_own_network_is_not(number):
    assert not is_public(number)


@given(st.ip_addresses(v=4, network="127.0.0.0/8"))
def test_no_writing_of_this_computer_passes(place):
    low = int(place)
    writings = (str(place), f"::ffff:{place}", f"::{place}", f"64:ff9b::{low >> 16:x}:{low & 0xFFFF:x}")
    assert not any(is_public(one) for one in (*writings, f"2002:{low >> 16:x}:{low & 0xFFFF:x}::1"))
