# SPDX-License-Identifier: LicenseRef-Desk
"""Reads what was typed about a server: its name, the fingerprint of its certificate; pure."""

import ipaddress


def is_loopback(host: str) -> bool:
    """Whether a name or an address is this computer's own, so that nothing can listen in between."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def bare_fingerprint(written: str) -> str:
    """Return a fingerprint in lower-case hexadecimal digits, "" for none."""
    return written.replace(":", "").replace(" ", "").lower()
