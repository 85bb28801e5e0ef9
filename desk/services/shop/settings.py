# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the settings of the shop that every workstation shares."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from desk.errors import Problem, Refused
from desk.models.setting import Setting
from desk.services.shop.birthday import LeapBirthday
from desk.services.shop.language import normalise_language
from desk.services.shop.rights import Rights
from desk.services.shop.roles import Deed
from desk.services.shop.walltime import zone_named
from desk.services.store import read_rows, upsert

SettingValue = str | bool | int | tuple[str, ...] | datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopSettings:
    """The shop's settings with what holds until somebody chooses.

    country: ISO 3166, for phone numbers without a prefix. currency: ISO 4217. timezone: IANA.
    trial_mode: nothing leaves but into the sandbox. started_at: since when it is in service; None: not yet.
    answer_within_hours: opening hours in which a customer is to have an answer.
    legal_quiet_hours: the country's law on marketing hours holds messages, whatever a rule says.
    """

    shop_name: str = ""
    legal_name: str = ""
    website: str = ""
    default_language: str = "fr"
    languages: tuple[str, ...] = ("fr", "en")
    country: str = "FR"
    timezone: str = "Europe/Paris"
    currency: str = "EUR"
    trial_mode: bool = True
    started_at: datetime | None = None
    legal_quiet_hours: bool = True
    leap_birthday: LeapBirthday = LeapBirthday.FEBRUARY_28
    is_sample: bool = False
    answer_within_hours: int = 4


LONGEST_ANSWER_HOURS = 400
_NAMES = frozenset(field.name for field in fields(ShopSettings))
_ALL = select(Setting.name, Setting.value).where(Setting.name.in_(sorted(_NAMES))).limit(len(_NAMES))


class Settings:
    """Keeper of the shop's settings."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self) -> ShopSettings:
        """Return all settings; what was never chosen has its default."""
        found: dict[str, Any] = {name: _read(name, value) for name, value in read_rows(self._session, _ALL)}
        return ShopSettings(**found)

    def change(self, **changes: SettingValue) -> ShopSettings:
        """Keep the named settings and return all; Refused names each that cannot be kept."""
        Rights(self._session).demand(Deed.EDIT_SHOP)
        wanted: ShopSettings = replace(self.get(), **cast("dict[str, Any]", changes))
        problems = _problems(wanted)
        if problems:
            raise Refused(*problems)
        for name in changes:
            put(self._session, name, _kept(getattr(wanted, name)))
        return wanted


def put(session: Session, name: str, value: object) -> None:
    """Keep one named value, new or changed."""
    row = upsert(session, cast("Table", Setting.__table__)).values(name=name, value=value)
    session.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": row.excluded.value}))


def _problems(wanted: ShopSettings) -> tuple[Problem, ...]:
    """Return what is wrong with the settings as they would be."""
    wrong = {
        "timezone": "" if zone_named(wanted.timezone) else "unknown_timezone",
        "default_language": "" if wanted.default_language in wanted.languages else "unknown_language",
        "languages": "" if all(map(_is_language, wanted.languages)) else "unknown_language",
        "country": "" if len(wanted.country) == 2 and wanted.country.isupper() else "unknown_country",
        "currency": "" if len(wanted.currency) == 3 and wanted.currency.isupper() else "unknown_currency",
        "answer_within_hours": ""
        if 1 <= wanted.answer_within_hours <= LONGEST_ANSWER_HOURS
        else "out_of_range",
    }
    return tuple(Problem(code=code, place=place) for place, code in wrong.items() if code)


def _is_language(tag: str) -> bool:
    return bool(tag) and normalise_language(tag) == tag


def _kept(value: SettingValue) -> object:
    """Return a setting as JSON."""
    match value:
        case datetime():
            return value.isoformat()
        case tuple():
            return list(value)
        case _:
            return value


def _read(name: str, value: Any) -> SettingValue:  # noqa: ANN401 - JSON enters here
    """Return a setting as it was kept from JSON."""
    match name:
        case "languages":
            return tuple(value)
        case "started_at":
            return datetime.fromisoformat(value) if value else None
        case "leap_birthday":
            return LeapBirthday(value)
        case _:
            return cast("SettingValue", value)
