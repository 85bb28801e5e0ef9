# SPDX-License-Identifier: LicenseRef-Desk
"""Reads and writes what a sign-in by browser gave; pure."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desk.models.columns import Json

EARLY = timedelta(seconds=90)
"""A token is renewed a little before it ends, so that none ends under way."""
USUAL_LIFE_S = 3600
LONGEST_LIFE_S = 30 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """What renews the access to an account, with the client that it was given to; `refresh` is what is kept."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    expires_at: datetime
    token_url: str
    client_id: str
    client_secret: str = field(default="", repr=False)

    def is_fresh(self, now: datetime) -> bool:
        """Whether the access may still be used."""
        return bool(self.access) and now < self.expires_at - EARLY

    @property
    def kept(self) -> str:
        """Return what is kept: everything but the access, which each process asks for anew."""
        return json.dumps(
            {
                "refresh": self.refresh,
                "token_url": self.token_url,
                "client_id": self.client_id,
                "client_secret": self.client_secret,
            }
        )


def read_kept(text: str, now: datetime) -> Tokens | None:
    """Return what is kept, its access to be renewed; None when it is no such thing (a password, nothing)."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    if not isinstance(found, dict) or not found.get("refresh") or not found.get("token_url"):
        return None
    return Tokens(
        access="",
        refresh=str(found["refresh"]),
        expires_at=now,
        token_url=str(found["token_url"]),
        client_id=str(found.get("client_id", "")),
        client_secret=str(found.get("client_secret", "")),
    )


def life(answer: Json) -> timedelta:
    """Return how long an access token lives; services that do not say mean about an hour."""
    try:
        seconds = float(answer.get("expires_in", USUAL_LIFE_S))
    except (TypeError, ValueError, OverflowError):
        seconds = USUAL_LIFE_S
    return timedelta(seconds=min(max(seconds, 0), LONGEST_LIFE_S)) if seconds == seconds else timedelta(0)  # noqa: PLR0124 - nan
