# SPDX-License-Identifier: LicenseRef-Desk
"""Decides whether an address may be given what customers write: encrypted, or inside the shop; pure."""

import ipaddress
from urllib.parse import urlsplit

MOST = 500


def endpoint_problem(address: str) -> str:
    """Return "" for an address that may be used, else bad_url, or address_not_secure for http to the outside."""
    if len(address) > MOST or any(one.isspace() or ord(one) < 33 for one in address):
        return "bad_url"
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "bad_url"
    if (
        parts.scheme not in {"http", "https"}
        or not host
        or parts.username
        or parts.password
        or parts.fragment
    ):
        return "bad_url"
    return "" if parts.scheme == "https" or is_inside(address) else "address_not_secure"


def is_inside(address: str) -> bool:
    """Whether an address is this computer or one of the shop's own network: no proxy is asked for it."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith((".local", ".lan", ".home.arpa", ".localhost"))
    return (number.is_private or number.is_loopback or number.is_link_local) and not number.is_unspecified
