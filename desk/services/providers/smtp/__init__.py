# SPDX-License-Identifier: LicenseRef-Desk
"""E-mail by SMTP: a small pipelined client of our own, because only it can wait between 354 and the body."""

from desk.errors import Problem, Refused
from desk.models.columns import Json
from desk.services.providers.form import read
from desk.services.providers.secret import Secret
from desk.services.providers.smtp.account import SmtpAccount
from desk.services.providers.smtp.settings import SmtpSettings, problems

__all__ = ["SmtpAccount", "SmtpSettings", "build", "needs_secret", "problems_of"]


def build(document: Json, secret: Secret) -> SmtpAccount:
    """Return the account that settings describe; `secret` is "" where none is needed. Raises Refused."""
    return SmtpAccount(read(SmtpSettings, document), secret)


def problems_of(document: Json) -> tuple[Problem, ...]:
    """Tell everything that is wrong with an account's settings."""
    try:
        return problems(read(SmtpSettings, document))
    except Refused as refused:
        return refused.problems


def needs_secret(document: Json) -> bool:
    """Tell whether the keyring is to be asked. Raises Refused."""
    return read(SmtpSettings, document).needs_secret
