# SPDX-License-Identifier: LicenseRef-Desk
"""Decides how our own mark stands in an address: contact+d…@shop; pure.

An answer to such an address finds its conversation, or its record, even where a mail program dropped every
reference. The mark is the id itself, which nobody can guess.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from desk.services.channels.header import MOST_ADDRESS, MOST_LOCAL

TAKES_MARKS = "plus_addressing"
"""The setting of a mailbox that says whether mail to a marked address of its arrives there."""

_MARK = re.compile(r"\+d([cr])([a-z2-7]{26})@", re.IGNORECASE | re.ASCII)


class TokenKind(StrEnum):
    """What a mark names."""

    CONVERSATION = "c"
    RECORD = "r"


def marked(address: str, kind: TokenKind, id_: str) -> str:
    """Return an address that leads back to what `id_` (32 hexadecimal digits) names.

    The address itself where the mark would make it too long to be one: mail to it would come back.
    """
    local, _, domain = address.rpartition("@")
    word = base64.b32encode(binascii.unhexlify(id_)).decode().rstrip("=").lower()
    name = f"{local.partition('+')[0]}+d{kind.value}{word}"
    made = f"{name}@{domain}"
    return made if len(name) <= MOST_LOCAL and len(made) <= MOST_ADDRESS else address


def takes_marks(settings: Mapping[str, object]) -> bool:
    """Say whether a mailbox with these settings gets what is sent to its marked addresses."""
    return bool(settings.get(TAKES_MARKS))


def token_in(addresses: Iterable[str]) -> tuple[TokenKind, str] | None:
    """Return what the first mark among some addresses names; None without one."""
    for address in addresses:
        found = _MARK.search(address) if "+" in address else None
        if found:
            raw = base64.b32decode(found[2].upper() + "======")
            return TokenKind(found[1].lower()), raw.hex()
    return None


def unmarked(address: str) -> str:
    """Return an address without what stands behind a plus, to tell our own ones."""
    local, at, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}".casefold()
