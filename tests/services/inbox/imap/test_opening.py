# SPDX-License-Identifier: LicenseRef-Desk
"""Opening a connection: no secret leaves before all is well, and every failure has its code."""

import base64

import pytest

from desk.errors import Misconfigured, Unavailable
from desk.services.inbox.imap import Imap, Server
from desk.services.providers import BearerToken, Password
from tests.services.inbox.imap.scripted import Scripted
from tests.services.providers.certificates import Authority

SECRET = Password(text="horse")
CODED = base64.b64encode(b"\0zoe\0horse")
CAPS = "IMAP4rev1 AUTH=PLAIN SASL-IR"


def refused(server, credential=SECRET, **settings):
    with pytest.raises((Misconfigured, Unavailable)) as caught:
        Imap.open(Server.of(server.settings(**settings)), credential).close()
    return caught.value


def has_leaked(server):
    return b"horse" in server.heard or CODED in server.heard or b"AUTHENTICATE" in server.heard


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("{tag} NO [AUTHENTICATIONFAILED] no\r\n", "password_refused"),
        ("{tag} NO no\r\n", "password_refused"),
        ("{tag} NO [UNAVAILABLE] backend\r\n", "sign_in_later"),
        ("{tag} NO Too many simultaneous connections\r\n", "sign_in_later"),
        ("{tag} NO [CONTACTADMIN] blocked\r\n", "account_refused"),
        ("{tag} NO [PRIVACYREQUIRED] tls\r\n", "password_needs_encryption"),
        ("* BYE shutting down\r\n", "connection_lost"),
        ("cut", "connection_lost"),
        (None, "timeout"),
    ],
)
def test_a_refused_sign_in_says_why(answer, code):
    with Scripted({"AUTHENTICATE": answer}) as server:
        assert refused(server).code == code


@pytest.mark.parametrize(
    ("greeting", "code"),
    [
        (b"* BYE come later\r\n", "sign_in_later"),
        (b"220 smtp.example ESMTP\r\n", "garbled"),
        (b"", "timeout"),
        (b"* OK " + b"x" * (9 << 20) + b"\r\n", "garbled"),
    ],
    ids=["bye", "smtp", "silence", "endless"],
)
def test_a_server_that_greets_wrongly(greeting, code):
    with Scripted(greeting=greeting) as server:
        assert refused(server).code == code
        assert not has_leaked(server)


def test_a_server_that_drips_is_given_up_in_time():
    greeting = b"* OK [CAPABILITY " + b"X" * 400 + b"] hello\r\n"
    with Scripted(greeting=greeting, drip_s=0.02) as server:  # whoever waits for the whole of it is signed in
        assert refused(server, command_s=0.6).code == "timeout"


def test_login_where_there_is_nothing_better_and_no_sign_in_where_it_is_forbidden():
    with Scripted(greeting=b"* OK [CAPABILITY IMAP4rev1] hello\r\n") as server:
        Imap.open(Server.of(server.settings()), Password(text='ho"rse\\')).close()
        assert b'LOGIN "zoe" "ho\\"rse\\\\"' in server.heard
    with Scripted(greeting=b"* OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=GSSAPI] hello\r\n") as server:
        error = refused(server)
        assert (error.code, error.details["offered"]) == ("sign_in_unsupported", "GSSAPI")
        assert not has_leaked(server)


@pytest.mark.parametrize("way", ["XOAUTH2", "OAUTHBEARER"])
def test_tokens(way):
    greeting = f"* OK [CAPABILITY IMAP4rev1 AUTH={way} SASL-IR] hello\r\n".encode()
    with Scripted(greeting=greeting) as server:
        Imap.open(Server.of(server.settings()), BearerToken(text="t0ken")).close()
        coded = bytes(server.heard).split(way.encode() + b" ")[1].split()[0]
        told = base64.b64decode(coded)
        assert b"auth=Bearer t0ken\1\1" in told
        assert b"zoe" in told
    refusal = "+ eyJzdGF0dXMiOiI0MDAifQ==\r\n{tag} NO [AUTHENTICATIONFAILED] expired\r\n"
    with Scripted({"AUTHENTICATE": refusal}, greeting=greeting) as server:
        assert refused(server, BearerToken(text="old")).code == "token_refused"
    with Scripted() as server:
        assert refused(server, BearerToken(text="t")).code == "sign_in_unsupported"


def test_starttls_that_is_not_offered_is_refused_and_no_secret_leaves():
    for greeting in (f"* OK [CAPABILITY {CAPS}] x\r\n", "* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] x\r\n"):
        with Scripted(greeting=greeting.encode()) as server:
            assert refused(server, security="starttls").code == "starttls_missing"
            assert not has_leaked(server)


def test_what_is_slipped_in_before_the_encryption_ends_it(tmp_path):
    context, pin = Authority(tmp_path).context("localhost")
    greeting = b"* OK [CAPABILITY IMAP4rev1 STARTTLS] x\r\n"
    with Scripted(greeting=greeting, context=context, injected=b"* CAPABILITY AUTH=PLAIN\r\n") as server:
        assert refused(server, security="starttls", pinned_certificate=pin).code == "plaintext_injected"
        assert not has_leaked(server)
    with Scripted(greeting=greeting, context=context) as server:
        Imap.open(Server.of(server.settings(security="starttls", pinned_certificate=pin)), SECRET).close()
        assert CODED in server.heard


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ({"valid_days": (-9, -1)}, "expired"),
        ({"valid_days": (1, 9)}, "not_yet_valid"),
        ({"self_signed": True}, "self_signed"),
    ],
)
def test_certificates_that_are_no_good(tmp_path, monkeypatch, how, reason):
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    context, _ = authority.context("localhost", **how)
    with Scripted(context=context, is_tls=True) as server:
        error = refused(server, host="localhost", security="tls")
        assert (error.code, error.details["reason"]) == ("certificate_refused", reason)
        assert not has_leaked(server)


def test_a_certificate_for_somebody_else_and_one_that_is_good(tmp_path, monkeypatch):
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    other, _ = authority.context("other.example")
    with Scripted(context=other, is_tls=True) as server:
        assert refused(server, host="localhost", security="tls").details["reason"] == "wrong_name"
    good, _ = authority.context("localhost")
    with Scripted(context=good, is_tls=True) as server:
        Imap.open(Server.of(server.settings(host="localhost", security="tls")), SECRET).close()


def test_a_server_without_tls_where_it_is_wanted():
    with Scripted() as server:
        assert refused(server, security="tls").code in {"tls_failed", "timeout"}
        assert not has_leaked(server)


def test_no_password_over_an_open_line_to_a_distant_server(monkeypatch):
    with Scripted() as server:
        monkeypatch.setattr(Server, "is_loopback", property(lambda _self: False))
        assert refused(server).code == "password_needs_encryption"
        assert not has_leaked(server)


def test_what_cannot_be_reached():
    with Scripted() as server:
        assert refused(server, host="nix.invalid").code == "host_unknown"
        assert refused(server, port=1).code == "connection_refused"
