# SPDX-License-Identifier: LicenseRef-Desk
"""Decides how our own mark stands in an address: contact+d…@shop; pure.

An answer to such an address finds its conversation, or its record, even where a mail program dropped every
reference. The mark is the id itself, which nobody can guess.
"""

import base64
import binascii
import re
from collections.abc import Iterable
from enum import StrEnum

_MARK = re.compile(r"\+d([cr])([a-z2-7]{26})@", re.IGNORECASE | re.ASCII)


class TokenKind(StrEnum):
    """What a mark names."""

    CONVERSATION = "c"
    RECORD = "r"


def marked(address: str, kind: TokenKind, id_: str) -> str:
    """Return an address that leads back to what `id_` (32 hexadecimal digits) names."""
    local, _, domain = address.rpartition("@")
    word = base64.b32encode(binascii.unhexlify(id_)).decode().rstrip("=").lower()
    return f"{local.partition('+')[0]}+d{kind.value}{word}@{domain}"


def token_in(addresses: Iterable[str]) -> tuple[TokenKind, str] | None:
    """Return what the first mark among some addresses names; None without one."""
    for address in addresses:
        found = _MARK.search(address) if "+" in address else None
        if found:
            raw = base64.b32decode(found[2].upper() + "======")
            return TokenKind(found[1].lower()), raw.hex()
    return None


def plain(address: str) -> str:
    """Return an address without what stands behind a plus, to tell our own ones."""
    local, at, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}".casefold()
