# SPDX-License-Identifier: LicenseRef-Desk
"""Addresses in their parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.inbox.accounts.addressing import ascii_host, base_domain, is_under, parted


@pytest.mark.parametrize(
    ("address", "local", "domain"),
    [
        ("contact@atelier.fr", "contact", "atelier.fr"),
        (" Contact@Atelier.FR ", "Contact", "atelier.fr"),
        ("a.b+c@mail.x.co.uk", "a.b+c", "mail.x.co.uk"),
        ("chef@brûlerie.fr", "chef", "xn--brlerie-g2a.fr"),
        ('"a@b"@x.fr', '"a@b"', "x.fr"),
    ],
)
def test_an_address_is_taken_apart(address, local, domain):
    found = parted(address)
    assert (found.local, found.domain, found.whole) == (local, domain, f"{local}@{domain}")


@pytest.mark.parametrize(
    "address", ["", "x", "x@", "@x.fr", "x@fr", "a b@x.fr", "x@-a.fr", "x@a..fr", "x@a_b/c.fr"]
)
def test_half_an_address_is_none(address):
    assert parted(address) is None


@pytest.mark.parametrize(
    ("host", "base"),
    [
        ("mx1.mail.ovh.net", "ovh.net"),
        ("mx.shop.co.uk", "shop.co.uk"),
        ("smtp.orange.fr", "orange.fr"),
        ("x.fr", "x.fr"),
        ("co.uk", "co.uk"),
        ("mail.com.ag", "mail.com.ag"),
    ],
)
def test_what_was_registered(host, base):
    assert base_domain(host) == base


def test_a_host_is_under_its_own_domain_only():
    assert is_under("mx.orange.fr", "orange.fr")
    assert is_under("orange.fr", "orange.fr")
    assert not is_under("evil-orange.fr", "orange.fr")


@given(st.text(max_size=60))
def test_nothing_that_can_be_typed_breaks_it(text):
    found = parted(text)
    assert found is None or (found.domain.isascii() and "." in found.domain and found.local)
    host = ascii_host(text)
    assert host is None or (host.isascii() and len(host) <= 253)
