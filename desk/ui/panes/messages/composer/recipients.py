# SPDX-License-Identifier: LicenseRef-Desk
"""Reads the addresses that were typed for copies; pure."""

import re

from desk.services.shop import normalise_email

_APART = re.compile(r"[,;\n]+")
_INSIDE = re.compile(r"<([^<>]*)>\s*$")


def split_addresses(typed: str) -> tuple[str, ...]:
    """Return the addresses in what was typed, each once: "Paul <p@x.fr>; q@x.fr" has two."""
    parts = (part.strip() for part in _APART.split(typed))
    found = (_bare(part) for part in parts if part)
    return tuple(dict.fromkeys(found))


def wrong_addresses(addresses: tuple[str, ...]) -> tuple[str, ...]:
    """Return those that are no e-mail addresses."""
    return tuple(one for one in addresses if normalise_email(one) is None)


def _bare(part: str) -> str:
    inside = _INSIDE.search(part)
    return inside[1].strip() if inside else part
