# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the keeping of tokens among the passwords, in pieces: Windows' key store takes only short ones."""

import secrets

from desk.services.store import Secrets

PIECE = 1000
"""Characters that every key store takes at once."""
_MARK = "pieces:"


class Vault:
    """Long secrets by name; every method blocks and raises what `Secrets` raises."""

    def __init__(self) -> None:
        self._secrets = Secrets()

    def read(self, name: str) -> str:
        """Return what is kept; "" when there is nothing, or not all of it."""
        head = self._secrets.get(name)
        if not head.startswith(_MARK):
            return head
        pieces = [self._secrets.get(piece) for piece in _pieces(name, head)]
        return "".join(pieces) if all(pieces) else ""

    def write(self, name: str, text: str) -> None:
        """Keep `text` in the place of what was there; the old one holds until all of the new one is kept."""
        before = self._secrets.get(name)
        if len(text) <= PIECE:
            self._secrets.set(name, text)
        else:
            count = -(-len(text) // PIECE)
            head = f"{_MARK}{secrets.token_hex(4)}:{count}"
            for place, piece in enumerate(_pieces(name, head)):
                self._secrets.set(piece, text[place * PIECE : (place + 1) * PIECE])
            self._secrets.set(name, head)
        self._forget_pieces(name, before)

    def forget(self, name: str) -> None:
        """Forget what is kept; without anything there is nothing to do."""
        before = self._secrets.get(name)
        self._secrets.delete(name)
        self._forget_pieces(name, before)

    def _forget_pieces(self, name: str, head: str) -> None:
        for piece in _pieces(name, head):
            self._secrets.delete(piece)


def _pieces(name: str, head: str) -> list[str]:
    """Return the names of the pieces that a head speaks of."""
    if not head.startswith(_MARK):
        return []
    mark, _, count = head.removeprefix(_MARK).partition(":")
    return [f"{name}/{mark}/{place}" for place in range(int(count))] if count.isdecimal() else []
