# SPDX-License-Identifier: LicenseRef-Desk
"""Decides which last lines of a short mail only say who wrote it: a closing formula, a name, a number; pure.

What is not certain stays: "Stop / Thanks / Call me back" asks for a call, and a person reads it.
"""

import re

from desk.services.inbox.feedback.automatic import plain

_FORMULA = re.compile(
    "cordialement|bien cordialement|tres cordialement|cdlt|cdt|bcdt|salutations|sinceres salutations|"
    "cordiales salutations|salutations distinguees|meilleures salutations|mes salutations|respectueusement|"
    "sincerement|amicalement|bien a vous|a bientot|au revoir|bonne journee|bonne soiree|bon week end|"
    "belle journee|bonne reception|bonne continuation|merci et bonne journee|merci bonne journee|"
    "merci cordialement|merci bien cordialement|"
    "regards|best regards|kind regards|best wishes|best|sincerely|yours sincerely|yours faithfully|cheers|"
    "mit freundlichen grussen|freundliche grusse|viele grusse|beste grusse|liebe grusse|mfg|lg|vg|"
    "saludos|un saludo|saludos cordiales|atentamente|cordiali saluti|distinti saluti|saluti|"
    "met vriendelijke groet|met vriendelijke groeten|vriendelijke groeten|mvg|groeten|"
    "atenciosamente|cumprimentos|com os melhores cumprimentos"
)
"""After one of these stands a name, and nothing that is asked for."""
_THANKS = re.compile(
    "merci|merci beaucoup|merci d avance|merci bien|svp|s il vous plait|"
    "thanks|thank you|many thanks|thanks in advance|please|danke|vielen dank|danke im voraus|bitte|"
    "gracias|muchas gracias|grazie|grazie mille|dank u|bedankt|alvast bedankt|obrigado|obrigada"
)
"""After one of these may stand more of what is asked for."""
_PARTICLES = frozenset(
    {"de", "du", "des", "da", "di", "del", "la", "le", "van", "von", "der", "den", "zu", "dos", "et", "and"}
)
_NOT_LETTERS = re.compile(r"[\W_]+")
_REACHED = re.compile(
    r"(?:(?:t[ée]l|tel|t[ée]l[ée]phone|phone|mobile|mob|port|portable|fax|mail|e-?mail|web|site)[.]?\s*:?\s*)?"
    r"(?:[+(]?\d[\d\s().+/-]{5,30}|\S{1,60}@\S{1,60}\.\w{2,24}|(?:https?://|www\.)\S{3,200})",
    re.IGNORECASE,
)
_MOST_LINES = 6
_MOST_LINE = 60
_MOST_NAME = 5


def without_ending(text: str, sender: str = "") -> str:
    """Return a text without the lines at its end that only say who wrote it; as it is where that is not certain.

    sender: name and address that the mail is from.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    known = frozenset(_words(sender))
    for at in range(1, len(lines)):
        rest = lines[at:]
        if len(rest) <= _MOST_LINES and _is_ending(rest, known):
            return "\n".join(lines[:at])
    return text


def _is_ending(lines: list[str], known: frozenset[str]) -> bool:
    """Say whether lines are a formula, or thanks, then a name, then how somebody is reached; a name may come alone."""
    said = [" ".join(_words(line)) for line in lines]
    at = next(
        (i for i, one in enumerate(said) if not (_FORMULA.fullmatch(one) or _THANKS.fullmatch(one))),
        len(said),
    )
    if at == len(lines):
        return True
    name, *further = lines[at:]
    if any(_FORMULA.fullmatch(one) for one in said[:at]):
        is_name = _is_signed(name, known) or _is_own_name(name, known) or _is_reached(name)
        return is_name and all(_is_reached(line) or _is_titled(line) for line in further)
    is_name = _is_own_name(name, known) or (at > 0 and _is_signed(name, known, is_sure=False))
    return is_name and all(_is_reached(line) for line in further)


def _is_own_name(line: str, known: frozenset[str]) -> bool:
    """Say whether a line is nothing but words of its sender's name or address."""
    words = _words(line)
    return 0 < len(words) <= _MOST_NAME and known.issuperset(words)


def _is_signed(line: str, known: frozenset[str], *, is_sure: bool = True) -> bool:
    """Say whether a line is a name; shouted words may be anything. is_sure: a stranger's name is one too."""
    if not _is_titled(line):
        return False
    is_known = bool(known.intersection(_words(line)))
    is_shouted = line.isupper() and len(_words(line)) > 1
    return is_known if is_sure and is_shouted else not is_shouted and (is_sure or is_known)


def _is_reached(line: str) -> bool:
    return _REACHED.fullmatch(line) is not None


def _is_titled(line: str) -> bool:
    """Say whether a line may be a name: a few words, each with a capital letter, and no sentence."""
    words = line.rstrip(",. ").split()
    if not 0 < len(words) <= _MOST_NAME or len(line) > _MOST_LINE or line.endswith(("?", "!", ":")):
        return False
    pieces = [piece for word in words if word.casefold() not in _PARTICLES for piece in word.split("-")]
    return bool(pieces) and all(piece[:1].isupper() or piece[:1].isdigit() for piece in pieces)


def _words(text: str) -> list[str]:
    return _NOT_LETTERS.sub(" ", plain(text)).split()
