# SPDX-License-Identifier: LicenseRef-Desk
"""Knows the services that sign in by browser: where to go, what to ask for; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from desk.errors import Problem
from desk.translation import N_

OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInService:
    """Where one signs in. label: an English msgid or a name. scopes: what Desk asks to be allowed.

    extra: what the first address is told beside the standard. redirect_host: how this computer is called when
    the browser comes back; Microsoft accepts only "localhost" with any port.
    """

    name: str
    label: str
    authorize_url: str
    token_url: str
    scopes: tuple[str, ...]
    extra: Mapping[str, str] = field(default_factory=dict)
    redirect_host: str = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInClient:
    """Desk as a service knows it: the shop registers it there, none is built in. secret: "" where there is none."""

    service: SignInService
    client_id: str
    secret: str = field(default="", repr=False)


PRESETS: tuple[SignInService, ...] = (
    SignInService(
        name="google",
        label="Google",
        authorize_url="https://accounts.google.com/o/oauth2/v2/auth",
        token_url="https://oauth2.googleapis.com/token",  # noqa: S106 - an address
        scopes=("https://mail.google.com/",),
        extra={"access_type": "offline", "prompt": "consent"},
    ),
    SignInService(
        name="microsoft",
        label="Microsoft",
        authorize_url="https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
        token_url="https://login.microsoftonline.com/common/oauth2/v2.0/token",  # noqa: S106 - an address
        scopes=(
            "offline_access",
            "https://outlook.office.com/IMAP.AccessAsUser.All",
            "https://outlook.office.com/SMTP.Send",
        ),
        extra={"prompt": "select_account"},
        redirect_host="localhost",
    ),
    SignInService(
        name=OTHER,
        label=N_("Another service"),
        authorize_url="",
        token_url="",
        scopes=(),
    ),
)


def preset(name: str) -> SignInService | None:
    """Return what Desk knows of a service; None for one that it has never heard of."""
    return next((service for service in PRESETS if service.name == name), None)


def service_problems(service: SignInService, client_id: str) -> tuple[Problem, ...]:
    """Tell what is missing before anybody can be sent to the service's page."""
    found = [] if client_id.strip() else [Problem(code="missing_field", place="client_id")]
    for place, url in (("authorize_url", service.authorize_url), ("token_url", service.token_url)):
        if not url.strip():
            found.append(Problem(code="missing_field", place=place))
        elif not _is_safe(url):
            found.append(Problem(code="needs_https", place=place))
    return tuple(found)


def _is_safe(url: str) -> bool:
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    is_here = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"}
    return bool(parts.hostname) and (parts.scheme == "https" or is_here)
