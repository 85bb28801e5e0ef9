# SPDX-License-Identifier: LicenseRef-Desk
"""Reads bounces of programs that keep to no standard, by the sentences they use; pure.

Only a mail that a mail server sent is looked at: whoever quotes such a sentence to us is a person.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from desk.models.vocabulary import MessageKind
from desk.services.inbox.feedback.automatic import plain
from desk.services.inbox.feedback.feedback import FailedRecipient, FailureClass
from desk.services.inbox.feedback.verdict import first_status, verdict
from desk.services.inbox.mail.addresses import spec_of
from desk.services.inbox.mail.mail import Mail

_DAEMON = re.compile(
    r"(?:mailer-?daemon|mail-?daemon|mailerdaemon|postmaster|mdaemon|"
    r"mail\.?delivery(?:\.?(?:system|subsystem|service))?|mailservice|"
    r"microsoftexchange[0-9a-f]{8,}|[a-z0-9_]*smtp_mail_service|imss|[a-z_]*antivirus[a-z_]*|"
    r"\"?system administrator\"?|bounces?|mail-?server|smtpd?|delivery|mailsystem|mail-?system|"
    r"abuse-noverify|ndr|no-?reply-bounces?)"
    r"(?:[+-][^@]*)?@.*",
    re.IGNORECASE,
)
_DAEMON_NAME = re.compile(
    r"mail delivery (?:sub)?system|mailer-daemon|postmaster|mail delivery service|"
    r"mail administrator|microsoft outlook|system administrator|"
    r"administrateur systeme|systemadministrator|e-mail delivery|internet mail delivery|mail system",
)
_FAILED_SUBJECT = re.compile(
    r"undeliver|not? ?deliver|unzustellbar|delivery (?:status notification|failure|failed|"
    r"has failed|problem|error|report|unsuccessful)|deliver(?:y|ed) fail|"
    r"returned (?:mail|to sender)|return(?:ed)?[: ]|failure (?:notice|delivery)|mail (?:delivery|"
    r"system) (?:fail|error|problem|status)|(?:message|mail) (?:delivery )?(?:status|undelivered)|"
    r"could ?n(?:o|')t be delivered|nondeliverable|non[- ]?(?:delivery|remis|distribu|livr)|"
    r"non remise|non distribue|echec (?:de|d')|remise (?:impossible|a echoue)|n'a pas (?:pu etre|"
    r"ete) (?:remis|distribue|delivre)|"
    r"fehlgeschlagen|fehler bei der|nicht zugestellt|zustellung|no se (?:ha )?(?:pudo|"
    r"podido) entregar|no entregado|devuelto|mancata consegna|non recapitat|onbestelbaar|"
    r"niet (?:bezorgd|afgeleverd)|"
    r"nao entregue|rejected|blocked|warning: (?:could not|message)|delayed mail|delay|verzoger|"
    r"retard|notification d'etat|notificacion|non-delivery|processing error|не доставлен|"
    r"failed mail|user unknown|退信|投递失败|邮件传输失败"
)
_PLAIN_SUBJECT = re.compile(
    r"^(?:undeliver(?:able|ed)(?::| mail| message)|mail delivery (?:failed|failure|error)|delivery (?:failure|"
    r"status notification|has failed)|failure notice|"
    r"returned mail\b|non[- ]delivery|non remis\b|non distribuable|unzustellbar|"
    r"echec de (?:la )?remise|message non (?:remis|distribue))|"
    r": non remis \(delivery failed\)"
)
_FAILED_TEXT = re.compile(
    r"could ?n(?:o|')t (?:be )?deliver|(?:was|were|has|have|is) ?n(?:o|')t (?:been |"
    r"yet been )?deliver|not be delivered|unable to deliver|deliver(?:y|"
    r"ed) (?:to .{0,200}? )?(?:has )?(?:failed|failure)|failed (?:permanently|to deliver)|"
    r"undeliverable|permanent(?:ly)? (?:fatal )?(?:error|failed)|did not reach|wasn't delivered|"
    r"couldn't be delivered|returned to (?:the )?sender|failed (?:address|recipient)|"
    r"cannot be delivered|message rejected|was rejected|delivery errors?|no(?:t)? be reached|"
    r"address not found|message blocked|"
    r"n'a (?:pas )?pu etre (?:remis|distribue|delivre|livre)|n'a pas (?:ete|pu) (?:remis|"
    r"distribue|delivre|etre)|echec de (?:la )?remise|echec (?:definitif )?(?:de|d') |"
    r"impossible de (?:remettre|delivrer|distribuer)|remise .{0,60}(?:a echoue|impossible)|"
    r"nicht (?:zugestellt|erreicht|ausgeliefert)|konnte .{0,80}nicht|unzustellbar|fehlgeschlagen|"
    r"no se (?:ha )?(?:pudo|podido) entregar|impossibile (?:consegnare|recapitare)|non (?:e stato|"
    r"puo essere) (?:possibile )?(?:consegnat|recapit)|"
    r"kon(?:den)? niet (?:worden )?(?:bezorgd|afgeleverd)|nao (?:foi|pode ser) entregue|"
    r"не (?:было )?доставлено|не может быть доставлен|невозможно доставить|не удалось доставить|"
    r"无法(?:送达|发送|投递)|退信|投递失败|配信できません|送信できません|配信不能|"
    r"not a valid user|user not known|no such user|"
    r"invalid final delivery|unknown user:|encountered (?:an error|delivery problems)|failed mail|"
    r"was aborted after|failed because"
)
_DELAYED = re.compile(
    r"this is (?:only )?a warning|warning message only|warning only|you do ?n(?:o|"
    r"')t need to resend|has not yet been delivered|not yet (?:been )?delivered|"
    r"will (?:continue (?:to )?|keep |be )(?:retr|try|attempt|be made)|postponed|"
    r"delivery (?:to .{0,200}? )?(?:has been|is|was) delayed|delayed mail|\(delay(?:ed)?\)|"
    r"still being attempted|will be retried|delivery incomplete|temporary problem delivering|"
    r"still trying|"
    r"n'a pas encore (?:pu )?ete|n'a pas encore ete (?:remis|distribue)|remise (?:differee|"
    r"retardee|est retardee)|nouvelles tentatives|noch nicht zugestellt|verzogert|"
    r"weitere zustellversuche|"
    r"ha sido retrasad|todavia no|consegna ritardata|nog niet (?:bezorgd|afgeleverd)"
)
_FINAL = re.compile(
    r"(?:giving up|gave up|permanent(?:ly)? (?:fatal )?(?:error|fail)|will not be retried|"
    r"no longer (?:be )?(?:tried|retr)|unable to deliver (?:your|the) message after|i've given up|"
    r"could not be delivered for more than)",
)
_ADDRESS = re.compile(
    r"(?<![\w.+'/=-])<?(?:mailto:)?([A-Za-z0-9][A-Za-z0-9!#$%&'*+/=?^_`{|"
    r"}~.-]{0,63}@[A-Za-z0-9](?:[A-Za-z0-9-]*\.)+[A-Za-z]{2,24})>?",
)
_ORIGINAL = re.compile(
    r"^[-_ =*>]*(?:(?:this is|below is|here is|the following is) a copy of|a copy of|copy of|"
    r"(?:(?<=---)|(?<=--- ))(?:below this line|original|the (?:header|body)|enclosed|returned|this is a copy|"
    r"message header)|"
    r"original message|message d'origine|unsent message|(?<=----- )unsent|"
    r"message headers? follow|headers of the original|received:|"
    r"en-tetes? (?:du message )?d'origine|"
    r"informations? de diagnostic|diagnostic information for|diagnoseinformationen|"
    r"original message headers|ursprungliche nachricht|ci-joint|return-path:)",
    re.MULTILINE,
)
_ID = re.compile(r"^[> \t]*message-id:\s*<([^<>\s]{3,250})>", re.IGNORECASE | re.MULTILINE)
_NAMING = frozenset(
    {"to:", "cc:", "from:", "de:", "a:", "von:", "an:", "reply-to:", "sender:", "contact", "please contact"}
)
_MOST = 60_000
_MOST_DIAGNOSTIC = 600
_BEFORE = 160
_BEGIN = 1200
_MOST_RECIPIENTS = 50


def is_from_server(mail: Mail) -> bool:
    """Say whether a mail server wrote this mail, going by who sent it and where an answer would go."""
    told = mail.headers
    if told.get("return-path", "").strip() == "<>" or "x-failed-recipients" in told:
        return True
    address = mail.sender.address
    if not address or _is_told_plainly(mail):
        return True
    return _DAEMON.fullmatch(address) is not None or (
        _DAEMON_NAME.search(plain(mail.sender.name)) is not None and not address.partition("@")[0].count(".")
    )


def _is_told_plainly(mail: Mail) -> bool:
    """Say whether subject and first sentences are those of a server, and the mail is no answer of a person."""
    if mail.in_reply_to or not _PLAIN_SUBJECT.search(plain(mail.subject)):
        return False
    begin = plain(mail.text[:_BEGIN])
    return _FAILED_TEXT.search(begin) is not None and _ADDRESS.search(begin) is not None


def failure(mail: Mail) -> tuple[MessageKind, tuple[FailedRecipient, ...]] | None:
    """Return what a server's mail in its own words says: BOUNCE or DELAY, and of whom; None: nothing of the kind."""
    text = mail.text[:_MOST]
    words, subject = plain(text), plain(mail.subject)
    cut = _ORIGINAL.search(words)
    told = words[: cut.start()] if cut and cut.start() > 40 else words
    is_delay = (_DELAYED.search(told) or _DELAYED.search(subject)) and not _FINAL.search(told)
    is_named = first_status(told) or _ADDRESS.search(told)
    is_failure = _FAILED_TEXT.search(told) or (_FAILED_SUBJECT.search(subject) and is_named)
    if not (is_delay or is_failure or "x-failed-recipients" in mail.headers):
        return None
    recipients = _recipients(mail, told, is_delay=bool(is_delay))
    return (MessageKind.DELAY if is_delay else MessageKind.BOUNCE), recipients


def named_id(mail: Mail) -> str:
    """Return the message id that a bounce quotes in its text, or ""."""
    found = _ID.search(mail.text)
    return found[1] if found else ""


def is_failure_subject(subject: str) -> bool:
    """Say whether a subject is one that servers give to bounces."""
    return _FAILED_SUBJECT.search(plain(subject)) is not None


def _recipients(mail: Mail, told: str, *, is_delay: bool) -> tuple[FailedRecipient, ...]:
    """Return who is named, each with the words around."""
    named = [spec_of(one.strip()) for one in mail.headers.get("x-failed-recipients", "").split(",")]
    wanted = list(dict.fromkeys(one for one in named if one))[:_MOST_RECIPIENTS] or _named(mail, told)
    found = (_failed(mail, address, told, wanted) for address in wanted)
    return tuple(replace(one, failure=FailureClass.DELAY) if is_delay else one for one in found)


def _named(mail: Mail, told: str) -> list[str]:
    """Return the addresses of the sentences, without our own and the server's; those behind "failed" come first."""
    own = {one.address.casefold() for one in (*mail.to, *mail.cc, mail.sender)}
    said = _FAILED_TEXT.search(told)
    at: dict[str, int] = {}
    for found in _ADDRESS.finditer(told):
        spec = spec_of(found[1].rpartition("=")[2].rstrip("."))
        if (
            spec
            and spec.casefold() not in own
            and not _DAEMON.fullmatch(spec)
            and not _addressed(told, found.start())
        ):
            at.setdefault(spec, found.start())
    behind = [spec for spec, start in at.items() if said and start >= said.start()]
    kept = behind or list(at)
    kept = kept[:_MOST_RECIPIENTS]
    return kept if _lists_several(told, kept) else kept[:1]


def _addressed(told: str, at: int) -> bool:
    """Say whether an address stands in a line that names to whom or from whom the mail went."""
    line = told[max(told.rfind("\n", 0, at), 0) : at].strip()
    return line in _NAMING


def _lists_several(told: str, addresses: list[str]) -> bool:
    """Say whether each address begins a line of its own: then all of them failed."""
    begun = [
        one
        for one in addresses
        if re.search(rf"^[ \t>*-]*(?:[\w ]{{3,20}}: *)?<?{re.escape(one)}>?", told, re.MULTILINE)
    ]
    return len(begun) > 1


def _failed(mail: Mail, address: str, told: str, wanted: Sequence[str]) -> FailedRecipient:
    """Return what is said of one recipient: behind its address mostly, before it sometimes."""
    is_alone = len(wanted) == 1
    at = told.find(address.casefold())
    diagnostic = _behind(told, address, at, wanted)
    if is_alone and not first_status(diagnostic) and first_status(told):
        diagnostic = f"{diagnostic} {told[told.find(first_status(told)) :][:200]}"
    begin = max(at - _BEFORE, 0) if is_alone else told.rfind("\n", 0, max(at, 0)) + 1
    status, diagnostic = first_status(diagnostic), " ".join(diagnostic.split())
    kind = verdict(status, diagnostic, told[begin : max(at, 0)], plain(mail.subject))
    return FailedRecipient(address=address, failure=kind, status=status, diagnostic=diagnostic)


def _behind(told: str, address: str, at: int, wanted: Sequence[str]) -> str:
    """Return the words behind an address, up to where they begin to be about another."""
    begin = at + len(address) if at >= 0 else 0
    around = told[begin : begin + _MOST_DIAGNOSTIC]
    ends = [around.find(one.casefold()) for one in wanted if one != address]
    following = _ADDRESS.search(around)
    if following and following.start() > 60 and address.casefold() not in following[0]:
        ends.append(following.start())
    return around[: min((end for end in ends if end >= 0), default=None)].strip(" <>:.,\n\t")
