# SPDX-License-Identifier: LicenseRef-Desk
"""Which server an address probably uses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.providers import provider_kind
from desk.ui.panes.settings.mail_servers import BROWSER, HERE, guess, known_servers, other_way, server_of


@pytest.mark.parametrize(
    ("address", "host", "port", "security"),
    [
        ("jean@gmail.com", "smtp.gmail.com", 465, "tls"),
        ("Jean@ORANGE.fr ", "smtp.orange.fr", 465, "tls"),
        ("jean@wanadoo.fr", "smtp.orange.fr", 465, "tls"),
        ("jean@free.fr", "smtp.free.fr", 465, "tls"),
        ("jean@sfr.fr", "smtp.sfr.fr", 465, "tls"),
        ("jean@laposte.net", "smtp.laposte.net", 465, "tls"),
        ("jean@yahoo.fr", "smtp.mail.yahoo.com", 465, "tls"),
        ("jean@icloud.com", "smtp.mail.me.com", 587, "starttls"),
        ("contact@atelier.example", "mail.atelier.example", 465, "tls"),
    ],
)
def test_a_server_is_guessed(address, host, port, security):
    assert guess(address).settings == {"host": host, "port": port, "security": security}


@pytest.mark.parametrize("address", ["", "jean", "jean@", "jean@orange", "jean@.", "jean@a b.fr"])
def test_half_an_address_gives_no_guess(address):
    assert guess(address) is None


def test_microsoft_is_known_to_want_a_browser():
    assert guess("jean@outlook.fr").sign_in == BROWSER


def test_every_known_server_makes_an_account_that_could_work():
    problems = provider_kind("smtp").problems
    for server in known_servers():
        assert problems({**server.settings, "username": "jean"}) == ()
        assert server_of(server.host) is (server if server.host != HERE else None)
    domains = [domain for server in known_servers() for domain in server.domains]
    assert len(domains) == len(set(domains))


def test_a_blocked_port_has_another():
    assert (other_way(465).port, other_way(465).security) == (587, "starttls")
    assert (other_way(587).port, other_way(587).security) == (465, "tls")


@given(st.text(max_size=40))
def test_nothing_that_can_be_typed_breaks_it(text):
    found = guess(text)
    assert found is None or found.host.startswith("mail.") or found.name
