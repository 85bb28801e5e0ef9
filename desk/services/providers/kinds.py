# SPDX-License-Identifier: LicenseRef-Desk
"""The table of contents of the ways out; a new one is a folder and a line here."""

from collections.abc import Callable
from dataclasses import dataclass

from desk.errors import NotFound, Problem
from desk.models.columns import Json
from desk.models.vocabulary import Channel
from desk.services.providers import http_sms, smtp
from desk.services.providers.form import FormField, form_of
from desk.services.providers.provider import Provider
from desk.services.providers.secret import Secret
from desk.translation import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderKind:
    """One way out; its functions take the settings as the account's row keeps them. label: an English msgid.

    build: settings and secret → account; raises Refused. problems: everything wrong with settings.
    needs_secret: whether the keyring is to be asked; raises Refused.
    """

    name: str
    channel: Channel
    label: str
    settings: type
    build: Callable[[Json, Secret], Provider]
    problems: Callable[[Json], tuple[Problem, ...]]
    needs_secret: Callable[[Json], bool]

    @property
    def form(self) -> tuple[FormField, ...]:
        """Return the settings as a form shows them."""
        return form_of(self.settings)


PROVIDERS: tuple[ProviderKind, ...] = (
    ProviderKind(
        name="smtp",
        channel=Channel.EMAIL,
        label=N_("Mail server (SMTP)"),
        settings=smtp.SmtpSettings,
        build=smtp.build,
        problems=smtp.problems_of,
        needs_secret=smtp.needs_secret,
    ),
    ProviderKind(
        name="http_sms",
        channel=Channel.SMS,
        label=N_("SMS service (HTTP)"),
        settings=http_sms.HttpSmsSettings,
        build=http_sms.build,
        problems=http_sms.problems_of,
        needs_secret=http_sms.needs_secret,
    ),
)


def provider_kind(name: str) -> ProviderKind:
    """Return a way out by its name; raises NotFound."""
    for kind in PROVIDERS:
        if kind.name == name:
            return kind
    raise NotFound("unknown_provider_kind", name=name)


async def check_account(kind: str, settings: Json, secret: Secret) -> None:
    """Try an account as it stands in a form, without sending; raises as `Provider.check`, or Refused."""
    account = provider_kind(kind).build(settings, secret)
    try:
        await account.check()
    finally:
        await account.close()
