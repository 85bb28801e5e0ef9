# SPDX-License-Identifier: LicenseRef-Desk
"""Reads the file that sets a shop up where there is no window; pure."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, TypeVar

from babel.core import get_global
from babel.languages import get_official_languages

from desk.bootstrap.new_shop import ShopDraft
from desk.errors import Problem, Refused
from desk.models.columns import Json
from desk.models.vocabulary import Channel, PointKind, Topic
from desk.services.shop import CustomerDraft, PointDraft, usual_opening

MOST_CUSTOMERS = 10_000
SECURITY = ("tls", "starttls", "none")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"\s*\d{1,2}:\d\d\s*-\s*\d{1,2}:\d\d\s*")

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPlan:
    """The shop's address. smtp, imap: the servers; both None: they are found from the address.

    name: what customers read as the sender. password_file: where the password is read from; "" for none.
    """

    address: str
    name: str = ""
    smtp: Json | None = None
    imap: Json | None = None
    password_file: str = ""

    @property
    def is_found(self) -> bool:
        """Whether the servers are to be found from the address."""
        return self.smtp is None and self.imap is None

    @property
    def has_smtp(self) -> bool:
        """Whether mail is to leave by it."""
        return self.is_found or self.smtp is not None

    @property
    def has_imap(self) -> bool:
        """Whether mail is to arrive by it."""
        return self.is_found or self.imap is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerPlan:
    """A customer, what they agreed to (topic and channel), and the words they agreed to."""

    draft: CustomerDraft
    consents: tuple[tuple[Topic, Channel], ...] = ()
    wording: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopPlan:
    """What the file asks for; what it leaves out stays as it is. rules: event types whose ready rules work.

    named: what the file itself says of the shop, by its names there; the rest of `shop` is what is usual.
    is_live: None leaves it open.
    """

    shop: ShopDraft | None = None
    named: frozenset[str] = frozenset()
    mail: MailPlan | None = None
    customers: tuple[CustomerPlan, ...] = ()
    rules: tuple[str, ...] = ()
    is_live: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Something that stays as it is, for people may have decided on it in the window.

    name: as the file has it, with its part ("shop.name"). kept, asked: as people read it.
    """

    name: str
    kept: str
    asked: str


def read_shop_file(document: Mapping[str, Any]) -> ShopPlan:
    """Return what a file asks for; Refused names every place that is unknown, missing or of the wrong kind."""
    part = _Part(document, "", [])
    plan = ShopPlan(
        shop=part.of("shop", _shop),
        named=part.names("shop"),
        mail=part.of("mail", _mail),
        customers=tuple(part.each("customers", _customer, MOST_CUSTOMERS)),
        rules=tuple(part.words("rules")),
        is_live=part.is_true("live"),
    )
    part.end()
    if part.problems:
        raise Refused(*part.problems)
    return plan


def _shop(part: "_Part") -> ShopDraft:
    country = part.word("country", is_needed=True).upper()
    zones = get_global("territory_zones").get(country, ())
    if country and not zones:
        part.refuse("country", country, code="unknown_country")
    return ShopDraft(
        name=part.word("name", is_needed=True),
        country=country,
        language=part.word("language") or ("fr" if "fr" in get_official_languages(country) else "en"),
        timezone=part.word("timezone", is_needed=len(zones) > 1) or (zones[0] if zones else ""),
        opening=part.of("opening", _opening) or usual_opening(country),
    )


def _opening(part: "_Part") -> dict[int, tuple[tuple[str, str], ...]]:
    """Return weekday → spans of a table such as {"tue": ["09:00-12:00", "14:00-19:00"]}."""
    week = {day: part.words(name) for day, name in enumerate(DAYS)}
    for day, spans in week.items():
        for span in spans:
            if not _SPAN.fullmatch(span):
                part.refuse(DAYS[day], span)
    return {
        day: tuple((span.partition("-")[0].strip(), span.partition("-")[2].strip()) for span in spans)
        for day, spans in week.items()
        if spans
    }


def _mail(part: "_Part") -> MailPlan:
    return MailPlan(
        address=part.word("address", is_needed=True),
        name=part.word("name"),
        smtp=part.of("smtp", _server),
        imap=part.of("imap", _server),
        password_file=part.word("password_file"),
    )


def _server(part: "_Part") -> Json:
    settings: dict[str, Any] = {
        "host": part.word("host", is_needed=True),
        "username": part.word("username"),
        "security": part.among("security", SECURITY) or "tls",
        "pinned_certificate": part.word("pinned_certificate"),
    }
    if (port := part.number("port")) is not None:
        settings["port"] = port
    return {name: value for name, value in settings.items() if value != ""}


def _customer(part: "_Part") -> CustomerPlan:
    points = [
        PointDraft(kind=kind, address=address)
        for name, kind in (("email", PointKind.EMAIL), ("phone", PointKind.PHONE))
        if (address := part.word(name))
    ]
    if not points:
        part.miss("email")
    draft = CustomerDraft(
        first_name=part.word("first_name"),
        last_name=part.word("last_name"),
        company=part.word("company"),
        language=part.word("language"),
        birth_date=part.word("birth_date") or None,
        points=tuple(points),
    )
    consents = part.of("consents", _consents) or ()
    wording = part.word("wording", is_needed=bool(consents))
    return CustomerPlan(draft=draft, consents=consents, wording=wording)


def _consents(part: "_Part") -> tuple[tuple[Topic, Channel], ...]:
    """Return the pairs of a table such as {"operational": ["email", "sms"]}."""
    channels = {Channel.EMAIL.value: Channel.EMAIL, Channel.SMS.value: Channel.SMS}
    return tuple(
        (topic, channels[word])
        for topic in Topic
        for word in part.words(topic.value, known=tuple(channels))
        if word in channels
    )


@dataclass(slots=True)
class _Part:
    """A part of the file being read: where it stands, and what is wrong so far in all of it."""

    document: Mapping[str, Any]
    place: str
    problems: list[Problem]
    asked: set[str] = field(default_factory=set)

    def of(self, name: str, read: Callable[["_Part"], T]) -> T | None:
        """Read an inner object; None when it is left out."""
        value = self._value(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            self._wrong(name, "object")
            return None
        with self._inner(value, name) as inner:
            return read(inner)

    def each(self, name: str, read: Callable[["_Part"], T], most: int) -> list[T]:
        """Read a list of inner objects, `most` of them."""
        value = self._value(name)
        rows = value if isinstance(value, list) else []
        if value is not None and (rows is not value or not all(isinstance(row, dict) for row in rows)):
            self._wrong(name, "list")
            return []
        if len(rows) > most:
            self._say("too_long", name)
            return []
        found = []
        for number, row in enumerate(rows):
            with self._inner(row, f"{name}.{number}") as inner:
                found.append(read(inner))
        return found

    def word(self, name: str, *, is_needed: bool = False) -> str:
        """Read a text; "" when it is left out."""
        value = self._value(name)
        if value is None:
            if is_needed:
                self.miss(name)
            return ""
        if not isinstance(value, str):
            self._wrong(name, "text")
            return ""
        if is_needed and not value.strip():
            self.miss(name)
        return value.strip()

    def words(self, name: str, known: tuple[str, ...] = ()) -> list[str]:
        """Read a list of texts, each one of `known` when there are any."""
        value = self._value(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self._wrong(name, "list")
            return []
        for one in value:
            if known and one not in known:
                self._say("bad_value", name, value=one, known=", ".join(known))
        return value

    def among(self, name: str, known: tuple[str, ...]) -> str:
        """Read a text that is one of `known`; "" when it is left out."""
        value = self.word(name)
        if value and value not in known:
            self._say("bad_value", name, value=value, known=", ".join(known))
        return value

    def number(self, name: str) -> int | None:
        """Read a port number; None when it is left out."""
        value = self._value(name)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 65_536:
            self._wrong(name, "port")
            return None
        return value

    def is_true(self, name: str) -> bool | None:
        """Read a yes or no; None when it is left out."""
        value = self._value(name)
        if value is None or isinstance(value, bool):
            return value
        self._wrong(name, "boolean")
        return None

    def names(self, name: str) -> frozenset[str]:
        """Return what an inner object says anything of."""
        value = self._value(name)
        found = value if isinstance(value, dict) else {}
        return frozenset(inner for inner, said in found.items() if said)

    def miss(self, name: str) -> None:
        """Say that something is missing."""
        self._say("missing_field", name)

    def refuse(self, name: str, value: str, code: str = "bad_value") -> None:
        """Say that a value is none that is meant there."""
        self._say(code, name, value=value)

    def end(self) -> None:
        """Refuse every name that nobody asked for: it would be a wish that is not heard."""
        for name in self.document:
            if name not in self.asked:
                meant = get_close_matches(name, self.asked, 1)
                self._say("unknown_field", name, **({"meant": meant[0]} if meant else {}))

    def _value(self, name: str) -> Any:  # noqa: ANN401 - JSON
        self.asked.add(name)
        return self.document.get(name)

    @contextmanager
    def _inner(self, document: Mapping[str, Any], name: str) -> Iterator["_Part"]:
        inner = _Part(document, self._at(name), self.problems)
        yield inner
        inner.end()

    def _at(self, name: str) -> str:
        return f"{self.place}.{name}" if self.place else name

    def _wrong(self, name: str, wanted: str) -> None:
        """Say what is wanted, never what was there: it may be a password in the wrong place."""
        self._say("wrong_form", name, wanted=wanted)

    def _say(self, code: str, name: str, **details: str) -> None:
        self.problems.append(Problem(code=code, place=self._at(name), details=details))
