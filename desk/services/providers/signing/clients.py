# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps as whom Desk presents itself at the services that sign in by browser: the shop's own registration."""

from dataclasses import dataclass, replace

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from desk.errors import NotFound, Refused
from desk.models.columns import Json
from desk.models.setting import Setting
from desk.services.providers.signing.presets import (
    OTHER,
    SignInClient,
    SignInService,
    preset,
    service_problems,
)
from desk.services.store import changed_rows

_NAME = "sign_in_clients"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientDraft:
    """A registration as typed. The addresses and scopes are asked for another service only."""

    client_id: str
    authorize_url: str = ""
    token_url: str = ""
    scopes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRow:
    """One service and the shop's registration there; client_id "" while there is none."""

    service: SignInService
    client_id: str

    @property
    def secret_name(self) -> str:
        """Return the name under which the client's secret is kept, where the service gave one."""
        return f"sign_in_client:{self.service.name}"

    def client(self, secret: str) -> SignInClient:
        """Return what a sign-in begins with."""
        return SignInClient(service=self.service, client_id=self.client_id, secret=secret)


class SignInClients:
    """The shop's registrations, by the service's name."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, name: str) -> ClientRow:
        """Return a service with the shop's registration, if there is one; raises NotFound."""
        service = preset(name)
        if service is None:
            raise NotFound("no_sign_in_service", name=name)
        kept = self._kept().get(name, {})
        if name == OTHER:
            service = replace(
                service,
                authorize_url=str(kept.get("authorize_url", "")),
                token_url=str(kept.get("token_url", "")),
                scopes=tuple(str(kept.get("scopes", "")).split()),
            )
        return ClientRow(service=service, client_id=str(kept.get("client_id", "")))

    def save(self, name: str, draft: ClientDraft) -> None:
        """Keep a registration; raises Refused."""
        service = preset(name)
        if service is None:
            raise NotFound("no_sign_in_service", name=name)
        if name == OTHER:
            service = replace(service, authorize_url=draft.authorize_url, token_url=draft.token_url)
        if problems := service_problems(service, draft.client_id):
            raise Refused(*problems)
        kept: Json = {"client_id": draft.client_id.strip()}
        if name == OTHER:
            kept |= {
                "authorize_url": draft.authorize_url.strip(),
                "token_url": draft.token_url.strip(),
                "scopes": draft.scopes.strip(),
            }
        self._keep({**self._kept(), name: kept})

    def _kept(self) -> Json:
        found = self._session.execute(select(Setting.value).where(Setting.name == _NAME)).scalar()
        return found if isinstance(found, dict) else {}

    def _keep(self, document: Json) -> None:
        changed = update(Setting).where(Setting.name == _NAME).values(value=document)
        if not changed_rows(self._session, changed):
            self._session.execute(insert(Setting).values(name=_NAME, value=document))
