# SPDX-License-Identifier: LicenseRef-Desk
# ruff: noqa: RUF001 - reports come in every script
"""Reports as mail servers write them, by hand, each with what is to be recognised in it."""

from dataclasses import dataclass

SHOP, ANN, ORIGINAL = "shop@atelier.example", "ann@kunde.example", "our-1@atelier.example"
RETURNED = f"Message-ID: <{ORIGINAL}>\nFrom: {SHOP}\nTo: {ANN}\nSubject: Your bike\n\nHello"


@dataclass(frozen=True, slots=True)
class Report:
    """A mail and what it is. failure: of its one recipient; "" when there is none."""

    name: str
    raw: bytes
    kind: str
    failure: str
    address: str = ANN
    original: str = ORIGINAL


def coded(text):
    return text.replace("\n", "\r\n").encode()


def dsn(name, status, diagnostic, failure, *, action="failed", kind="bounce", words="Your message was not delivered.", sender="MAILER-DAEMON@mx.example", recipient=None, returned="message/rfc822"):  # fmt: skip
    """Write a report in the form of RFC 3464."""
    to = recipient or f"Final-Recipient: rfc822; {ANN}"
    back = f"--=_r\nContent-Type: {returned}\n\n{RETURNED}\n" if returned else ""
    told = f"Diagnostic-Code: smtp; {diagnostic}\n" if diagnostic else ""
    raw = (
        f"Return-Path: <>\nFrom: {sender}\nTo: {SHOP}\nSubject: Undelivered Mail Returned to Sender\nAuto-Submitted: auto-replied\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="=_r"\n\n'
        f"--=_r\nContent-Type: text/plain\n\n{words}\n--=_r\nContent-Type: message/delivery-status\n\n"
        f"Reporting-MTA: dns; mx.example\n\n{to}\nAction: {action}\nStatus: {status}\n{told}\n{back}--=_r--\n"
    )
    return Report(name, coded(raw), kind, failure, original=ORIGINAL if returned else "")


def words(name, text, failure, *, kind="bounce", sender="MAILER-DAEMON@mx.example", subject="failure notice", head="", quoted=True):  # fmt: skip
    """Write a report in sentences alone."""
    back = f"\n--- Below this line is a copy of the message.\n\n{RETURNED}\n" if quoted else ""
    raw = f"From: {sender}\nTo: {SHOP}\nSubject: {subject}\n{head}Content-Type: text/plain; charset=utf-8\n\n{text}\n{back}"
    return Report(name, coded(raw), kind, failure, original=ORIGINAL if quoted else "")


STANDARD = [
    dsn("postfix, no such user", "5.1.1", f"550 5.1.1 <{ANN}>: Recipient address rejected: User unknown in virtual mailbox table", "hard"),
    dsn("gmail, no such user", "5.1.1", "550-5.1.1 The email account that you tried to reach does not exist. Please try 550 5.1.1 double-checking", "hard"),
    dsn("gmail, disabled", "5.2.1", "550 5.2.1 The email account that you tried to reach is disabled.", "hard"),
    dsn("gmail, full", "5.2.2", "552 5.2.2 The email account that you tried to reach is over quota.", "soft"),
    dsn("gmail, unsolicited", "5.7.1", "550-5.7.1 Our system has detected that this message is likely unsolicited mail.", "content"),
    dsn("gmail, not signed", "5.7.26", "550-5.7.26 This mail is unauthenticated, which poses a security risk to the sender", "policy"),
    dsn("gmail, rate", "4.7.28", "421-4.7.28 Our system has detected an unusual rate of unsolicited mail from your IP", "soft"),
    dsn("outlook, no mailbox", "5.5.0", "550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302)", "hard"),
    dsn("exchange online, not found", "5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup", "hard"),
    dsn("exchange online, edge", "5.4.1", "550 5.4.1 Recipient address rejected: Access denied. AS(201806281)", "hard"),
    dsn("outlook, blocked", "5.7.1", "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. part of their network is on our block list (S3140).", "policy"),
    dsn("exchange, restricted", "5.7.133", "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required", "policy"),
    dsn("exchange, too big", "5.2.3", "552 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient", "content"),
    dsn("yahoo, gone", "5.0.0", "554 delivery error: dd This user doesn't have a yahoo.fr account (ann) [0]", "hard"),
    dsn("yahoo, policy", "5.7.9", "554 5.7.9 Message not accepted for policy reasons. See https://postmaster.yahooinc.com", "policy"),
    dsn("orange, unknown", "5.1.1", "550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416 [416]", "hard"),
    dsn("orange, blocked", "5.7.1", "550 5.7.1 Service refuse. Veuillez essayer plus tard. service refused OFR_506 [506]", "policy"),
    dsn("orange, full", "4.2.2", "452 4.2.2 Boite du destinataire pleine. Recipient overquota. OFR_417 [417]", "soft"),
    dsn("free, unknown", "5.1.1", f"550 5.1.1 <{ANN}>: Recipient address rejected: unverified address: user unknown", "hard"),
    dsn("free, too many", "5.7.1", "550 5.7.1 spam detected", "content"),
    dsn("laposte, refused", "5.5.0", "550 5.5.0 Service refuse. LPN007_510", "policy"),
    dsn("ovh, unknown", "5.1.1", f"550 5.1.1 <{ANN}>: Email address could not be found, or was misspelled (G8)", "hard"),
    dsn("sfr, full", "5.2.2", "552 5.2.2 Mailbox full", "soft"),
    dsn("gmx, unknown", "5.1.1", "550 Requested action not taken: mailbox unavailable For explanation visit https://postmaster.gmx.net", "hard"),
    dsn("t-online, user", "5.1.1", "550 user unknown", "hard"),
    dsn("icloud, unknown", "5.1.6", f"550 5.1.1 <{ANN}>: user does not exist", "hard"),
    dsn("no such domain", "5.4.4", "Host or domain name not found. Name service error for name=kunde.example type=A: Host not found", "hard"),
    dsn("domain for now", "4.4.3", "Host or domain name not found. Name service error for name=kunde.example type=MX: Host not found, try again", "soft"),
    dsn("given up after days", "4.4.1", "connect to mx.kunde.example[192.0.2.1]:25: Connection timed out", "soft"),
    dsn("spamhaus", "5.7.1", "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org", "policy"),
    dsn("dmarc", "5.7.1", "550 5.7.1 Email rejected per DMARC policy for atelier.example", "policy"),
    dsn("spf", "5.7.23", "550 5.7.23 The message was rejected because of Sender Policy Framework violation", "policy"),
    dsn("virus", "5.7.1", "554 5.7.1 Message contains a virus: Eicar", "content"),
    dsn("attachment", "5.7.0", "552-5.7.0 This message was blocked because its content presents a potential security issue (attachment)", "content"),
    dsn("too large", "5.3.4", "552 5.3.4 Message size exceeds fixed limit", "content"),
    dsn("our domain", "5.1.8", "550 5.1.8 <shop@atelier.example>: Sender address rejected: Domain not found", "policy"),
    dsn("relay", "5.7.1", "554 5.7.1 <ann@kunde.example>: Relay access denied", "policy"),
    dsn("greylisted to death", "4.2.0", "450 4.2.0 Recipient address rejected: Greylisted, try again later", "soft"),
    dsn("loop", "5.4.6", "554 5.4.6 Too many hops", "soft"),
    dsn("code alone", "5.0.0", "550", "hard"),
    dsn("nothing said", "5.0.0", "", "soft", words="Sorry."),
    dsn("said to people", "5.0.0", "", "soft", words="Reason: recipient reached disk quota"),
    dsn("headers alone", "5.1.1", "550 no such user", "hard", returned="text/rfc822-headers"),
    dsn("nothing back", "5.1.1", "550 no such user", "hard", returned=""),
    dsn("the address we wrote to", "5.1.1", "550 unknown user", "hard", recipient=f"Original-Recipient: rfc822;{ANN}\nFinal-Recipient: rfc822;other@else.example"),
    dsn("angle brackets", "5.1.1", "550 unknown user", "hard", recipient=f"Final-Recipient: RFC822; <{ANN}>"),
    dsn("late, postfix", "4.4.1", "connect to mx[192.0.2.1]:25: Connection refused", "delay", action="delayed", kind="delay"),
    dsn("late, gmail", "4.0.0", "The recipient server did not accept our requests to connect.", "delay", action="delayed", kind="delay", sender="Mail Delivery Subsystem <mailer-daemon@googlemail.com>"),
    dsn("late, exchange", "4.4.7", "", "delay", action="Delayed", kind="delay", sender="postmaster@kunde.example"),
]  # fmt: skip

SPOKEN = [
    words("qmail", f"Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<{ANN}>:\nSorry, no mailbox here by that name. (#5.1.1)\n", "hard"),
    words("qmail, full", f"Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<{ANN}>:\nThe user's mailbox is over quota. (#5.2.2)\n", "soft"),
    words("exim", f"This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  {ANN}\n    host mx.kunde.example [192.0.2.1]\n    SMTP error from remote mail server after RCPT TO:<{ANN}>:\n    550 5.1.1 User unknown\n", "hard", subject="Mail delivery failed: returning message to sender", head=f"X-Failed-Recipients: {ANN}\n"),
    words("exim, no header", f"A message that you sent could not be delivered to one or more of its recipients. The following address(es) failed:\n\n  {ANN}\n    Unrouteable address\n", "hard", subject="Mail delivery failed: returning message to sender"),
    words("exim, late", f"This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue.\n\n  {ANN}\n\nNo action is required on your part. Delivery attempts will continue for\nsome time.\n", "delay", kind="delay", subject="Warning: message delayed 24 hours"),
    words("sendmail", f"The original message was received at Mon, 23 Nov 2026\n\n   ----- The following addresses had permanent fatal errors -----\n<{ANN}>\n    (reason: 550 5.1.1 <{ANN}>... User unknown)\n\n   ----- Transcript of session follows -----\n550 5.1.1 <{ANN}>... User unknown\n", "hard", subject="Returned mail: see transcript for details"),
    words("sendmail, late", f"    **********************************************\n    **      THIS IS A WARNING MESSAGE ONLY      **\n    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **\n\n   ----- The following addresses had transient non-fatal errors -----\n<{ANN}>\n\nWarning: message still undelivered after 4 hours\nWill keep trying until message is 5 days old\n", "delay", kind="delay", subject="Warning: could not send message for past 4 hours"),
    words("gmail, old", f"Delivery to the following recipient failed permanently:\n\n     {ANN}\n\nTechnical details of permanent failure:\nGoogle tried to deliver your message, but it was rejected. 550 5.1.1 no such user\n", "hard", sender="Mail Delivery Subsystem <mailer-daemon@googlemail.com>", subject="Delivery Status Notification (Failure)"),
    words("gmail, new", f"** Address not found **\n\nYour message wasn't delivered to {ANN} because the address couldn't be found, or is unable to receive mail.\n\nThe response was:\n550 5.1.1 The email account that you tried to reach does not exist.\n", "hard", sender="Mail Delivery Subsystem <mailer-daemon@googlemail.com>", subject="Delivery Status Notification (Failure)"),
    words("exchange, english", f"Delivery has failed to these recipients or groups:\n\nAnn ({ANN})\nThe email address you entered couldn't be found. Please check the recipient's email address.\n\nRemote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound'\n", "hard", sender="Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@atelier.example>", subject="Undeliverable: Your bike"),
    words("exchange, french", f"Échec de la remise pour ces destinataires ou groupes :\n\nAnn ({ANN})\nL’adresse de messagerie que vous avez entrée est introuvable.\n\nRemote Server returned '550 5.1.1 user unknown'\n", "hard", sender="Microsoft Outlook <postmaster@atelier.example>", subject="Non remis : Votre vélo"),
    words("exchange, german", f"Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:\n\nAnn ({ANN})\nDie eingegebene E-Mail-Adresse konnte nicht gefunden werden: Empfänger unbekannt.\n", "hard", sender="postmaster@atelier.example", subject="Unzustellbar: Ihr Rad"),
    words("outlook, old french", f"Votre message n'a pas été remis à certains ou à tous les destinataires.\n\nLe ou les destinataires suivants ne peuvent être joints :\n\n      {ANN} le 23/11/2026 10:00\n            Le compte de messagerie n'existe pas dans l'organisation\n", "hard", sender="Administrateur système <postmaster@kunde.example>", subject="Non remis : Votre vélo"),
    words("yahoo", f"Sorry, we were unable to deliver your message to the following address.\n\n<{ANN}>:\n554: delivery error: dd Not a valid recipient\n", "hard", subject="Failure Notice"),
    words("domino", f"Your message\n\n  Subject: Your bike\n\nwas not delivered to:\n\n  {ANN}\n\nbecause:\n\n  User ann ({ANN}) not listed in Domino Directory\n", "hard", sender="postmaster@kunde.example", subject="DELIVERY FAILURE: User ann not listed in Domino Directory"),
    words("gmx, german", f"This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its recipients.\n\nThe following address failed:\n\n{ANN}:\nSMTP error from remote server for RCPT TO command:\n550 user unknown\n", "hard"),
    words("zimbra", f"This is the mail system at host mx.example.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n<{ANN}>: host mx[192.0.2.1] said: 552 5.2.2\n    Mailbox full (in reply to RCPT TO command)\n", "soft", subject="Undelivered Mail Returned to Sender"),
    words("antispam gateway", f"Your message to {ANN} was rejected.\n\nmx said: 554 5.7.1 rejected: identified as spam\n", "content", sender="postmaster@kunde.example", subject="Undeliverable: Your bike"),
    words("block list", f"Your mail could not be delivered to {ANN}.\n554 Your IP 192.0.2.1 is on our blacklist\n", "policy", sender="Mail Delivery System <mdaemon@kunde.example>", subject="Delivery failure"),
    words("russian", f"К сожалению, Ваше письмо не может быть доставлено: {ANN}\n550 user not found\n", "hard", subject="Mail failure."),
    words("quoted id alone", f"The message could not be delivered to <{ANN}>: 550 no such user here\n\nMessage-ID: <{ORIGINAL}>\n", "hard"),
]  # fmt: skip

REPORTS = (*STANDARD, *SPOKEN)


def complaint(kind="abuse", told=f"Original-Rcpt-To: <{ANN}>\n"):
    """Write a complaint in the form of RFC 5965."""
    return coded(
        f'From: fbl@provider.example\nTo: abuse@atelier.example\nSubject: complaint\nContent-Type: multipart/report; report-type=feedback-report; boundary="=_r"\n\n'
        f"--=_r\nContent-Type: text/plain\n\nThis is an email abuse report.\n--=_r\nContent-Type: message/feedback-report\n\n"
        f"Feedback-Type: {kind}\nUser-Agent: x/1\nVersion: 1\n{told}--=_r\nContent-Type: message/rfc822\n\n{RETURNED}\n--=_r--\n"
    )
