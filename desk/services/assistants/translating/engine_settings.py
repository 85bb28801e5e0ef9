# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps which engine translates, where it is, and what it may translate by itself; its key is in the keyring."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from desk.errors import Problem, Refused
from desk.models import Setting
from desk.services.assistants.endpoint import endpoint_problem
from desk.services.assistants.translating.engines import ENGINES
from desk.services.shop import Deed, needs
from desk.services.store import changed_rows

NAME = "translation"
SECRET = "translation"  # noqa: S105 - the name it is kept under


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineSettings:
    """engine: code of one of ENGINES, "" for none. address: "" for its usual one. has_key: whether one is kept.

    is_automatic: what arrives in another language is translated into `language` ("": the shop's) by itself.
    """

    engine: str = ""
    address: str = ""
    has_key: bool = False
    is_automatic: bool = False
    language: str = ""

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "EngineSettings":
        """Return what was kept; what a newer Desk has added is passed over."""
        return cls(**{name: value[name] for name in cls.__dataclass_fields__ if name in value})

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with them."""
        if not self.engine:
            return ()
        engine = next((one for one in ENGINES if one.code == self.engine), None)
        if engine is None:
            return (Problem(code="unknown_engine", place="engine"),)
        wrong = (
            endpoint_problem(self.address) if self.address else ("" if engine.address else "missing_field")
        )
        found = [Problem(code=wrong, place="address")] if wrong else []
        if engine.needs_key and not self.has_key:
            found.append(Problem(code="missing_field", place="key"))
        return tuple(found)


class Engines:
    """Keeper of the engine's settings; one for the shop."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self) -> EngineSettings:
        """Return the settings; none chosen when nothing was kept."""
        value = self._session.scalar(select(Setting.value).where(Setting.name == NAME))
        return EngineSettings.from_json(value or {})

    @needs(Deed.EDIT_ACCOUNTS)
    def change(self, wanted: EngineSettings) -> None:
        """Keep settings; Refused names what is wrong."""
        problems = wanted.problems()
        if problems:
            raise Refused(*problems)
        value = {name: getattr(wanted, name) for name in EngineSettings.__dataclass_fields__}
        where = Setting.name == NAME
        if not changed_rows(self._session, update(Setting).where(where).values(value=value)):
            self._session.execute(insert(Setting).values(name=NAME, value=value))


def engine_ready(session: Session) -> bool:
    """Whether an engine is set up, so that translating can be offered."""
    kept = Engines(session).get()
    return bool(kept.engine) and not kept.problems()
