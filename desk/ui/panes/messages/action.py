# SPDX-License-Identifier: LicenseRef-Desk
"""The links of the thread that are not links but wishes; a mail cannot make one, for it does not know the word."""

import secrets
from dataclasses import dataclass

SCHEME = "desk-action"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A wish: verb (menu, file, images, always, older, why, translate, customer, send) and what it is about."""

    verb: str
    key: str = ""


def new_word() -> str:
    """Return a word nobody can guess; one for each view."""
    return secrets.token_hex(12)


def link(word: str, verb: str, key: str = "") -> str:
    """Return the address of a wish."""
    return f"{SCHEME}:{word}/{verb}/{key}"


def read_link(word: str, url: str) -> Action | None:
    """Return the wish behind `url`; None when it is no wish of ours."""
    scheme, _colon, rest = url.partition(":")
    if scheme.casefold() != SCHEME:
        return None
    given, verb, key = [*rest.split("/", 2), "", ""][:3]
    if not word or not secrets.compare_digest(given.encode(), word.encode()):
        return None
    return Action(verb=verb, key=key)
