# SPDX-License-Identifier: LicenseRef-Desk
"""Tells what proves an account, and under which name it is kept; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Password:
    """What a person typed; it is never shown."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class BearerToken:
    """What a sign-in by browser gave; good for about an hour."""

    text: str = field(repr=False)


Credential = Password | BearerToken


def uses_browser(settings: Mapping[str, Any]) -> bool:
    """Whether an account (a mailbox's settings or an SMTP account's) is signed in to by browser."""
    return settings.get("sign_in") == "oauth2" or settings.get("authentication") == "xoauth2"


def secret_name(owner_id: str, settings: Mapping[str, Any]) -> str:
    """Return the name under which `Secrets` keeps it: several accounts of one address may share it."""
    return str(settings.get("secret") or owner_id)
