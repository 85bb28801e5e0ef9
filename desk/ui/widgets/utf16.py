# SPDX-License-Identifier: LicenseRef-Desk
"""Counts as Qt counts: its positions in a text are UTF-16 units, Python's are characters; pure."""


def units(text: str) -> int:
    """Return how many UTF-16 units a text takes."""
    return len(text) + sum(sign > "\uffff" for sign in text) if not text.isascii() else len(text)


def index_of(text: str, at: int) -> int:
    """Return the character that stands at a position of Qt's; the end for one beyond it."""
    if text.isascii():
        return min(at, len(text))
    passed = 0
    for number, sign in enumerate(text):
        if passed >= at:
            return number
        passed += 2 if sign > "\uffff" else 1
    return len(text)
