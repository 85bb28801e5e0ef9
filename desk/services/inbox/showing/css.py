# SPDX-License-Identifier: LicenseRef-Desk
"""Decides which declarations of a style attribute may stay: looks, never addresses, places or hiding; pure."""

import re
from functools import lru_cache

from desk.services.inbox.mail.words import words

_PROPERTIES = words(
    "background background-color border border-bottom border-bottom-color border-bottom-style border-bottom-width ",
    "border-collapse border-color border-left border-left-color border-left-style border-left-width border-radius ",
    "border-right border-right-color border-right-style border-right-width border-spacing border-style border-top ",
    "border-top-color border-top-style border-top-width border-width box-sizing caption-side clear color direction ",
    "display empty-cells float font font-family font-size font-style font-variant font-weight height letter-spacing ",
    "line-height list-style list-style-position list-style-type margin margin-bottom margin-left margin-right ",
    "margin-top max-width min-width max-height min-height padding padding-bottom padding-left padding-right ",
    "padding-top table-layout text-align text-decoration text-decoration-line text-transform vertical-align ",
    "white-space width word-break word-spacing word-wrap overflow-wrap",
)
_DISPLAYS = words(
    "block inline inline-block table table-row table-cell table-row-group table-header-group table-footer-group ",
    "table-column table-column-group table-caption list-item inline-table none",
)
_SIZES = frozenset({"font-size", "font", "line-height", "height", "max-height", "width", "max-width"})
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_VALUE = re.compile(r"[\w \t\n\r.,%#'\"+/!()\-\u00a0-\uffff]{1,400}")
_COLOUR = re.compile(r"(?:^|[^\w-])(?:rgba?|hsla?)\Z", re.IGNORECASE)
_LENGTH = re.compile(
    r"([-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[-+]?\d{1,4})?)\s*(px|pt|em|rem|ex|ch|%|vw|vh|mm|cm|in|pc|q)?",
    re.IGNORECASE,
)
_LONGEST_SIZE = 40
_NEGATIVE = re.compile(r"(?:^|[\s(,])-\s*[\d.]")
_INVISIBLE = re.compile(
    r"\btransparent\b|(?:rgba|hsla)?\(.*[,/]\s*0*(?:\.0*)?%?\s*\)\s*$|^#(?:[0-9a-f]{3}0|"
    r"[0-9a-f]{6}0[0-9a-f])$",
    re.IGNORECASE,
)
_NEARLY_WHITE = re.compile(
    r"#(?:f[a-f0-9]){3}|#fff|white|snow|ivory|(?:ghost|floral|antique)white|"
    r"rgba?\(\s*2[45]\d\s*,\s*2[45]\d\s*,\s*2[45]\d\b.*",
    re.IGNORECASE,
)
_SMALLEST = {"px": 6.0, "pt": 5.0, "em": 0.4, "rem": 0.4, "ex": 0.8, "ch": 0.8, "%": 40.0, "": 0.5}
_MOST = 4000


@lru_cache(maxsize=1_024)
def safe_style(style: str, *, on_white: bool = False) -> str:
    """Return the declarations of a style attribute that may stay, "" for none.

    Nothing is loaded, nothing leaves its place, nothing is made too small or too pale to see; display:none stays
    and is told elsewhere. on_white: there is no background on the page, so white letters would not be seen.
    """
    if len(style) > _MOST or "\\" in style or "<" in style:
        return ""
    kept = []
    for declaration in _COMMENT.sub("", style).split(";"):
        name, colon, value = declaration.partition(":")
        name, value = name.strip().lower(), value.strip()
        if (
            colon
            and name in _PROPERTIES
            and _is_safe(value)
            and _is_visible(name, value.lower(), on_white=on_white)
        ):
            kept.append(f"{name}:{value}")
    return ";".join(kept)


def hides(style: str) -> bool:
    """Say whether what is left of a style hides its element."""
    return "display:none" in style.replace(" ", "").lower()


def _is_safe(value: str) -> bool:
    if not _VALUE.fullmatch(value):
        return False
    # The last letters are all that is looked at: over a whole value a search would begin anew at each letter.
    return all(_COLOUR.search(before.rstrip()[-6:]) for before in value.split("(")[:-1])


def _is_visible(name: str, value: str, *, on_white: bool) -> bool:
    """Say whether a declaration leaves its text to be seen."""
    plain = value.replace("!important", "").strip()
    if name in _SIZES:
        return not _is_tiny(plain, name)
    if name == "color":
        return not (_INVISIBLE.search(plain) or (on_white and _NEARLY_WHITE.fullmatch(plain)))
    if name == "display":
        return plain in _DISPLAYS
    is_shift = name.startswith("margin") or name.endswith("-spacing")
    return not (is_shift and _NEGATIVE.search(plain))


def _is_tiny(value: str, name: str) -> bool:
    if name == "font":
        return any(_is_tiny(found[0], "font-size") for found in _LENGTH.finditer(value) if found[2])
    if len(value) > _LONGEST_SIZE:  # nobody writes such a size but to hide something, or to keep us busy
        return True
    found = _LENGTH.fullmatch(value)
    if not found:
        return False
    smallest = _SMALLEST.get((found[2] or "").lower(), 0.05)
    size = float(found[1])
    if name in {"height", "max-height", "width", "max-width"}:
        return size < 2 and name.startswith("max-")
    if name == "line-height":
        return size < smallest / 2
    return size < smallest
