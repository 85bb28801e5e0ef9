# SPDX-License-Identifier: LicenseRef-Desk
"""What a line of the sentence is made of, as values: words, pills, badges."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from desk.ui.widgets import Option


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Plain words between pills. role: kind of text. is_glued: never parted from the pill that follows."""

    text: str
    role: str = "body"
    is_glued: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A badge inside the sentence."""

    text: str
    role: str = "neutral"
    icon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A pill. key: what it changes. says: the sentence so far, for those who listen.

    options and current: its choices; or form: makes the small form that it opens. text: what it shows when
    no option is current. problem: "" for none.
    """

    key: str
    says: str
    text: str = ""
    icon: str = ""
    options: tuple[Option, ...] = ()
    current: str = ""
    form: Callable[[], QWidget] | None = field(default=None, compare=False)
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """A small link inside the sentence, such as "another moment". key: told when it is pressed.

    options: choices that it opens first; then `chosen` tells key and choice. says: its name without a text.
    """

    key: str
    text: str
    icon: str = ""
    says: str = ""
    options: tuple[Option, ...] = ()


Piece = Word | Mark | Choice | Verb


def shape(pieces: tuple[Piece, ...]) -> tuple[tuple[str, str], ...]:
    """Return what decides whether a line has to be built anew: the sort of each piece and its key."""
    return tuple(
        (type(piece).__name__, piece.key if isinstance(piece, Choice | Verb) else str(glued(piece)))
        for piece in pieces
    )


def glued(piece: Piece) -> bool:
    """Whether a piece is never parted from the one that follows."""
    return isinstance(piece, Word) and piece.is_glued
