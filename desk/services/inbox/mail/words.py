# SPDX-License-Identifier: LicenseRef-Desk
"""Long tables of words, written as lines to be read."""


def words(*lines: str) -> frozenset[str]:
    """Return the words of some lines."""
    return frozenset(" ".join(lines).split())
