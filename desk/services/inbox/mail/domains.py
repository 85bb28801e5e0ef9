# SPDX-License-Identifier: LicenseRef-Desk
"""Decides which domains look like each other to a person's eye; pure."""

# ruff: noqa: RUF001 - letters that may be taken for others are what this is about.

import re
import unicodedata
from functools import lru_cache

from desk.services.inbox.mail.words import words

_TWO_LEVELS = words(
    "co.uk org.uk ac.uk gov.uk me.uk com.au net.au org.au co.nz co.za com.br com.mx com.ar com.tr co.jp ne.jp or.jp ",
    "ac.jp co.kr com.cn com.hk com.sg com.tw co.in co.il com.pl com.ua com.es org.es asso.fr gouv.fr com.fr tm.fr ",
    "co.at or.at com.pt",
)
_LETTERS = {
    "авсԁеёғһніїјкӏмпорԛгѕтцѵѡԝхуүзб": "abcdeefhhiijklmnopqrstuvwwxyy36",  # Cyrillic
    "αβεηικνορστυχωγ": "abenikvopotuxwy",  # Greek
    "ոցօսհք": "ngouhf",  # Armenian
    "ɡıɩʟłøđħŧſß": "giillodhtsb",  # Latin
    "01i|538": "olllseb",  # digits
}
"""Letters, and the Latin ones that a person takes them for; digits too."""

_LIKE = {
    ord(one): like for letters, likes in _LETTERS.items() for one, like in zip(letters, likes, strict=True)
}
_RUNS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"))
_SCRIPTS = (
    "LATIN",
    "CYRILLIC",
    "GREEK",
    "ARMENIAN",
    "HEBREW",
    "ARABIC",
    "CJK",
    "HIRAGANA",
    "KATAKANA",
    "HANGUL",
    "THAI",
    "CHEROKEE",
)
_TOGETHER = ({"CJK", "HIRAGANA", "KATAKANA"}, {"CJK", "HANGUL"})
_WORRYING = re.compile(
    r"(?:^|-)(?:secure|security|securite|login|connexion|support|service|services|paiement|"
    r"payment|facture|billing|verify|verification|account|compte|update|client|clients|help|"
    r"assistance|info|pro)(?:-|$)"
)


def registrable(domain: str) -> str:
    """Return the part of a domain that somebody registered, such as exemple.fr of www.exemple.fr."""
    labels = domain.lower().strip(".").split(".")
    most = 3 if ".".join(labels[-2:]) in _TWO_LEVELS else 2
    return ".".join(labels[-most:])


@lru_cache(maxsize=2048)
def readable(domain: str) -> str:
    """Return a domain as a person reads it: xn-- labels in their letters."""
    if "xn--" not in domain:
        return domain.lower()
    return ".".join(_label(one) for one in domain.lower().split("."))


@lru_cache(maxsize=4096)
def skeleton(domain: str) -> str:
    """Return what two domains have in common that look the same."""
    letters = unicodedata.normalize("NFKD", readable(domain)).casefold()
    plain = (
        "".join(one for one in letters if not unicodedata.combining(one)).translate(_LIKE).replace("-", "")
    )
    for run, one in _RUNS:
        plain = plain.replace(run, one)
    return plain


def mixes_scripts(text: str) -> bool:
    """Say whether a word is written in letters of two scripts that nobody writes together."""
    for word in re.split(r"[\s.@_-]+", text):
        found = {_script(one) for one in word if one.isalpha()} - {""}
        if len(found) > 1 and not any(found <= together for together in _TOGETHER):
            return True
    return False


def imitates_latin(domain: str) -> bool:
    """Say whether a label in another script reads as a Latin word, under a Latin ending."""
    labels = readable(domain).split(".")
    if not labels[-1].isascii():
        return False
    for label in labels[:-1]:
        is_foreign = any(_script(one) in {"CYRILLIC", "GREEK", "ARMENIAN"} for one in label)
        if is_foreign and unicodedata.normalize("NFKD", label).translate(_LIKE).isascii():
            return True
    return False


def looks_like(domain: str, known: str) -> bool:
    """Say whether `domain` may be taken for `known` and is another: same looks, one slip, or the name with a bait."""
    ours, theirs = registrable(known), registrable(domain)
    if ours == theirs:
        return False
    if skeleton(ours) == skeleton(theirs):
        return True
    name, _, ending = ours.partition(".")
    other, _, other_ending = theirs.partition(".")
    is_within = len(name) >= 8 and name in domain.lower().split(".")
    if is_within or (len(name) >= 5 and f"{ours}." in f"{domain}."):  # ours as a part of somebody else's
        return True
    if len(name) >= 6 and name in other and _WORRYING.search(other.replace(name, "", 1).strip("-") or "-"):
        return True
    return ending == other_ending and len(name) >= 7 and is_one_slip(readable(other), readable(name))


def is_one_slip(one: str, other: str) -> bool:
    """Say whether two words differ by one letter added, lost, changed, or by two neighbours exchanged."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, other_rest = one[start:], other[start:]
    exchanged = len(rest) > 1 and rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:]
    return exchanged or rest[1:] == other_rest[1:] or rest[1:] == other_rest or rest == other_rest[1:]


def _label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode") if len(label) < 64 else label
    except (UnicodeError, ValueError):
        return label


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    if letter.isascii():
        return "LATIN"
    name = unicodedata.name(letter, "")
    return next((script for script in _SCRIPTS if name.startswith(script)), "")
