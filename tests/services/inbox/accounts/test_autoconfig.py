# SPDX-License-Identifier: LicenseRef-Desk
"""What a domain says of its servers, believed with care."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.inbox.accounts.addressing import parted
from desk.services.inbox.accounts.autoconfig import MOST_BYTES, Unreadable, read_autoconfig
from desk.services.inbox.accounts.candidate import MailServer, SettingsSource, SignInWay

ADDRESS = parted("contact@atelier.example")


def server(
    kind="imap", element="incomingServer", host="imap.atelier.example", port="993", socket="SSL", **more
):
    username = more.get("username", "%EMAILADDRESS%")
    ways = "".join(
        f"<authentication>{way}</authentication>" for way in more.get("ways", ["password-cleartext"])
    )
    return (
        f'<{element} type="{kind}"><hostname>{host}</hostname><port>{port}</port>'
        f"<socketType>{socket}</socketType><username>{username}</username>{ways}</{element}>"
    )


def out(**more):
    given = {"kind": "smtp", "element": "outgoingServer", "host": "smtp.atelier.example", "port": "465"}
    return server(**{**given, **more})


def config(*servers, name="Atelier mail", head=""):
    inner = "".join(servers or (server(), out()))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<clientConfig version="1.1"><emailProvider id="x">'
        f"<domain>atelier.example</domain><displayName>{name}</displayName>{inner}"
        "</emailProvider></clientConfig>"
    ).encode()


def read(document):
    return read_autoconfig(document, ADDRESS, SettingsSource.AUTOCONFIG)


def test_a_pair_of_servers_is_read():
    found = read(config())
    whose = "contact@atelier.example"
    assert found.incoming == MailServer(host="imap.atelier.example", port=993, security="tls", username=whose)
    assert found.outgoing == MailServer(host="smtp.atelier.example", port=465, security="tls", username=whose)
    assert (found.name, found.sign_in, found.is_sure) == ("Atelier mail", (SignInWay.PASSWORD,), True)


def test_the_first_that_is_encrypted_counts_and_pop_never():
    found = read(
        config(
            server(kind="pop3", host="pop.atelier.example", port="995"),
            server(socket="plain", port="143"),
            server(host="a.atelier.example", port="143", socket="STARTTLS"),
            server(host="b.atelier.example"),
            out(),
        )
    )
    assert (found.incoming.host, found.incoming.security) == ("a.atelier.example", "starttls")


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        ("%EMAILLOCALPART%", "contact"),
        ("%EMAILLOCALPART%.%EMAILDOMAIN%", "contact.atelier.example"),
        ("", "contact@atelier.example"),
        ("shop-17", "shop-17"),
    ],
)
def test_the_name_to_sign_in_with(said, sent):
    assert read(config(server(username=said), out())).incoming.username == sent


def test_the_domain_may_stand_in_the_name_of_the_server():
    assert read(config(server(host="imap.%EMAILDOMAIN%"), out())).incoming.host == "imap.atelier.example"


@pytest.mark.parametrize(
    "bad",
    [
        server(socket="plain"),
        server(port="0"),
        server(port="99999"),
        server(port="99x"),
        server(port="٩٩٣"),
        server(host="a b"),
        server(host="https://x.fr/"),
        server(host=""),
        server(ways=[]),
        server(ways=["GSSAPI"]),
        server(kind="pop3"),
    ],
)
def test_a_server_that_desk_would_not_use_is_none(bad):
    assert read(config(bad, out())) is None


def test_a_known_server_brings_what_desk_knows_of_it():
    document = config(
        server(host="outlook.office365.com", ways=["password-cleartext"]), out(host="smtp.office365.com")
    )
    found = read(document)
    assert (found.sign_in, found.browser) == ((SignInWay.BROWSER,), "microsoft")


def test_an_unknown_one_may_want_a_browser():
    found = read(config(server(ways=["OAuth2", "password-cleartext"]), out()))
    assert found.sign_in == (SignInWay.BROWSER, SignInWay.PASSWORD)


BOMB = (
    '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
)


@pytest.mark.parametrize(
    "document",
    [
        config(head=BOMB, name="&c;"),
        config(head='<!DOCTYPE x SYSTEM "file:///etc/passwd">'),
        config(head='<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>', name="&y;"),
        config(name="&unknown;"),
        b"<a>" * 20 + b"</a>" * 20,
        b"<clientConfig>" + b"<x/>" * 5000 + b"</clientConfig>",
        b"",
        b"<html><body>Not found</body>",
        b"\xff\xfe\x00",
        config(name="x" * MOST_BYTES),
        b'<?xml version="1.0" encoding="no-such"?><a/>',
    ],
)
def test_what_wants_to_do_harm_is_not_read(document):
    with pytest.raises(Unreadable):
        read(document)


def test_another_document_says_nothing():
    assert read(b"<html><body/></html>") is None
    assert read(b"<clientConfig><incomingServer type='imap'/></clientConfig>") is None


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(document):
    with contextlib.suppress(Unreadable):
        assert read(document) is None
