# SPDX-License-Identifier: LicenseRef-Desk
"""Makes a stranger's text short enough for the window's own fields, which lay it out while nothing else moves.

Qt takes quadratic time for a line of letters in both directions, and seconds for a word of 200 kB.
"""

from desk.services.inbox import in_pieces
from desk.translation import _

LONGEST_LINE = 2_000


def with_short_lines(text: str) -> str:
    """Return a text whose lines are short; of those that are not, the pieces stand one below the other."""
    if len(text) <= LONGEST_LINE:
        return text
    lines = text.split("\n")
    if max(map(len, lines)) <= LONGEST_LINE:
        return text
    return "\n".join("\n".join(in_pieces(line)) for line in lines)


def beginning(text: str, characters: int, lines: int) -> str:
    """Return the first `characters` and `lines` of a text, its lines short; it says so when that is not all."""
    cut = text[:characters]
    kept = with_short_lines(cut).splitlines()
    if len(cut) == len(text) and len(kept) <= lines:
        return "\n".join(kept)
    return "\n".join([*kept[:lines], _("… shortened")])
