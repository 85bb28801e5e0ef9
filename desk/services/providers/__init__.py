# SPDX-License-Identifier: LicenseRef-Desk
"""The ways out: accounts at mail servers and SMS services, who keeps them, what their failures mean."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.services.providers.circuit import Circuit, Health
    from desk.services.providers.diagnosis import WELL, CheckResult, Diagnosis, explain
    from desk.services.providers.form import FieldKind, FormField
    from desk.services.providers.http import Answer, HttpDoor, Lost, Request
    from desk.services.providers.kinds import PROVIDERS, ProviderKind, check_account, provider_kind
    from desk.services.providers.open_ways import Build, OpenWays
    from desk.services.providers.provider import (
        Blame,
        Found,
        HandOver,
        IncomingText,
        Polled,
        Provider,
        Receipt,
    )
    from desk.services.providers.roster import AccountDraft, AccountRow, Roster
    from desk.services.providers.safe import AccountSafe, check_entry, kept_secret
    from desk.services.providers.secret import Secret, SecretSource
    from desk.services.providers.signing import (
        PRESETS,
        BearerToken,
        BrowserSignIn,
        ClientDraft,
        ClientRow,
        Credential,
        PageWords,
        Password,
        SignIn,
        SignInClient,
        SignInClients,
        Signing,
        SignInService,
        Tokens,
        preset,
        secret_name,
        uses_browser,
    )
    from desk.services.providers.smtp.settings import Authentication, Security
    from desk.services.providers.smtp.tls import certificate_names, fingerprint
    from desk.services.providers.typed import bare_fingerprint, is_loopback
else:
    __getattr__ = opened(
        __name__,
        {
            "circuit": "Circuit Health",
            "diagnosis": "WELL CheckResult Diagnosis explain",
            "form": "FieldKind FormField",
            "http": "Answer HttpDoor Lost Request",
            "kinds": "PROVIDERS ProviderKind check_account provider_kind",
            "open_ways": "Build OpenWays",
            "provider": "Blame Found HandOver IncomingText Polled Provider Receipt",
            "roster": "AccountDraft AccountRow Roster",
            "safe": "AccountSafe check_entry kept_secret",
            "secret": "Secret SecretSource",
            "signing": (
                "PRESETS BearerToken BrowserSignIn ClientDraft ClientRow Credential PageWords Password "
                "SignIn SignInClient SignInClients SignInService Signing Tokens preset secret_name "
                "uses_browser"
            ),
            "smtp.settings": "Authentication Security",
            "smtp.tls": "certificate_names fingerprint",
            "typed": "bare_fingerprint is_loopback",
        },
    )

__all__ = [
    "PRESETS",
    "PROVIDERS",
    "WELL",
    "AccountDraft",
    "AccountRow",
    "AccountSafe",
    "Answer",
    "Authentication",
    "BearerToken",
    "Blame",
    "BrowserSignIn",
    "Build",
    "CheckResult",
    "Circuit",
    "ClientDraft",
    "ClientRow",
    "Credential",
    "Diagnosis",
    "FieldKind",
    "FormField",
    "Found",
    "HandOver",
    "Health",
    "HttpDoor",
    "IncomingText",
    "Lost",
    "OpenWays",
    "PageWords",
    "Password",
    "Polled",
    "Provider",
    "ProviderKind",
    "Receipt",
    "Request",
    "Roster",
    "Secret",
    "SecretSource",
    "Security",
    "SignIn",
    "SignInClient",
    "SignInClients",
    "SignInService",
    "Signing",
    "Tokens",
    "bare_fingerprint",
    "certificate_names",
    "check_account",
    "check_entry",
    "explain",
    "fingerprint",
    "is_loopback",
    "kept_secret",
    "preset",
    "provider_kind",
    "secret_name",
    "uses_browser",
]
