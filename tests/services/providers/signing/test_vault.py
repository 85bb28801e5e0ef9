# SPDX-License-Identifier: LicenseRef-Desk
"""Long secrets in a key store that takes only short ones."""

import pytest

from desk.services.providers.signing.vault import PIECE, Vault
from desk.services.store import Secrets

LONG = "".join(chr(65 + at % 26) for at in range(3 * PIECE + 7))


@pytest.mark.parametrize("text", ["short", "x" * PIECE, LONG])
def test_what_is_kept_comes_back_in_pieces_small_enough(text, memory_keyring):
    Vault().write("a", text)
    assert Vault().read("a") == text
    assert all(len(piece) <= PIECE for piece in memory_keyring.kept.values())


def test_a_new_one_leaves_nothing_of_the_old(memory_keyring):
    Vault().write("a", LONG)
    Vault().write("a", LONG[::-1])
    assert Vault().read("a") == LONG[::-1]
    assert len(memory_keyring.kept) == 5
    Vault().write("a", "short")
    assert memory_keyring.kept == {("Desk", "a"): "short"}


def test_half_of_one_is_none(memory_keyring):
    Vault().write("a", LONG)
    lost = next(name for _, name in memory_keyring.kept if name.endswith("/1"))
    Secrets().delete(lost)
    assert Vault().read("a") == ""


def test_forgetting_forgets_every_piece(memory_keyring):
    Vault().write("a", LONG)
    Vault().forget("a")
    Vault().forget("a")
    assert memory_keyring.kept == {}
