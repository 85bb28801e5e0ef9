# SPDX-License-Identifier: LicenseRef-Desk
"""Decides whether a page may be given to an HTML parser at all; pure.

Every parser that follows the standard takes quadratic time for deep nesting, and makes a node for each open
formatting element at each block: two megabytes of <div> take minutes, a hundred kilobytes of <font> a gigabyte.
Pages with few tags are always well. Of others the nesting is counted, and an end tag counts only where nothing in
the page can hide one from a parser (a < within a tag, foreign content, raw text).
"""

import re

from desk.services.inbox.mail.words import words

_FEW = 700
_MOST_TAGS = 100_000
_MOST_DEPTH = 400
_MOST_NODES = 400_000
_LONGEST_TAG = 150_000
_SHORT_PAGE = 40_000
_SHORT_TAG = 1_000
_MOST_COMPARED = 300_000_000
"""Attributes of one tag are compared each with all others: so many take half a second."""
_MOST_UNCERTAIN = 1_000_000_000
"""The same where nobody can say which tag they belong to."""
_BETWEEN = re.compile(r"[\s/]+|[\"']")
_TAG_IN_VALUE = re.compile(r"=\s*(?:\"[^\"<>]*[<>]|'[^'<>]*[<>])")
_TAG_IN_TAG = re.compile(r"</?[a-zA-Z][^<>]*<")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,30})")
COMMENT = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))", re.DOTALL)
_NO_COMMENT = re.compile(r"<[a-zA-Z/?][^<>]*<!--")
"""Within a tag nothing is a comment: what seems to be one hides tags from whoever takes comments out."""
_HIDING = re.compile(
    r"<[a-zA-Z/!?][^<>]*<|<(?:svg|math|plaintext|xmp|noembed|noframes|noscript|iframe|textarea|"
    r"select|template|frameset)\b",
    re.IGNORECASE,
)
_RAW = re.compile(r"<(style|script|title)\b[^<>]*>[^<]*</\1\s*>", re.IGNORECASE)
_RAW_START = re.compile(r"<(?:style|script|title)\b", re.IGNORECASE)
_NEVER_DEEP = words(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr ",
    "p li dt dd td th tr tbody thead tfoot colgroup caption option optgroup html head body",
)
_FORMATTING = words(
    "a b big code em font i nobr s small strike strong tt u",
)


def is_sane(html: str) -> bool:
    """Say whether parsing takes no more time and memory than the length of the page lets one expect."""
    tags = html.count("<")
    if tags > _MOST_TAGS or _has_endless_tag(html) or _compares_much(html):
        return False
    if tags <= _FEW:
        return True
    if _NO_COMMENT.search(html):
        return False
    plain = _RAW.sub("", COMMENT.sub("", html))
    if _HIDING.search(plain) or _RAW_START.search(plain) or _has_endless_tag(plain) or _compares_much(plain):
        return False
    return _is_shallow(plain)


def _has_endless_tag(html: str) -> bool:
    """Say whether a tag is so long that its attributes, each compared to all others, take seconds."""
    if len(html) <= _LONGEST_TAG:
        return False
    pieces = (piece for piece in html.split(">") if len(piece) > _LONGEST_TAG)
    return any(-1 < piece.find("<") < len(piece) - _LONGEST_TAG for piece in pieces)


def _compares_much(html: str) -> bool:
    """Say whether there are tags of so many attributes that comparing them takes seconds.

    A tag may end at any > before the next <; where a tag holds a < or a value a >, nobody can say what belongs
    to it, and all of the page might.
    """
    if len(html) <= _SHORT_PAGE:
        return False
    if _TAG_IN_VALUE.search(html) and len(_BETWEEN.findall(html)) ** 2 > _MOST_UNCERTAIN:
        return True
    if html.count("<") <= _FEW and _TAG_IN_TAG.search(html):  # of more tags the rest is looked at, too
        return True
    compared = 0
    for piece in html.split("<"):
        end = piece.rfind(">") if len(piece) > _SHORT_TAG else -1
        if end > _SHORT_TAG:
            compared += len(_BETWEEN.findall(piece, 0, end)) ** 2
    return compared > _MOST_COMPARED


def _is_shallow(plain: str) -> bool:
    """Follow the tags; what is closed without having been opened changes nothing."""
    opened: dict[str, int] = {}
    depth = formatting = nodes = 0
    for slash, written in _TAG.findall(plain):
        tag = written.lower()
        nodes += formatting + 1
        if depth > _MOST_DEPTH or nodes > _MOST_NODES:
            return False
        if tag in _NEVER_DEEP:
            continue
        step = -1 if slash else 1
        if slash and not opened.get(tag):
            continue
        opened[tag] = opened.get(tag, 0) + step
        depth += step
        formatting += step if tag in _FORMATTING else 0
    return depth <= _MOST_DEPTH
