# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the opening of a connection: socket, encryption, certificate, sign-in; no secret leaves before all is well."""

import base64
import hashlib
import ssl
from dataclasses import dataclass

from desk.errors import DeskError, Misconfigured, Unavailable
from desk.services.inbox.imap.answers import code_of
from desk.services.inbox.imap.exchange import Exchange, Reply
from desk.services.inbox.imap.server import Server
from desk.services.inbox.imap.wire import Answer, Wire, dial
from desk.services.providers import BearerToken, Credential, Password

Capabilities = frozenset[str]

_REASONS = {
    9: "not_yet_valid",
    10: "expired",
    18: "self_signed",
    19: "unknown_authority",
    20: "unknown_authority",
    62: "wrong_name",
    64: "wrong_name",
}
_LATER = frozenset({"UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG", "THROTTLED"})
_BARRED = frozenset({"AUTHORIZATIONFAILED", "CONTACTADMIN", "NOPERM"})
_LATER_WORDS = ("too many", "try again later", "temporar", "rate limit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A connection that is signed in."""

    wire: Wire
    exchange: Exchange
    capabilities: Capabilities


def opened(server: Server, credential: Credential) -> Opened:
    """Connect and sign in.

    Raises Unavailable host_unknown, connection_refused, connect_timeout, unreachable, connection_lost, timeout,
    tls_failed, sign_in_later; Misconfigured certificate_refused, starttls_missing, plaintext_injected,
    password_needs_encryption, sign_in_unsupported, password_refused, token_refused, account_refused.
    """
    wire = Wire(dial(server.host, server.port, server.connect_s), server.stall_s, server.command_s)
    try:
        return _signed_in(wire, server, credential)
    except BaseException:
        wire.close()
        raise


def _signed_in(wire: Wire, server: Server, credential: Credential) -> Opened:
    if server.security == "tls":
        _encrypt(wire, server)
    greeting = wire.read()
    _check_greeting(greeting)
    exchange = Exchange(wire)
    capabilities = _capabilities_in(greeting.line)
    if server.security == "starttls":
        _start_tls(wire, exchange, server, capabilities, greeting)
        capabilities = frozenset()
    elif server.security == "none" and not server.is_loopback:
        raise Misconfigured("password_needs_encryption", host=server.host)
    if greeting.line[:9].upper() == b"* PREAUTH":
        return Opened(wire=wire, exchange=exchange, capabilities=capabilities or _asked(exchange))
    reply = _sign_in(exchange, server, credential, capabilities or _asked(exchange))
    known: Capabilities = frozenset()
    for answer in reply.answers:
        known = _capabilities_in(answer.line) or known
    if reply.code == "CAPABILITY":
        known = frozenset(reply.code_text.decode("latin-1").upper().split())
    return Opened(wire=wire, exchange=exchange, capabilities=known or _asked(exchange))


def _check_greeting(greeting: Answer) -> None:
    head = greeting.line[:9].upper()
    if head.startswith(b"* BYE"):
        text = greeting.line[6:].decode("utf-8", "replace")[:200]
        raise Unavailable("sign_in_later", None, reply=text)
    if not head.startswith((b"* OK", b"* PREAUTH")):
        raise Unavailable("garbled")


def _start_tls(
    wire: Wire, exchange: Exchange, server: Server, capabilities: Capabilities, greeting: Answer
) -> None:
    if (
        greeting.line[:9].upper() == b"* PREAUTH"
    ):  # there is nothing left to encrypt for: somebody is in between
        raise Misconfigured("starttls_missing", host=server.host)
    if "STARTTLS" not in (capabilities or _asked(exchange)):
        raise Misconfigured("starttls_missing", host=server.host)
    if not exchange.reply(exchange.begin(b"STARTTLS")[0]).is_ok:
        raise Misconfigured("starttls_missing", host=server.host)
    if not wire.is_quiet:  # what came in clear text before the encryption is an intruder's
        raise Misconfigured("plaintext_injected", host=server.host)
    _encrypt(wire, server)


def _encrypt(wire: Wire, server: Server) -> None:
    context = ssl.create_default_context()
    if server.pin:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    try:
        wire.secure(context, server.host)
    except ssl.SSLCertVerificationError as error:
        reason = _REASONS.get(error.verify_code, "not_trusted")
        raise Misconfigured("certificate_refused", reason=reason, expected=server.host) from error
    except TimeoutError as error:
        raise Unavailable("timeout", None, host=server.host) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or ""
        raise Unavailable("tls_failed", None, host=server.host, reason=str(reason)) from error
    found = hashlib.sha256(wire.certificate).hexdigest()
    if server.pin and found != server.pin:
        raise Misconfigured(
            "certificate_refused", reason="other_than_pinned", expected=server.host, fingerprint=found
        )


def _sign_in(exchange: Exchange, server: Server, credential: Credential, capabilities: Capabilities) -> Reply:
    if isinstance(credential, Password):
        reply = _by_password(exchange, server.username, credential.text, capabilities)
    else:
        reply = _by_token(exchange, server, credential.text, capabilities)
    if reply.is_ok:
        return reply
    raise _sign_in_refusal(reply, is_token=isinstance(credential, BearerToken))


def _by_password(exchange: Exchange, username: str, password: str, capabilities: Capabilities) -> Reply:
    if "AUTH=PLAIN" in capabilities:
        secret = b"\0" + username.encode() + b"\0" + password.encode()
        return _authenticate(exchange, b"PLAIN", secret, capabilities)
    if "LOGINDISABLED" in capabilities:
        raise Misconfigured("sign_in_unsupported", offered=_ways(capabilities))
    words = b" ".join(_quoted(word) for word in (username, password))
    return exchange.reply(exchange.begin(b"LOGIN " + words)[0])


def _by_token(exchange: Exchange, server: Server, token: str, capabilities: Capabilities) -> Reply:
    if "AUTH=XOAUTH2" in capabilities:
        secret = f"user={server.username}\1auth=Bearer {token}\1\1".encode()
        return _authenticate(exchange, b"XOAUTH2", secret, capabilities)
    if "AUTH=OAUTHBEARER" in capabilities:
        name = server.username.replace("=", "=3D").replace(",", "=2C")
        secret = f"n,a={name},\1host={server.host}\1port={server.port}\1auth=Bearer {token}\1\1".encode()
        return _authenticate(exchange, b"OAUTHBEARER", secret, capabilities)
    raise Misconfigured("sign_in_unsupported", offered=_ways(capabilities))


def _authenticate(exchange: Exchange, way: bytes, secret: bytes, capabilities: Capabilities) -> Reply:
    coded = base64.b64encode(secret)
    if "SASL-IR" in capabilities:
        return exchange.challenged(b"AUTHENTICATE " + way + b" " + coded, b"*" if way == b"PLAIN" else b"")
    return exchange.challenged(b"AUTHENTICATE " + way, coded, b"")


def _sign_in_refusal(reply: Reply, *, is_token: bool) -> DeskError:
    said = reply.text.lower()
    if reply.code in _LATER or any(words in said for words in _LATER_WORDS):
        return Unavailable("sign_in_later", None, reply=reply.text)
    if reply.code == "PRIVACYREQUIRED":
        return Misconfigured("password_needs_encryption", reply=reply.text)
    if reply.code in _BARRED:
        return Misconfigured("account_refused", reply=reply.text)
    return Misconfigured("token_refused" if is_token else "password_refused", reply=reply.text)


def _asked(exchange: Exchange) -> Capabilities:
    found: Capabilities = frozenset()
    for answer in exchange.ask(b"CAPABILITY").answers:
        found = _capabilities_in(answer.line) or found
    return found


def _capabilities_in(line: bytes) -> Capabilities:
    """Return what a line says that the server can do; empty when it says nothing of it."""
    if line[:13].upper() == b"* CAPABILITY ":
        return frozenset(line[13:].decode("latin-1").upper().split())
    code, words = code_of(line)
    return frozenset(words.decode("latin-1").upper().split()) if code == "CAPABILITY" else frozenset()


def _ways(capabilities: Capabilities) -> str:
    return " ".join(sorted(one[5:] for one in capabilities if one.startswith("AUTH=")))


def _quoted(word: str) -> bytes:
    """Return a word between quotes; raises Misconfigured for what LOGIN cannot carry."""
    if any(sign in word for sign in "\r\n\0"):
        raise Misconfigured("password_refused")
    return b'"' + word.replace("\\", "\\\\").replace('"', '\\"').encode() + b'"'
