# SPDX-License-Identifier: LicenseRef-Desk
"""How an account proves itself: a kept password, or a sign-in by browser (OAuth2) whose tokens are renewed."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.services.providers.signing.browser import BrowserSignIn, PageWords
    from desk.services.providers.signing.clients import ClientDraft, ClientRow, SignInClients
    from desk.services.providers.signing.credential import (
        BearerToken,
        Credential,
        Password,
        secret_name,
        uses_browser,
    )
    from desk.services.providers.signing.presets import (
        PRESETS,
        SignInClient,
        SignInService,
        preset,
        service_problems,
    )
    from desk.services.providers.signing.signing import SignIn, Signing
    from desk.services.providers.signing.tokens import Tokens
else:
    __getattr__ = opened(
        __name__,
        {
            "browser": "BrowserSignIn PageWords",
            "clients": "ClientDraft ClientRow SignInClients",
            "credential": "BearerToken Credential Password secret_name uses_browser",
            "presets": "PRESETS SignInClient SignInService preset service_problems",
            "signing": "SignIn Signing",
            "tokens": "Tokens",
        },
    )

__all__ = [
    "PRESETS",
    "BearerToken",
    "BrowserSignIn",
    "ClientDraft",
    "ClientRow",
    "Credential",
    "PageWords",
    "Password",
    "SignIn",
    "SignInClient",
    "SignInClients",
    "SignInService",
    "Signing",
    "Tokens",
    "preset",
    "secret_name",
    "service_problems",
    "uses_browser",
]
