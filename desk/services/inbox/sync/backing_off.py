# SPDX-License-Identifier: LicenseRef-Desk
"""Decides what a failure means for a mailbox, and when it is tried again; pure."""

from dataclasses import dataclass

from desk.errors import DeskError, Misconfigured

PAUSES_S = (1.0, 5.0, 20.0, 60.0, 180.0, 300.0, 600.0, 900.0)
JITTER = 0.3
"""Up to this share is added to a pause, so that workstations do not come back together."""
HOURLY_S = 3600.0
LONGEST_S = 6 * 3600.0

REFUSALS = frozenset(
    {
        "password_refused",
        "token_refused",
        "account_refused",
        "sign_in_unsupported",
        "sign_in_missing",
        "sign_in_expired",
        "sign_in_client",
        "password_needs_encryption",
        "password_missing",
    }
)
"""After these nothing is tried until the owner acts: a provider locks an account that keeps asking."""
LOCKED = frozenset(
    {"passphrase_missing", "passphrase_wrong", "passphrase_file", "keyring_refused", "no_keyring"}
)
"""These ask no server anything: somebody unlocks the passwords sooner or later."""
LOCKED_S = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a failure comes to. health: failing or refused; pause_s: until the next try, None: only when told."""

    health: str
    code: str
    text: str
    pause_s: float | None


def verdict(error: DeskError, failures: int, jitter: float) -> Verdict:
    """Return what the failure number `failures` in a row (from 0) means; jitter: a random number from 0 to 1."""
    text = error.details.get("reply", "") or ", ".join(f"{k}: {v}" for k, v in error.details.items() if v)
    if error.code in REFUSALS:
        return Verdict(health="refused", code=error.code, text=text[:500], pause_s=None)
    if error.code in LOCKED:
        return Verdict(health="failing", code=error.code, text=text[:500], pause_s=LOCKED_S)
    if isinstance(error, Misconfigured):  # a certificate, a server without encryption: no secret was sent
        return Verdict(health="failing", code=error.code, text=text[:500], pause_s=HOURLY_S)
    pause = PAUSES_S[min(failures, len(PAUSES_S) - 1)]
    if error.code == "sign_in_later":
        pause = max(pause, 300.0)
    asked = getattr(error, "retry_after", None)
    if asked is not None:
        pause = min(max(pause, asked.total_seconds()), LONGEST_S)
    return Verdict(health="failing", code=error.code, text=text[:500], pause_s=pause * (1 + JITTER * jitter))
