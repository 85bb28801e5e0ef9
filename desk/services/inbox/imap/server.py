# SPDX-License-Identifier: LicenseRef-Desk
"""What an IMAP account is set to; pure."""

from dataclasses import dataclass

from desk.models.columns import Json
from desk.services.providers import bare_fingerprint, is_loopback


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server and how to talk to it; `Mailbox.settings` without what is for others. The limits are seconds.

    security: tls, starttls, none. pinned_certificate: SHA-256 of the one certificate that is trusted, whatever
    name it bears; "" trusts the system's authorities.
    """

    host: str
    port: int = 993
    security: str = "tls"
    username: str = ""
    pinned_certificate: str = ""
    connect_s: float = 30.0
    stall_s: float = 60.0
    command_s: float = 300.0

    @classmethod
    def of(cls, settings: Json) -> "Server":
        """Read a mailbox's settings; what is missing is as it is most often."""
        security = str(settings.get("security") or "tls")
        return cls(
            host=str(settings.get("host") or ""),
            port=int(settings.get("port") or (993 if security == "tls" else 143)),
            security=security,
            username=str(settings.get("username") or ""),
            pinned_certificate=str(settings.get("pinned_certificate") or ""),
            **{
                name: float(settings[name])
                for name in ("connect_s", "stall_s", "command_s")
                if settings.get(name)
            },
        )

    @property
    def is_loopback(self) -> bool:
        """Whether the server is this computer, so that nothing can listen in between."""
        return is_loopback(self.host)

    @property
    def pin(self) -> str:
        """Return the trusted fingerprint in lower-case hexadecimal digits, "" for none."""
        return bare_fingerprint(self.pinned_certificate)
