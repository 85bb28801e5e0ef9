# SPDX-License-Identifier: LicenseRef-Desk
"""Decides whether a sender or a link pretends to be another; pure."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from desk.services.inbox.mail.domains import (
    imitates_latin,
    looks_like,
    mixes_scripts,
    readable,
    registrable,
    skeleton,
)
from desk.services.inbox.mail.mail import Flaw, Mail
from desk.services.inbox.mail.words import words

_HOST = re.compile(
    r"(?:[a-z]{3,6}://)?((?:[\w\u00a1-\uffff-]{1,63}\.){1,8}[a-z\u00a1-\uffff][a-z0-9\u00a1-\uffff-]{1,30})(?::\d{1,5})?(?:[/?#]\S*)?",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"(?:https?://|\bwww\.)((?:[\w\u00a1-\uffff-]{1,63}\.){1,8}[a-z\u00a1-\uffff][a-z0-9\u00a1-\uffff-]{1,30})",
    re.IGNORECASE,
)
"""An address of a page among other words."""
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_LOOKS = str.maketrans({"\u3002": ".", "\u2044": "/", "\u2215": "/"})
_SPEC = re.compile(
    r"[\w.+-]{1,64}@((?:[\w\u00a1-\uffff-]{1,63}\.){1,8}[a-z\u00a1-\uffff]{2,30})",
    re.IGNORECASE,
)
_FILE_ENDINGS = words(
    "pdf doc docx xls xlsx ppt pptx odt ods txt csv jpg jpeg png gif zip html htm php js",
)
_OFTEN_IMITATED = [
    "paypal.com",
    "amazon.fr",
    "amazon.com",
    "microsoft.com",
    "apple.com",
    "google.com",
    "facebook.com",
    "instagram.com",
    "netflix.com",
    "dhl.com",
    "ups.com",
    "fedex.com",
    "laposte.fr",
    "laposte.net",
    "chronopost.fr",
    "colissimo.fr",
    "ameli.fr",
    "gouv.fr",
    "orange.fr",
    "free.fr",
    "bouyguestelecom.fr",
    "edf.fr",
    "engie.fr",
    "ovh.com",
    "ovhcloud.com",
    "leboncoin.fr",
    "vinted.fr",
    "mondialrelay.fr",
    "labanquepostale.fr",
    "credit-agricole.fr",
    "creditmutuel.fr",
    "societegenerale.fr",
    "bnpparibas.fr",
    "caisse-epargne.fr",
    "banquepopulaire.fr",
    "boursorama.com",
    "stripe.com",
    "docusign.com",
    "dropbox.com",
    "linkedin.com",
    "whatsapp.com",
    "gmail.com",
    "outlook.com",
    "hotmail.com",
    "yahoo.com",
    "icloud.com",
]
_FREE = words(
    "gmail.com googlemail.com outlook.com outlook.fr hotmail.com hotmail.fr live.com live.fr msn.com",
    "yahoo.com yahoo.fr ymail.com orange.fr wanadoo.fr free.fr sfr.fr neuf.fr laposte.net bbox.fr",
    "icloud.com me.com mac.com gmx.com gmx.de gmx.fr gmx.net web.de t-online.de proton.me protonmail.com",
    "aol.com mail.com email.com",
)
"""Where anybody may have an address: their likeness to each other says nothing."""


class Suspicion(StrEnum):
    """Why a mail may not be from whom it seems to be."""

    LOOK_ALIKE = "look_alike"
    MIXED_SCRIPTS = "mixed_scripts"
    NAME_IS_ANOTHER_ADDRESS = "name_is_another_address"
    REPLY_ELSEWHERE = "reply_elsewhere"
    SEVERAL_SENDERS = "several_senders"
    NO_SENDER = "no_sender"


@dataclass(frozen=True, slots=True)
class SenderWarning:
    """A doubt about a sender. seen: what the mail shows; meant: what it may be taken for, or where it leads."""

    code: Suspicion
    seen: str
    meant: str = ""


def sender_warnings(mail: Mail, known: Collection[str] = ()) -> tuple[SenderWarning, ...]:
    """Return the doubts about a mail's sender. known: the shop's own addresses and domains, and those of customers."""
    found = []
    if Flaw.NO_SENDER in mail.problems:
        found.append(SenderWarning(Suspicion.NO_SENDER, mail.sender.name))
    if Flaw.SEVERAL_SENDERS in mail.problems:
        found.append(SenderWarning(Suspicion.SEVERAL_SENDERS, mail.sender.address))
    found += [one for one in (_likeness(mail, known), _name(mail), _reply(mail)) if one]
    return tuple(found)


def leads_elsewhere(words: str, target: str) -> bool:
    """Say whether a link's words name one place and its target is another."""
    words, href = _as_it_looks(words), target.strip()
    scheme, _, rest = href.partition(":")
    if scheme.lower() == "mailto":
        named = _SPEC.search(words)
        return named is not None and named[0].casefold() not in unquote(rest).casefold()
    if scheme.lower() not in {"http", "https"}:
        return False
    host, is_tricky = _target(href)
    if is_tricky:
        return True
    told = _HOST.fullmatch(words.strip()) or _PAGE.search(words)
    if not told or told[1].rpartition(".")[2].lower() in _FILE_ENDINGS:
        return False
    return registrable(readable(told[1])) != registrable(readable(host))


def _as_it_looks(text: str) -> str:
    """Return words with the signs that they seem to be made of: other dots, slashes, at signs are the usual ones."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).translate(_LOOKS)


def _target(href: str) -> tuple[str, bool]:
    """Return the host of a link, and whether it is written to be misread."""
    try:
        parts = urlsplit(href.replace("\\", "/"))
        host = parts.hostname or ""
    except ValueError:
        return "", True
    is_misleading = (
        "@" in parts.netloc or "%" in parts.netloc or imitates_latin(host) or mixes_scripts(readable(host))
    )
    return host, is_misleading


def _likeness(mail: Mail, known: Collection[str]) -> SenderWarning | None:
    """Return the doubt about the domain: like one that is known, or letters that are not what they seem."""
    local, _, domain = mail.sender.address.rpartition("@")
    if not domain:
        return None
    seen = f"{local}@{readable(domain)}"
    theirs = {one.rpartition("@")[2].lower() for one in known}
    is_known = registrable(domain) in {registrable(one) for one in theirs}
    meant = "" if is_known else _meant(domain, theirs)
    if meant:
        return SenderWarning(Suspicion.LOOK_ALIKE, seen, meant)
    is_odd = not is_known and (mixes_scripts(readable(domain)) or imitates_latin(domain))
    return SenderWarning(Suspicion.MIXED_SCRIPTS, seen) if is_odd or mixes_scripts(local) else None


def _meant(domain: str, theirs: Collection[str]) -> str:
    """Return the known domain that this one may be taken for, "" for none."""
    own = registrable(domain)
    if own in _FREE or own in _OFTEN_IMITATED:
        return ""
    for one in sorted(theirs):
        if _is_like(domain, one):
            return one
    for one in _OFTEN_IMITATED:
        if skeleton(own) == skeleton(one) or f"{one}." in f"{domain}.":
            return one
    return ""


def _is_like(domain: str, known: str) -> bool:
    if registrable(known) in _FREE:
        return skeleton(registrable(domain)) == skeleton(registrable(known))
    return looks_like(domain, known)


def _name(mail: Mail) -> SenderWarning | None:
    """Return the doubt about a name that is an address, and not the one that wrote."""
    name = _as_it_looks(mail.sender.name)
    named = _SPEC.search(name.replace(" ", "") if "@" in name else "")
    if not named or not mail.sender.address:
        return None
    is_same = registrable(named[1]) == registrable(mail.sender.address.rpartition("@")[2])
    return (
        None if is_same else SenderWarning(Suspicion.NAME_IS_ANOTHER_ADDRESS, mail.sender.address, named[0])
    )


def _reply(mail: Mail) -> SenderWarning | None:
    """Return the doubt about answers that would go to another house; lists and robots do so for good reasons."""
    if (
        not mail.reply_to
        or not mail.sender.address
        or "list-id" in mail.headers
        or "list-unsubscribe" in mail.headers
    ):
        return None
    own = registrable(mail.sender.address.rpartition("@")[2])
    for one in mail.reply_to:
        if one.address and registrable(one.address.rpartition("@")[2]) != own:
            return SenderWarning(Suspicion.REPLY_ELSEWHERE, mail.sender.address, one.address)
    return None
