# SPDX-License-Identifier: LicenseRef-Desk
"""SMS by any service that takes one HTTP request for each message, described by settings."""

from desk.errors import Problem, Refused
from desk.models.columns import Json
from desk.services.providers.form import read
from desk.services.providers.http_sms.settings import HttpSmsSettings, problems
from desk.services.providers.provider import Provider
from desk.services.providers.secret import Secret

__all__ = ["HttpSmsSettings", "build", "needs_secret", "problems_of"]


def build(document: Json, secret: Secret) -> Provider:
    """Return the account that settings describe; `secret` is "" where none is needed. Raises Refused."""
    from desk.services.providers.http_sms.account import (
        HttpSmsAccount,  # httpx is slow to load, and often not needed
    )

    assert isinstance(secret, str)  # no such service signs in by browser
    return HttpSmsAccount(read(HttpSmsSettings, document), secret)


def problems_of(document: Json) -> tuple[Problem, ...]:
    """Tell everything that is wrong with an account's settings."""
    try:
        return problems(read(HttpSmsSettings, document))
    except Refused as refused:
        return refused.problems


def needs_secret(document: Json) -> bool:
    """Tell whether the keyring is to be asked. Raises Refused."""
    return read(HttpSmsSettings, document).needs_secret
