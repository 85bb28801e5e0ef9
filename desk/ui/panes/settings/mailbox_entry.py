# SPDX-License-Identifier: LicenseRef-Desk
"""A mailbox as it is typed, and what of it is tried and kept."""

from dataclasses import dataclass, field
from typing import Any

from desk.models.vocabulary import MailboxRole
from desk.services.inbox import Candidate, MailboxDraft, MailServer, TwoWayTest
from desk.services.providers import AccountDraft

TLS, STARTTLS, NONE = "tls", "starttls", "none"
YEAR = 365
MONTH = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One server as typed."""

    host: str
    port: int
    security: str
    username: str
    pin: str = ""

    @property
    def settings(self) -> dict[str, Any]:
        """Return what an account at it is set to."""
        return {
            "host": self.host,
            "port": self.port,
            "security": self.security,
            "username": self.username,
            "pinned_certificate": self.pin,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMailbox:
    """A new address as typed. browser: the service that signs in, "" for a password. operator_id: "" for the shop.

    backfill_days: None for all.
    """

    address: str
    incoming: Place
    outgoing: Place
    sender_name: str = ""
    browser: str = ""
    operator_id: str = ""
    backfill_days: int | None = YEAR
    password: str = field(default="", repr=False)

    @property
    def mailbox(self) -> MailboxDraft:
        """Return the mailbox."""
        way = {"sign_in": "oauth2", "service": self.browser} if self.browser else {"sign_in": "password"}
        return MailboxDraft(
            name=self.address,
            address=self.address,
            settings={**self.incoming.settings, **way},
            role=MailboxRole.PERSONAL if self.operator_id else MailboxRole.MAIN,
            operator_id=self.operator_id or None,
            backfill_days=self.backfill_days,
        )

    @property
    def account(self) -> AccountDraft:
        """Return what sends for it."""
        way = {"authentication": "xoauth2", "service": self.browser} if self.browser else {}
        return AccountDraft(
            kind="smtp",
            name=self.address,
            settings={**self.outgoing.settings, **way},
            sender_address=self.address,
            sender_name=self.sender_name,
        )

    def test(self, secret: str) -> TwoWayTest:
        """Return what is tried before it is kept; secret: the password, or the token that the browser brought."""
        return TwoWayTest(incoming=self.mailbox.settings, outgoing=self.account.settings, secret=secret)


def place_of(server: MailServer) -> Place:
    """Return a found server as if it had been typed."""
    return Place(host=server.host, port=server.port, security=server.security, username=server.username)


def guessed(address: str) -> tuple[Place, Place]:
    """Return the usual names of an address's servers, for a person to correct."""
    domain = address.rpartition("@")[2]
    return (
        Place(host=f"imap.{domain}", port=993, security=TLS, username=address),
        Place(host=f"smtp.{domain}", port=465, security=TLS, username=address),
    )


def wants_browser(candidate: Candidate | None) -> bool:
    """Whether only a browser signs in there."""
    from desk.services.inbox import SignInWay

    return candidate is not None and candidate.sign_in[:1] == (SignInWay.BROWSER,)
