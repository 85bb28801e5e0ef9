# SPDX-License-Identifier: LicenseRef-Desk
"""Guesses from an address by which server its mail leaves; nothing is asked of the network."""

import tomllib
from dataclasses import dataclass
from functools import cache

from desk.models.columns import Json
from desk.resources import path

PASSWORD, APP_PASSWORD, BROWSER = "password", "app_password", "browser"
TLS_PORT, STARTTLS_PORT = 465, 587


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where mail leaves. name: of the service, "" when only the domain is known.

    sign_in: one of the three words. help: the page on which an app password is made, "" for none.
    """

    name: str
    host: str
    port: int = TLS_PORT
    security: str = "tls"
    sign_in: str = PASSWORD
    help: str = ""
    domains: tuple[str, ...] = ()

    @property
    def settings(self) -> Json:
        """Return what an SMTP account is set to."""
        return {"host": self.host, "port": self.port, "security": self.security}


@cache
def known_servers() -> tuple[MailServer, ...]:
    """Return the services Desk knows, in the order of its list."""
    document = tomllib.loads(path("providers.toml").read_text(encoding="utf-8"))
    return tuple(MailServer(**{**entry, "domains": tuple(entry["domains"])}) for entry in document["server"])


def server_of(host: str) -> MailServer | None:
    """Return the service that a server belongs to; None for one Desk does not know."""
    return next((server for server in known_servers() if server.host == host.strip().lower()), None)


def guess(address: str) -> MailServer | None:
    """Return the server an address probably uses; None while the address has no whole domain."""
    domain = address.strip().lower().rpartition("@")[2] if "@" in address else ""
    if "." not in domain.strip(".") or any(sign.isspace() for sign in domain):
        return None
    known = next((server for server in known_servers() if domain in server.domains), None)
    return known or MailServer(name="", host=f"mail.{domain}")


def other_way(port: int) -> MailServer:
    """Return the other usual port and its encryption, for a network that blocks one of them."""
    if port == TLS_PORT:
        return MailServer(name="", host="", port=STARTTLS_PORT, security="starttls")
    return MailServer(name="", host="")
