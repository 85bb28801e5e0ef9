# SPDX-License-Identifier: LicenseRef-Desk
"""What was found out about an address: the servers of its mail, from where, and what has to be done there; pure."""

from dataclasses import dataclass
from enum import StrEnum

from desk.models.columns import Json

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class SettingsSource(StrEnum):
    """Where settings were found, the surest first."""

    TABLE = "table"
    """Desk's own list."""
    AUTOCONFIG = "autoconfig"
    """The domain's own word."""
    WELL_KNOWN = "well_known"
    """The domain's own word, at its other address."""
    DIRECTORY = "directory"
    """A public directory; only the domain is told to it."""
    MX = "mx"
    """Who takes the domain's mail, and is in Desk's list."""
    MX_DIRECTORY = "mx_directory"
    """Who takes the domain's mail, and is in the directory."""
    SRV = "srv"
    """The domain's records (RFC 6186): nobody signs them, so a person confirms the name."""
    GUESS = "guess"
    """Usual names that answered: a person confirms them."""


class SignInWay(StrEnum):
    """How one signs in there."""

    PASSWORD = "password"  # noqa: S105 - a word, no secret
    APP_PASSWORD = "app_password"  # noqa: S105 - a word, no secret
    BROWSER = "browser"


class ServiceNote(StrEnum):
    """What has to be done, or known, before it works."""

    ENABLE_IMAP = "enable_imap"
    ENABLE_SMTP = "enable_smtp"
    BRIDGE = "bridge"
    MAIL_PASSWORD = "mail_password"  # noqa: S105 - a word, no secret
    DEVICE_PASSWORD = "device_password"  # noqa: S105 - a word, no secret
    PAID = "paid"
    NO_IMAP = "no_imap"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """One server. security: tls or starttls (none on this computer only). username: as it is sent."""

    host: str
    port: int
    security: str
    username: str

    @property
    def settings(self) -> Json:
        """Return what an account at this server is set to."""
        return {"host": self.host, "port": self.port, "security": self.security, "username": self.username}

    @property
    def is_here(self) -> bool:
        """Whether it is a program on this computer."""
        return self.host in LOOPBACK


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Where an address's mail arrives and leaves. incoming, outgoing: None where Desk cannot do it there.

    name: of the service, "" when nobody said. is_sure: no person has to confirm the names of the servers.
    sign_in: the ways, the best first. browser: the name of the browser sign-in, "" for none. help: a page.
    """

    source: SettingsSource
    incoming: MailServer | None
    outgoing: MailServer | None
    name: str = ""
    sign_in: tuple[SignInWay, ...] = (SignInWay.PASSWORD,)
    browser: str = ""
    notes: tuple[ServiceNote, ...] = ()
    help: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether the settings come from somebody who knows."""
        return self.source not in {SettingsSource.SRV, SettingsSource.GUESS}
