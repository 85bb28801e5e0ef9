# SPDX-License-Identifier: LicenseRef-Desk
"""Tells a failed check in the few words that a settings page has advice for; pure."""

from dataclasses import dataclass, field
from enum import StrEnum

from desk.errors import DeskError


class CheckResult(StrEnum):
    """What a check came to; each but `refused` has its own advice."""

    OK = "ok"
    AUTH = "auth"
    """The server refuses the password or the way to sign in."""
    HOST = "host"
    """The server's name cannot be found."""
    TLS = "tls"
    """The certificate or the encryption is not what it should be."""
    BLOCKED = "blocked"
    """Nothing answers at this port: this network or the server blocks it."""
    SLOW = "slow"
    """Something answers, but not in time."""
    REFUSED = "refused"
    """The server answers and refuses; its words are in the details."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """A result and what a sentence about it names: host, port, name, expected, reason, fingerprint, reply."""

    result: CheckResult
    code: str = ""
    details: dict[str, str] = field(default_factory=dict)


_RESULTS = {
    CheckResult.AUTH: (
        "password_refused",
        "sign_in_unsupported",
        "sign_in_later",
        "account_refused",
        "token_refused",
        "sign_in_missing",
        "sign_in_expired",
        "sign_in_client",
        "sign_in_refused",
        "sign_in_short",
        "sign_in_denied",
        "no_keyring",
        "keyring_refused",
        "passphrase_missing",
        "passphrase_unchosen",
        "passphrase_wrong",
        "passphrase_file",
        "passwords_damaged",
    ),
    CheckResult.HOST: ("host_unknown",),
    CheckResult.TLS: (
        "certificate_refused",
        "starttls_missing",
        "tls_failed",
        "plaintext_injected",
        "password_needs_encryption",
    ),
    CheckResult.BLOCKED: ("connection_refused", "connect_timeout", "unreachable"),
    CheckResult.SLOW: ("timeout", "sign_in_timeout"),
}
_BY_CODE = {code: result for result, codes in _RESULTS.items() for code in codes}

WELL = Diagnosis(result=CheckResult.OK)


def explain(error: DeskError) -> Diagnosis:
    """Return what a failure of `Provider.check` means for the owner."""
    result = _BY_CODE.get(error.code, CheckResult.REFUSED)
    return Diagnosis(result=result, code=error.code, details=dict(error.details))
