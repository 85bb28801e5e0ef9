# SPDX-License-Identifier: LicenseRef-Desk
"""Knows the mail services of Desk's own list: where their mail arrives and leaves; pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from desk.models.columns import Json
from desk.resources import path
from desk.services.inbox.accounts.addressing import MailAddress, is_under
from desk.services.inbox.accounts.candidate import (
    LOOPBACK,
    Candidate,
    MailServer,
    ServiceNote,
    SettingsSource,
    SignInWay,
)

FILE = "mail_services.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One server of a service."""

    host: str
    port: int
    security: str

    def server(self, username: str) -> MailServer:
        """Return it for one user."""
        return MailServer(host=self.host, port=self.port, security=self.security, username=username)

    @property
    def settings(self) -> Json:
        """Return what an account at this server is set to, whoever signs in."""
        return {"host": self.host, "port": self.port, "security": self.security}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailService:
    """A service as the list has it. incoming, outgoing: None where Desk cannot do it there."""

    name: str
    domains: tuple[str, ...]
    mx: tuple[str, ...]
    incoming: Place | None
    outgoing: Place | None
    is_local_name: bool
    """Whether one signs in with what stands before the @ alone."""
    sign_in: tuple[SignInWay, ...]
    browser: str
    notes: tuple[ServiceNote, ...]
    help: str

    def candidate(self, address: MailAddress, source: SettingsSource) -> Candidate:
        """Return the settings for one address."""
        username = address.local if self.is_local_name else address.whole
        return Candidate(
            source=source,
            incoming=None if self.incoming is None else self.incoming.server(username),
            outgoing=None if self.outgoing is None else self.outgoing.server(username),
            name=self.name,
            sign_in=self.sign_in,
            browser=self.browser,
            notes=self.notes,
            help=self.help,
        )


@cache
def known_services() -> tuple[MailService, ...]:
    """Return the services that Desk knows, in the order of its list."""
    document = tomllib.loads(path(FILE).read_text(encoding="utf-8"))
    return tuple(_service(entry) for entry in document["service"])


def service_for(domain: str) -> MailService | None:
    """Return the service whose addresses end so."""
    return next((service for service in known_services() if domain in service.domains), None)


def service_by_mx(host: str) -> MailService | None:
    """Return the service that takes mail at `host`: the one that knows most of its name."""
    found = [
        (len(ending), service)
        for service in known_services()
        for ending in service.mx
        if is_under(host, ending)
    ]
    return max(found, key=lambda one: one[0])[1] if found else None


def service_at(host: str) -> MailService | None:
    """Return the service that a server, for either direction, belongs to; a program on this computer is nobody's."""
    wanted = host.strip().lower()
    if wanted in LOOPBACK:
        return None
    return next(
        (
            service
            for service in known_services()
            if any(
                place is not None and place.host == wanted for place in (service.outgoing, service.incoming)
            )
        ),
        None,
    )


def _service(entry: Mapping[str, Any]) -> MailService:
    return MailService(
        name=entry["name"],
        domains=tuple(entry["domains"]),
        mx=tuple(entry["mx"]),
        incoming=_place(entry.get("imap", "")),
        outgoing=_place(entry.get("smtp", "")),
        is_local_name=entry.get("username") == "local",
        sign_in=tuple(SignInWay(word) for word in entry["sign_in"]),
        browser=entry.get("service", ""),
        notes=tuple(ServiceNote(word) for word in entry.get("notes", ())),
        help=entry.get("help", ""),
    )


def _place(text: str) -> Place | None:
    if not text:
        return None
    where, _, security = text.partition("/")
    host, _, port = where.rpartition(":")
    return Place(host=host, port=int(port), security=security)
