# SPDX-License-Identifier: LicenseRef-Desk
"""Decides what a server's refusal says about the address, about us, or about the message; pure.

Servers use the codes loosely and their words precisely: words come first, then the enhanced status (RFC 3463),
then the plain code. What cannot be told is soft: it kills no address.
"""

import re

from desk.services.inbox.feedback.feedback import FailureClass

STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
CODE = re.compile(r"(?<![\d.])([45]\d\d)(?=[ \-:,.;)\]#]|$)")

_OURS = re.compile(
    r"sender (?:address )?(?:rejected|denied|verify|domain|invalid|unknown|verification)|"
    r"(?:unknown|invalid|bad) sender|"
    r"sender.{0,30}(?:not allowed|blocked|blacklist|denied)|return address.{0,30}(?:invalid|not)|"
    r"does not accept mail from|"
    r"not allowed to send (?:as|mail|to)|domain of sender|your (?:ip|host|server|domain|network|"
    r"mail server)|envelope sender"
)
_GONE = re.compile(
    r"(?:user|recipient|mailbox|address|account|addressee|alias)[^.\n]{0,80}(?:unknown|"
    r"not (?:found|exist|known|valid|available here|a valid)|"
    r"(?:does ?n[o']t|doesn't|do not|did not) exist|no longer|nonexist|non-exist|invalid|disabled|"
    r"inactive|deactivated|closed|deleted|suspended|expired|"
    r"is not active|terminated|cannot be found|could ?n[o']t be found|wasn't found|"
    r"has been (?:disabled|closed|deleted|locked|blocked))|"
    r"(?:unknown|invalid|no such|nonexistent|bad|illegal|unrouteable|undeliverable|inactive|"
    r"disabled)[ -]+(?:\w+ ){0,2}(?:user|recipient|mailbox|address|account|local part|alias|"
    r"person|addressee)|"
    r"(?:mailbox|user|recipient) unavailable|not a valid (?:recipient|user|mailbox|address)|"
    r"no mailbox (?:here|by that name)|not our customer|user doesn|address rejected: (?:user|"
    r"undeliverable|unknown|no such)|"
    r"recipient address rejected: access denied|recipientnotfound|resolver\.adr|recipient not found|"
    r"not listed in (?:public )?(?:name & address book|domino)|no such (?:domain|host|person|"
    r"user)|unknown (?:domain|host)|"
    r"domain (?:name )?(?:not found|does not exist|has no)|"
    r"host (?:or domain name )?not found(?!, try)|name or service not known|no mx|"
    r"nxdomain|unable to find any exchangers|dns error: .{0,40}type (?:mx|"
    r"a) lookup.{0,60}domain name not found|"
    r"couldn't find any host|mail (?:receiving )?disabled|has moved|"
    r"(?:adresse|destinataire|utilisateur|boite|compte)[^.\n]{0,60}(?:inconnue?|introuvable|"
    r"inexistante?|n'existe (?:pas|plus)|invalide|non valide|desactivee?|fermee?|supprimee?|"
    r"suspendue?|resilie|inactif)|"
    r"(?:empfanger|adresse|benutzer|postfach|konto)[^.\n]{0,60}(?:unbekannt|nicht (?:gefunden|"
    r"vorhanden|bekannt)|existiert nicht|ungultig|deaktiviert)|"
    r"(?:utente|casella|destinatario|usuario|buzon|direccion)[^.\n]{0,60}(?:sconosciut|"
    r"inesistente|desconocid|no existe|non esiste|no encontrad)|"
    r"this (?:account|user|mailbox) (?:is|has been) (?:disabled|not|closed|suspended)|"
    r"dd this user|mta error.{0,40}no mailbox"
)
_FULL = re.compile(
    r"(?:mailbox|inbox|quota|storage|account|user|recipient|boite|maildir)[^.\n]{0,50}(?:full|"
    r"exceed|over quota|overquota|out of (?:storage|space)|too many|pleine|depasse)|"
    r"over ?quota|quota (?:exceeded|full|violation|depasse)|insufficient (?:system )?(?:storage|"
    r"disk)|mailbox limit|"
    r"(?:not enough|no space|disk full|out of space)|postfach ist voll|postfach.{0,20}voll|"
    r"buzon (?:lleno|esta lleno)|casella.{0,30}piena|mailbox is full"
)
_CONTENT = re.compile(
    r"message (?:size|is too (?:large|big)|too (?:large|big)|exceeds|length exceeds)|"
    r"size (?:limit|exceeds)|too (?:large|big)|exceed\w* .{0,30}(?:maximum )?(?:message )?size|"
    r"\bspam(?!haus|cop|hunters)\b|spammy|junk mail|unsolicited|virus|malware|infected|phish|"
    r"attachment|blocked (?:file|content)|content (?:reject|block|restrict|filter)|"
    r"prohibited content|"
    r"message (?:content|blocked due to|looks|seems|detected as|was (?:considered|identified)|"
    r"identified as|classified)|banned (?:file|content)|"
    r"header (?:error|invalid)|invalid (?:header|message)|mime|bad (?:date|header)|"
    r"url.{0,30}(?:blacklist|block)|courrier indesirable|message juge|contenu (?:refuse|rejete)|"
    r"nachricht (?:ist )?zu gro"
)
_POLICY = re.compile(
    r"block ?list|black ?list|\brbl\b|dnsbl|spamhaus|spamcop|barracuda|sorbs|uceprotect|"
    r"proofpoint|cloudmark|senderscore|reputation|"
    r"\bspf\b|\bdkim\b|dmarc|unauthenticated|authentication (?:required|fail|is required)|"
    r"not authenticated|not authori[sz]ed|unauthori[sz]ed|"
    r"rdns|reverse dns|\bptr\b|helo|ehlo|relay(?:ing)?[^.\n]{0,20}(?:denied|prohibited|"
    r"not permitted|not allowed)|unable to relay|not permitted|access (?:denied|rejected)|"
    r"rate ?limit|too many (?:connections|messages|recipients|errors)|throttl|"
    r"temporarily deferred due to|unusual(?: rate)|blocked|banned|"
    r"policy|\bofr|\blpn|ovh:|mauvaise reputation|adresse ip|service refuse|refuse[ds]? (?:by|to)|"
    r"rejected (?:by|due)|administrative prohibition|"
    r"closed group|restricted|only accepts? mail from|not accept(?:ing)? (?:mail|messages) from|"
    r"privatemail|moderat|tls (?:required|is required)|starttls"
)
_LATER = re.compile(
    r"tempor|try (?:again )?later|try again|timed? ?out|timeout|connection (?:refused|lost|reset|"
    r"dropped|closed)|could ?n[o']t connect|cannot connect|no route to host|"
    r"network is unreachable|host (?:is )?(?:down|unreachable)|grey ?list|gray ?list|deferred|"
    r"lost connection|retry (?:time|timeout)|"
    r"busy|unavailable at this time|in progress|expired|delivery time|too long|loop|too many hops|"
    r"hop count|out of office|system not accepting|"
    r"service (?:not available|unavailable)|server (?:error|unavailable)|no answer|not responding|"
    r"resources|delai"
)
_BY_STATUS = (
    (re.compile(r"5\.1\.(?:[0-6]|10)|5\.2\.1|5\.4\.(?:1|4|310)|5\.0\.350"), FailureClass.HARD),
    (re.compile(r"5\.1\.(?:7|8|9)|5\.5\.\d+|5\.7\.\d+|5\.4\.316|5\.2\.0"), FailureClass.POLICY),
    (re.compile(r"5\.2\.3|5\.3\.4|5\.6\.\d+|5\.2\.14"), FailureClass.CONTENT),
    (re.compile(r"[45]\.2\.2|5\.4\.\d+|5\.3\.\d+|4\.\d+\.\d+"), FailureClass.SOFT),
)
_MOST = 4000


def verdict(status: str, *diagnostics: str) -> FailureClass:
    """Return what a failure says. status: enhanced code or ""; diagnostics: the server's words, best ones first."""
    for diagnostic in diagnostics:
        told = _told(status, diagnostic)
        if told:
            return told
    return FailureClass.SOFT


def _told(status: str, diagnostic: str) -> FailureClass | None:
    words = _folded(diagnostic[:_MOST])
    code = status or first_status(words) or _transient(words)
    if _OURS.search(words):
        return FailureClass.SOFT if code.startswith("4") else FailureClass.POLICY
    if _FULL.search(words):
        return FailureClass.SOFT
    if _GONE.search(words) and not code.startswith("4"):
        return FailureClass.HARD
    if code.startswith("4"):
        return FailureClass.SOFT
    return _by_words(words, code) or _by_code(words)


def _transient(words: str) -> str:
    """Return a status that says "not now" when the first plain code does, else ""."""
    found = CODE.search(words)
    return "4.0.0" if found and found[1].startswith("4") else ""


def first_status(words: str) -> str:
    """Return the first enhanced status code in some text, or ""."""
    found = STATUS.search(words)
    return found[1] if found else ""


def _by_words(words: str, code: str) -> FailureClass | None:
    """Decide by what is left to say; a code that says exactly one thing is believed before vague words."""
    if code in {"5.1.1", "5.1.10", "5.1.2", "5.1.6", "5.4.4"}:
        return FailureClass.HARD
    if code in {"5.3.4", "5.2.3"} or _CONTENT.search(words):
        return FailureClass.CONTENT
    if _POLICY.search(words):
        return FailureClass.POLICY
    if _LATER.search(words):
        return FailureClass.SOFT
    for pattern, kind in _BY_STATUS:
        if pattern.fullmatch(code):
            return kind
    return None


def _by_code(words: str) -> FailureClass | None:
    """Decide by the plain code alone: 550 without a word is a missing mailbox nearly always."""
    found = CODE.search(words)
    if found and found[1] in {"550", "551", "553"}:
        return FailureClass.HARD
    if found and found[1] == "552":
        return FailureClass.SOFT
    if found and found[1] in {"554", "571", "535", "530"}:
        return FailureClass.POLICY
    return None


def _folded(text: str) -> str:
    from desk.services.inbox.feedback.automatic import plain

    return " ".join(plain(text).split())
