# SPDX-License-Identifier: LicenseRef-Desk
"""What an SMTP account is set to; pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desk.errors import Problem
from desk.services.providers.form import Asked, FieldKind
from desk.services.providers.typed import bare_fingerprint, is_loopback
from desk.translation import N_

FOREIGN_START = 2
FOREIGN_MOST = 5
LOOPBACK_MOST = 32

_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


class Security(StrEnum):
    """How the connection is encrypted."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


class Authentication(StrEnum):
    """How the account proves itself; without a user name it does not."""

    PASSWORD = "password"  # noqa: S105 - a word, no secret
    XOAUTH2 = "xoauth2"


_SECURITY: Mapping[str, str] = {
    Security.TLS: N_("TLS"),
    Security.STARTTLS: N_("STARTTLS"),
    Security.NONE: N_("No encryption (this computer only)"),
}
_AUTHENTICATION: Mapping[str, str] = {
    Authentication.PASSWORD: N_("Password"),
    Authentication.XOAUTH2: N_("Browser sign-in (OAuth2)"),
}


def _seconds(label: str, most: float) -> dict[str, Asked]:
    return {"asked": Asked(label=label, kind=FieldKind.NUMBER, least=0.01, most=most, is_advanced=True)}


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpSettings:
    """A server and how to talk to it; the password is in the keyring.

    pinned_certificate: SHA-256 of the one certificate that is trusted, whatever name it bears; "" trusts the
    system's authorities. connections: the most at once, 0 lets Desk choose. The limits are seconds.
    """

    host: str = field(metadata={"asked": Asked(label=N_("Mail server"), is_required=True)})
    port: int = field(
        default=465, metadata={"asked": Asked(label=N_("Port"), kind=FieldKind.NUMBER, least=1, most=65535)}
    )
    security: str = field(
        default=Security.TLS,
        metadata={"asked": Asked(label=N_("Encryption"), kind=FieldKind.CHOICE, choices=_SECURITY)},
    )
    username: str = field(default="", metadata={"asked": Asked(label=N_("User name"))})
    authentication: str = field(
        default=Authentication.PASSWORD,
        metadata={
            "asked": Asked(
                label=N_("Sign-in"), kind=FieldKind.CHOICE, choices=_AUTHENTICATION, is_advanced=True
            )
        },
    )
    pinned_certificate: str = field(
        default="", metadata={"asked": Asked(label=N_("Trusted certificate (SHA-256)"), is_advanced=True)}
    )
    connections: int = field(
        default=0,
        metadata={
            "asked": Asked(
                label=N_("Connections at once (0: automatic)"),
                kind=FieldKind.NUMBER,
                most=64,
                is_advanced=True,
            )
        },
    )
    connect_s: float = field(default=30, metadata=_seconds(N_("Seconds to connect"), 120))
    command_s: float = field(default=300, metadata=_seconds(N_("Seconds to answer"), 900))
    dot_s: float = field(default=600, metadata=_seconds(N_("Seconds to accept a message"), 1800))
    idle_s: float = field(
        default=30, metadata=_seconds(N_("Seconds until an idle connection is closed"), 600)
    )

    @property
    def needs_secret(self) -> bool:
        """Whether there is a password to ask the keyring for."""
        return bool(self.username)

    @property
    def is_loopback(self) -> bool:
        """Whether the server is this computer, so that nothing can listen in between."""
        return is_loopback(self.host)

    @property
    def first_connections(self) -> int:
        """How many connections at first; success adds more."""
        return self.most_connections if self.is_loopback else min(FOREIGN_START, self.most_connections)

    @property
    def most_connections(self) -> int:
        """How many connections there may ever be at once."""
        return int(self.connections) or (LOOPBACK_MOST if self.is_loopback else FOREIGN_MOST)

    @property
    def pin(self) -> str:
        """Return the trusted fingerprint in lower-case hexadecimal digits, "" for none."""
        return bare_fingerprint(self.pinned_certificate)


def problems(settings: SmtpSettings) -> tuple[Problem, ...]:
    """Tell what the single fields cannot: settings that would betray the password or can never work."""
    found = []
    if settings.security == Security.NONE and settings.username and not settings.is_loopback:
        found.append(Problem(code="password_needs_encryption", place="security"))
    if settings.pin and not _FINGERPRINT.fullmatch(settings.pin):
        found.append(Problem(code="not_a_fingerprint", place="pinned_certificate"))
    if re.search(r"[\s/@]", settings.host):
        found.append(Problem(code="not_a_host", place="host"))
    return tuple(found)
