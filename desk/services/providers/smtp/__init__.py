# SPDX-License-Identifier: LicenseRef-Desk
"""E-mail by SMTP: a small pipelined client of our own, because only it can wait between 354 and the body."""

from desk.models.columns import Json
from desk.services.providers.form import read
from desk.services.providers.smtp.account import SmtpAccount
from desk.services.providers.smtp.settings import SmtpSettings, problems

__all__ = ["SmtpAccount", "SmtpSettings", "build", "problems"]


def build(document: Json, secret: str) -> SmtpAccount:
    """Return the account that a row describes; `secret` is "" without a user name. Raises Refused."""
    return SmtpAccount(read(SmtpSettings, document), secret)
