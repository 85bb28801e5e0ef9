# SPDX-License-Identifier: LicenseRef-Desk
"""Tells what a server can, from its answer to EHLO; pure."""

from dataclasses import dataclass

from desk.services.providers.smtp.reply import Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The extensions that Desk uses. most_bytes: the largest message, 0 when the server does not say."""

    pipelining: bool = False
    starttls: bool = False
    size: bool = False
    eight_bit: bool = False
    utf8: bool = False
    most_bytes: int = 0
    mechanisms: frozenset[str] = frozenset()


def offer_of(reply: Reply) -> Offer:
    """Read the lines after the greeting; a word that is not known is ignored."""
    found: dict[str, list[str]] = {}
    for line in reply.lines[1:]:
        # "AUTH=LOGIN PLAIN" is how some old servers say "AUTH LOGIN PLAIN".
        words = line.decode("ascii", "replace").upper().replace("AUTH=", "AUTH ").split()
        if words:
            found.setdefault(words[0], []).extend(words[1:])
    limit = (found.get("SIZE") or ["0"])[0]
    return Offer(
        pipelining="PIPELINING" in found,
        starttls="STARTTLS" in found,
        size="SIZE" in found,
        eight_bit="8BITMIME" in found,
        utf8="SMTPUTF8" in found,
        most_bytes=int(limit) if limit.isdecimal() and limit.isascii() else 0,
        mechanisms=frozenset(found.get("AUTH", ())),
    )
