# SPDX-License-Identifier: LicenseRef-Desk
"""Guesses from an address by which server its mail leaves; nothing is asked of the network."""

from dataclasses import dataclass
from functools import cache

from desk.models.columns import Json
from desk.services.inbox import SignInWay, known_services

PASSWORD, APP_PASSWORD, BROWSER = SignInWay.PASSWORD, SignInWay.APP_PASSWORD, SignInWay.BROWSER
TLS_PORT, STARTTLS_PORT = 465, 587
HERE = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where mail leaves. name: of the service, "" when only the domain is known.

    sign_in: the best way there. help: the page on which an app password is made, "" for none.
    """

    name: str
    host: str
    port: int = TLS_PORT
    security: str = "tls"
    sign_in: SignInWay = PASSWORD
    help: str = ""
    domains: tuple[str, ...] = ()

    @property
    def settings(self) -> Json:
        """Return what an SMTP account is set to."""
        return {"host": self.host, "port": self.port, "security": self.security}


@cache
def known_servers() -> tuple[MailServer, ...]:
    """Return the services Desk knows, in the order of its list."""
    return tuple(
        MailServer(
            name=service.name,
            host=service.outgoing.host,
            port=service.outgoing.port,
            security=service.outgoing.security,
            sign_in=service.sign_in[0],
            help=service.help,
            domains=service.domains,
        )
        for service in known_services()
        if service.outgoing is not None
    )


def server_of(host: str) -> MailServer | None:
    """Return the service that a server belongs to; None for one Desk does not know, or on this computer."""
    wanted = host.strip().lower()
    return next((server for server in known_servers() if server.host == wanted != HERE), None)


def guess(address: str) -> MailServer | None:
    """Return the server an address probably uses; None while the address has no whole domain."""
    domain = address.strip().lower().rpartition("@")[2] if "@" in address else ""
    if "." not in domain.strip(".") or any(sign.isspace() for sign in domain):
        return None
    known = next((server for server in known_servers() if domain in server.domains), None)
    return known or MailServer(name="", host=f"mail.{domain}")


def other_way(port: int, *, is_incoming: bool = False) -> MailServer:
    """Return the other usual port and its encryption, for a network that blocks one of them."""
    encrypted, begun = (993, 143) if is_incoming else (TLS_PORT, STARTTLS_PORT)
    if port == encrypted:
        return MailServer(name="", host="", port=begun, security="starttls")
    return MailServer(name="", host="", port=encrypted)
