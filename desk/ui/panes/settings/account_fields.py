# SPDX-License-Identifier: LicenseRef-Desk
"""What the form of an account asks, and how a kept account fills it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desk.models.vocabulary import Channel
from desk.services.providers import AccountRow, ProviderKind
from desk.translation import N_
from desk.ui.panes.settings.setting_editors import shown
from desk.ui.widgets.editors import Value

SETTING = "settings."
"""Before the name of a setting of the account's kind; problems point to such places."""

OWN: Mapping[str, str] = {
    "sender_address": N_("Email address"),
    "secret": N_("Password"),
    "sender_name": N_("Sender name"),
    "name": N_("Name of the account"),
    "location_id": N_("For location"),
    "is_active": N_("Use this account"),
}
OWN_SMS: Mapping[str, str] = {**OWN, "sender_address": N_("Sender"), "secret": N_("Key or password")}
HINTS: Mapping[str, str] = {
    "sender_name": N_("What customers see before the address, such as the name of the shop."),
    "name": N_("How it is called in Desk; customers never see it."),
}
HINTS_SMS: Mapping[str, str] = {
    **HINTS,
    "sender_address": N_("What customers see: at most 11 letters and digits, or a number."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a form is made for. key: what the form is known by. row: None for a new account.

    places: (id, name) of the locations.
    """

    key: str
    kind: ProviderKind
    row: AccountRow | None
    places: Sequence[tuple[str, str]]

    @property
    def is_mail(self) -> bool:
        """Whether it is about e-mail."""
        return self.kind.channel is Channel.EMAIL

    @property
    def labels(self) -> Mapping[str, str]:
        """Return field → msgid."""
        own = OWN if self.is_mail else OWN_SMS
        return {**own, **{SETTING + asked.name: asked.label for asked in self.kind.form}}

    @property
    def hints(self) -> Mapping[str, str]:
        """Return field → msgid."""
        return HINTS if self.is_mail else HINTS_SMS


def typed(row: AccountRow) -> tuple[object, ...]:
    """Return what of an account is typed, not found out."""
    own = row.name, row.settings, row.sender_address, row.sender_name, row.location_id
    return *own, row.is_active


def filled(kind: ProviderKind, row: AccountRow) -> dict[str, Value]:
    """Return what the fields hold for a kept account; its password is not among it."""
    own: dict[str, Value] = {
        "sender_address": row.sender_address,
        "sender_name": row.sender_name,
        "name": row.name,
        "location_id": row.location_id or "",
        "is_active": row.is_active,
    }
    for asked in kind.form:
        own[SETTING + asked.name] = shown(asked, row.settings.get(asked.name, asked.default))
    return own


def fresh(kind: ProviderKind) -> dict[str, Value]:
    """Return what the fields hold for a new account."""
    settings: dict[str, Value] = {
        SETTING + asked.name: shown(asked, asked.default) for asked in kind.form if asked.default is not None
    }
    return {**settings, "is_active": True, "location_id": ""}
