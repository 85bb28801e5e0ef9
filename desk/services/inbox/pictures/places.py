# SPDX-License-Identifier: LicenseRef-Desk
"""Decides whether the number of a computer is out on the internet; pure."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_NAT64 = IPv6Network("64:ff9b::/96")
_WITHIN = IPv6Network("64:ff9b:1::/48")
"""Numbers that a network translates for itself: nobody outside says where they lead."""
_COMPATIBLE = IPv6Network("::/96")


def is_public(number: str) -> bool:
    """Say whether a number is one of the internet; one that holds another number inside is as good as that one.

    What is no number at all is not.
    """
    try:
        place = ip_address(number)
    except ValueError:
        return False
    if isinstance(place, IPv4Address):
        return _is_open(place)
    inner = _inner(place)
    if inner is not None:
        return _is_open(inner)
    return _is_open(place) and not place.is_site_local and place.teredo is None and place not in _WITHIN


def _inner(place: IPv6Address) -> IPv4Address | None:
    """Return the number of the old kind that one of the new kind leads to, None for none."""
    if place.ipv4_mapped is not None:
        return place.ipv4_mapped
    if place.sixtofour is not None:
        return place.sixtofour
    if place in _NAT64 or place in _COMPATIBLE:
        return IPv4Address(int(place) & 0xFFFFFFFF)
    return None


def _is_open(place: IPv4Address | IPv6Address) -> bool:
    is_odd = place.is_multicast or place.is_reserved or place.is_unspecified or place.is_loopback
    return place.is_global and not is_odd and not place.is_link_local and not place.is_private
