# SPDX-License-Identifier: LicenseRef-Desk
"""Decides what an incoming mail is: somebody's words, or a report about mail of ours; pure.

Standards first (RFC 3464, RFC 5965, RFC 3834), then the sentences of those who keep to none. What is not certain
is a MESSAGE, which a person reads.
"""

import re
from dataclasses import replace

from desk.models.vocabulary import MessageKind
from desk.services.inbox.feedback.automatic import automatic_kind, is_automatic
from desk.services.inbox.feedback.feedback import FailedRecipient, FailureClass, Feedback, StopKind
from desk.services.inbox.feedback.phrases import failure, is_failure_subject, is_from_server, named_id
from desk.services.inbox.feedback.report import Complaint, complaint, original_id, returned, status_report
from desk.services.inbox.feedback.stop import mail_stop_word
from desk.services.inbox.mail.machines import is_forged
from desk.services.inbox.mail.mail import Mail
from desk.services.inbox.mail.quotes import first_own_words
from desk.services.inbox.mail.structure import Structure, structure

_TOKEN = re.compile(r"[^@+]+\+([^@]{1,100})@")
_UNSUBSCRIBE_BOX = re.compile(
    r"(?:[^@+]+[+.-])?(?:unsubscribe|unsub|desinscription|desabonnement|abmelden|abmeldung|"
    r"u\.[\w.-]+)@",
    re.IGNORECASE,
)
_NO_COMPLAINTS = frozenset({"not-spam", "auth-failure", "dmarc", "virus"})
_LOOPED = re.compile(
    r"complaint about (?:message|mail) from|spam report|abuse report|email abuse|feedback loop",
    re.IGNORECASE,
)
_MOST_WISH = 400
_REPORTS = frozenset({MessageKind.BOUNCE, MessageKind.DELAY})
_WISHES = frozenset({MessageKind.STOP, MessageKind.UNSUBSCRIBE})


def recognise(mail: Mail, raw: bytes) -> Feedback:
    """Return what a mail is. Never raises.

    What was written as text comes first, though the page says more: a STOP with a long signature is one.
    """
    told = _recognised(replace(mail, text=mail.plain) if mail.plain else mail, raw)
    if mail.plain and told.kind is MessageKind.MESSAGE and told.stop is None:
        told = _recognised(mail, raw)
    return _doubted(told) if _is_made_up(mail, told.kind) else told


def _is_made_up(mail: Mail, kind: MessageKind) -> bool:
    """Say whether the server that took a mail in found that it is not from whom it says.

    A report of failure has no return path, so SPF was asked about the name by which its server greeted (RFC 7208,
    2.4): a name that few servers list, and many get wrong. That alone makes no report a forgery, dmarc=fail does. A
    server that says nothing, none or neutral, as of most reports, leaves them as they are. What is taken for a
    forgery wrongly costs little: a person still reads its line.
    """
    if not is_forged(mail.headers):
        return False
    if kind not in _REPORTS or mail.headers.get("return-path", "").strip() != "<>":
        return True
    return "dmarc=fail" in mail.headers.get("authentication-results", "").lower()


def _doubted(told: Feedback) -> Feedback:
    """Return what a forged mail is: a wish is left to a person, a report is told of and changes nothing."""
    if told.kind in _WISHES or told.stop is StopKind.START:
        return replace(told, kind=MessageKind.MESSAGE, stop=StopKind.UNCLEAR, is_forged=True)
    return replace(told, is_forged=True)


def _recognised(mail: Mail, raw: bytes) -> Feedback:
    tokens = _tokens(mail)
    is_report = mail.headers.get("content-type", "").lower().startswith("multipart/report")
    if is_report or is_from_server(mail) or _LOOPED.search(mail.subject):
        told = _reported(mail, raw, tokens)
        if told is not None:
            return told
    kind = automatic_kind(mail)
    if kind is not MessageKind.MESSAGE:
        return Feedback(kind=kind, is_automatic=True, tokens=tokens, original_message_id=_answered(mail))
    automatic = is_report or is_automatic(mail)
    wish = (
        None if automatic and not _is_unsubscribe_box(mail) else _wish(mail, tokens, is_automatic=automatic)
    )
    return wish or Feedback(
        kind=MessageKind.AUTO_REPLY if is_report else kind, is_automatic=automatic, tokens=tokens
    )


def _reported(mail: Mail, raw: bytes, tokens: tuple[str, ...]) -> Feedback | None:
    """Return what a server says about mail of ours; None when it says nothing of that."""
    found = structure(raw)
    complained = complaint(raw, found)
    original = original_id(returned(raw, found)) or named_id(mail) or _answered(mail)
    if complained is not None:
        return _complained(complained, original, tokens)
    told = status_report(raw, found, mail.text)
    if told is not None:
        kind = _kind_of(told.recipients)
        return Feedback(
            kind=kind,
            recipients=told.recipients,
            original_message_id=original,
            is_automatic=True,
            tokens=tokens,
        )
    said = failure(mail) if _may_be_failure(mail, found) else None
    if said is None:
        return None
    kind, recipients = said
    return Feedback(
        kind=kind, recipients=recipients, original_message_id=original, is_automatic=True, tokens=tokens
    )


def _complained(told: Complaint, original: str, tokens: tuple[str, ...]) -> Feedback:
    kind = MessageKind.COMPLAINT
    if told.kind in _NO_COMPLAINTS:
        kind = MessageKind.AUTO_REPLY
    elif told.kind.startswith("opt-out"):
        kind = MessageKind.UNSUBSCRIBE
    return Feedback(
        kind=kind,
        original_message_id=original,
        is_automatic=True,
        tokens=tokens,
        complainant=told.complainant,
    )


def _kind_of(recipients: tuple[FailedRecipient, ...]) -> MessageKind:
    """Return BOUNCE when one failed for good, DELAY when all are only late; a mere success is an automatic answer."""
    if not recipients:
        return MessageKind.AUTO_REPLY
    late = all(one.failure is FailureClass.DELAY for one in recipients)
    return MessageKind.DELAY if late else MessageKind.BOUNCE


def _may_be_failure(mail: Mail, found: Structure) -> bool:
    """Say whether it is worth looking for sentences: absences come with an empty return path as well."""
    if automatic_kind(mail) is not MessageKind.MESSAGE and not is_failure_subject(mail.subject):
        return False
    return "disposition-notification" not in mail.headers.get("content-type", "").lower() or bool(found.flaws)


def _answered(mail: Mail) -> str:
    return mail.in_reply_to[-1] if mail.in_reply_to else mail.references[-1] if mail.references else ""


def _tokens(mail: Mail) -> tuple[str, ...]:
    """Return what stands behind a plus in the addresses that the mail came to."""
    came_to = [one.address for one in (*mail.to, *mail.cc)]
    came_to += [mail.headers.get(name, "") for name in ("delivered-to", "x-original-to", "envelope-to")]
    found = (_TOKEN.match(one.strip("<> ")) for one in came_to)
    return tuple(dict.fromkeys(one[1] for one in found if one))


def _is_unsubscribe_box(mail: Mail) -> bool:
    return any(_UNSUBSCRIBE_BOX.match(one.address) for one in mail.to)


def _wish(mail: Mail, tokens: tuple[str, ...], *, is_automatic: bool) -> Feedback | None:
    """Return what the writer asks to be left alone with, when that is all the mail says."""
    words = first_own_words(mail.text)
    if _is_unsubscribe_box(mail) and len(words) <= _MOST_WISH:
        return Feedback(
            kind=MessageKind.UNSUBSCRIBE, is_automatic=is_automatic, tokens=tokens, stop=StopKind.STOP,
            original_message_id=_answered(mail),
        )  # fmt: skip
    if len(words) > _MOST_WISH:
        return None
    sender = f"{mail.sender.name} {mail.sender.address.rpartition('@')[0]}"
    asked = mail_stop_word(mail.subject, words, mail.headers.get("content-language", ""), sender)
    if asked is None:
        return None
    kind = MessageKind.STOP if asked is StopKind.STOP else MessageKind.MESSAGE
    return Feedback(
        kind=kind, is_automatic=is_automatic, tokens=tokens, stop=asked, original_message_id=_answered(mail)
    )
