# SPDX-License-Identifier: LicenseRef-Desk
"""Takes addresses and names of computers apart; pure."""

import re
from dataclasses import dataclass

_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_SECOND = frozenset(
    "ac asso co com edu gob gouv gov gv ltd mil ne net nom nsw or org plc qld sch tm vic".split()  # noqa: SIM905
)
"""Under these, in front of a country of two letters, names are given away: "co.uk"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAddress:
    """An address in its parts, as servers know them: local as typed, domain in ASCII and small."""

    local: str
    domain: str

    @property
    def whole(self) -> str:
        """Return it in one piece."""
        return f"{self.local}@{self.domain}"


def parted(address: str) -> MailAddress | None:
    """Take an address apart; None while it is none (no at sign, half a domain)."""
    local, at, domain = address.strip().rpartition("@")
    if not at or not local or any(sign.isspace() for sign in local):
        return None
    ascii_domain = ascii_host(domain)
    if ascii_domain is None or "." not in ascii_domain:
        return None
    return MailAddress(local=local, domain=ascii_domain)


def ascii_host(name: str) -> str | None:
    """Return the name of a computer or domain as DNS writes it; None for what can be none."""
    name = name.strip().rstrip(".").lower()
    if not name.isascii():
        import idna

        try:
            name = idna.encode(name, uts46=True).decode()
        except (idna.IDNAError, UnicodeError):
            return None
    labels = name.split(".")
    is_name = 0 < len(name) <= 253 and all(_LABEL.fullmatch(label) for label in labels)
    return name if is_name else None


def base_domain(host: str) -> str:
    """Return the part of a name that somebody registered: "mx1.mail.ovh.net" → "ovh.net"."""
    labels = host.split(".")
    is_deep = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND
    return ".".join(labels[-3:] if is_deep else labels[-2:])


def is_under(host: str, ending: str) -> bool:
    """Whether `host` is `ending` or a computer in it."""
    return host == ending or host.endswith(f".{ending}")
