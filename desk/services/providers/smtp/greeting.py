# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the start of a conversation: socket, TLS, EHLO, sign-in; a secret leaves only over a private wire."""

import base64
import ssl

from desk.errors import Misconfigured, Unavailable
from desk.services.providers.smtp import tls
from desk.services.providers.smtp.connection import Connection
from desk.services.providers.smtp.offer import Offer, offer_of
from desk.services.providers.smtp.reply import Reply, Stage
from desk.services.providers.smtp.settings import Authentication, Security, SmtpSettings
from desk.services.providers.smtp.wire import Wire, dial

_UNSUPPORTED = frozenset({500, 502, 503, 504})


async def open_connection(settings: SmtpSettings, secret: str, context: ssl.SSLContext | None) -> Connection:
    """Return a connection that may deliver.

    Raises Misconfigured (certificate_refused, starttls_missing, password_refused, sign_in_unsupported,
    password_needs_encryption) or Unavailable (`wire`'s codes, server_refuses, sign_in_later).
    """
    wire = await dial(settings.host, settings.port, settings.connect_s)
    try:
        offer = await _greet(wire, settings, context)
        if settings.username:
            await _sign_in(wire, offer, settings, secret)
    except BaseException:
        wire.abort()
        raise
    return Connection(wire, offer, settings)


async def read_certificate(settings: SmtpSettings) -> bytes:
    """Return the certificate (DER) that a server shows, trusted or not; no secret is sent."""
    unpinned = SmtpSettings(
        host=settings.host,
        port=settings.port,
        security=settings.security,
        connect_s=settings.connect_s,
        command_s=settings.command_s,
    )
    wire = await dial(settings.host, settings.port, settings.connect_s)
    try:
        await _greet(wire, unpinned, tls.blind())
        return wire.certificate
    finally:
        wire.abort()


async def _greet(wire: Wire, settings: SmtpSettings, context: ssl.SSLContext | None) -> Offer:
    if settings.security == Security.TLS:
        await _secure(wire, settings, context)
    _demand(await _reply(wire, settings), 220, Stage.BANNER)
    offer = await _ehlo(wire, settings)
    if settings.security == Security.STARTTLS:
        if not offer.starttls:
            raise Misconfigured("starttls_missing", host=settings.host)
        wire.write(b"STARTTLS\r\n")
        _demand(await _reply(wire, settings), 220, Stage.STARTTLS)
        await _secure(wire, settings, context)
        offer = await _ehlo(wire, settings)
    return offer


async def _secure(wire: Wire, settings: SmtpSettings, context: ssl.SSLContext | None) -> None:
    assert context is not None
    await wire.secure(context, settings.host, settings.connect_s)
    tls.check_pin(settings, wire.certificate)


async def _ehlo(wire: Wire, settings: SmtpSettings) -> Offer:
    wire.write(f"EHLO {wire.own_address}\r\n".encode())
    return offer_of(_demand(await _reply(wire, settings), 250, Stage.EHLO))


async def _sign_in(wire: Wire, offer: Offer, settings: SmtpSettings, secret: str) -> None:
    if not wire.is_private:
        raise Misconfigured("password_needs_encryption", host=settings.host)
    command, *answers = _steps(offer, settings, secret)
    wire.hide(
        secret.encode("utf-8", "replace"),
        command.rpartition(b" ")[2] if b" " in command[5:] else b"",
        *answers,
    )
    wire.write(command + b"\r\n")
    reply = await _reply(wire, settings)
    while reply.code == 334 and answers:
        wire.write(answers.pop(0) + b"\r\n")
        reply = await _reply(wire, settings)
    if reply.code == 235:
        return
    details = {"smtp": reply.label, "reply": reply.text, "host": settings.host}
    if 400 <= reply.code < 500:
        raise Unavailable("sign_in_later", None, **details)
    code = "sign_in_unsupported" if reply.code in _UNSUPPORTED else "password_refused"
    raise Misconfigured(code, **details)


def _steps(offer: Offer, settings: SmtpSettings, secret: str) -> list[bytes]:
    """Return the command and what answers each 334, for the best mechanism that both sides know."""
    user = settings.username
    if settings.authentication == Authentication.XOAUTH2:
        if "XOAUTH2" in offer.mechanisms:
            token = _coded(f"user={user}\x01auth=Bearer {secret}\x01\x01")
            return [b"AUTH XOAUTH2 " + token, b""]
        if "OAUTHBEARER" in offer.mechanisms:
            place = f"host={settings.host}\x01port={settings.port}"
            token = _coded(
                f"n,a={user.replace('=', '=3D').replace(',', '=2C')},\x01{place}\x01auth=Bearer {secret}\x01\x01"
            )
            return [b"AUTH OAUTHBEARER " + token, _coded("\x01")]
    elif "PLAIN" in offer.mechanisms:
        blob = _coded(f"\0{user}\0{secret}")
        return [b"AUTH PLAIN " + blob, blob]
    elif "LOGIN" in offer.mechanisms:
        return [b"AUTH LOGIN", _coded(user), _coded(secret)]
    raise Misconfigured("sign_in_unsupported", host=settings.host, offered=" ".join(sorted(offer.mechanisms)))


def _coded(text: str) -> bytes:
    return base64.b64encode(text.encode("utf-8", "replace"))


async def _reply(wire: Wire, settings: SmtpSettings) -> Reply:
    return (await wire.replies(1, settings.command_s))[0]


def _demand(reply: Reply, code: int, stage: Stage) -> Reply:
    if reply.code != code:
        raise Unavailable("server_refuses", stage=stage, smtp=reply.label, reply=reply.text)
    return reply
