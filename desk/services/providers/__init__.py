# SPDX-License-Identifier: LicenseRef-Desk
"""The ways out: accounts at mail servers and SMS services, who keeps them, what their failures mean."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.services.providers.circuit import Circuit, Health
    from desk.services.providers.diagnosis import WELL, CheckResult, Diagnosis, explain
    from desk.services.providers.form import FieldKind, FormField
    from desk.services.providers.kinds import PROVIDERS, ProviderKind, check_account, provider_kind
    from desk.services.providers.provider import Blame, Found, HandOver, Provider, Receipt
    from desk.services.providers.roster import AccountDraft, AccountRow, Roster
    from desk.services.providers.safe import AccountSafe, check_entry
else:
    __getattr__ = opened(
        __name__,
        {
            "circuit": "Circuit Health",
            "diagnosis": "WELL CheckResult Diagnosis explain",
            "form": "FieldKind FormField",
            "kinds": "PROVIDERS ProviderKind check_account provider_kind",
            "provider": "Blame Found HandOver Provider Receipt",
            "roster": "AccountDraft AccountRow Roster",
            "safe": "AccountSafe check_entry",
        },
    )

__all__ = [
    "PROVIDERS",
    "WELL",
    "AccountDraft",
    "AccountRow",
    "AccountSafe",
    "Blame",
    "CheckResult",
    "Circuit",
    "Diagnosis",
    "FieldKind",
    "FormField",
    "Found",
    "HandOver",
    "Health",
    "Provider",
    "ProviderKind",
    "Receipt",
    "Roster",
    "check_account",
    "check_entry",
    "explain",
    "provider_kind",
]
