# SPDX-License-Identifier: LicenseRef-Desk
"""What an account at an SMS service is set to; pure."""

import re
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desk.errors import Problem
from desk.services.providers.form import Asked, FieldKind
from desk.services.providers.typed import is_loopback
from desk.translation import N_

_STATUSES = re.compile(r"\d{3}(-\d{3})?(\s*,\s*\d{3}(-\d{3})?)*")
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")


class Method(StrEnum):
    """How the service is asked; with GET the fields are in the address."""

    POST = "POST"
    PUT = "PUT"
    GET = "GET"


class BodyFormat(StrEnum):
    """How the fields are written."""

    JSON = "json"
    FORM = "form"


class Proof(StrEnum):
    """How the account proves itself."""

    HEADER = "header"
    BASIC = "basic"
    NONE = "none"


_METHODS: Mapping[str, str] = {Method.POST: "POST", Method.PUT: "PUT", Method.GET: "GET"}
_FORMATS: Mapping[str, str] = {BodyFormat.JSON: N_("JSON"), BodyFormat.FORM: N_("Web form")}
_PROOFS: Mapping[str, str] = {
    Proof.HEADER: N_("Key in a header"),
    Proof.BASIC: N_("User name and password"),
    Proof.NONE: N_("No sign-in"),
}


def _text(label: str, *, is_required: bool = False, is_advanced: bool = False) -> dict[str, Asked]:
    return {"asked": Asked(label=label, is_required=is_required, is_advanced=is_advanced)}


def _choice(label: str, choices: Mapping[str, str], *, is_advanced: bool = False) -> dict[str, Asked]:
    return {"asked": Asked(label=label, kind=FieldKind.CHOICE, choices=choices, is_advanced=is_advanced)}


def _seconds(label: str) -> dict[str, Asked]:
    return {"asked": Asked(label=label, kind=FieldKind.NUMBER, least=0.01, most=300, is_advanced=True)}


def _default_fields() -> Mapping[str, str]:
    return {"to": "{to}", "from": "{from}", "text": "{text}", "reference": "{reference}"}


def _default_poll_fields() -> Mapping[str, str]:
    return {"id": "id", "from": "from", "to": "to", "text": "text", "at": "at"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpSmsSettings:
    """A service and how it wants to be asked; the key or password is in the keyring.

    fields: name → text with {to}, {from}, {text}, {reference}; dots in a name make objects in JSON.
    id_path: where the service's own id stands in a JSON answer, dotted.
    look_up_url: with {reference}; a JSON 404 says that the message never arrived, and a JSON answer that holds
    something at found_path (dotted; "": our reference, anywhere) that it did.
    check_url: asked by "Test" instead of the address itself.
    poll_url: asked for what people have answered; {after} is the id of the last one that is known. The JSON answer
    holds a list at poll_path ("": it is one), of objects whose poll_fields say where id, sender, text and moment are.
    accepted, retried, account: lists of statuses such as "200-299, 304"; a 408 or 5xx that none names is
    a lost answer, any other status refuses the message for good.
    """

    url: str = field(metadata=_text(N_("Address of the service"), is_required=True))
    method: str = field(default=Method.POST, metadata=_choice(N_("HTTP method"), _METHODS, is_advanced=True))
    body_format: str = field(
        default=BodyFormat.JSON, metadata=_choice(N_("Format of the body"), _FORMATS, is_advanced=True)
    )
    fields: Mapping[str, str] = field(
        default_factory=_default_fields,
        metadata={"asked": Asked(label=N_("Fields of the request"), kind=FieldKind.TABLE)},
    )
    proof: str = field(default=Proof.HEADER, metadata=_choice(N_("Sign-in"), _PROOFS))
    header: str = field(default="Authorization", metadata=_text(N_("Header of the key"), is_advanced=True))
    prefix: str = field(default="Bearer", metadata=_text(N_("Word before the key"), is_advanced=True))
    username: str = field(default="", metadata=_text(N_("User name")))
    id_path: str = field(default="id", metadata=_text(N_("Where the answer holds the id"), is_advanced=True))
    accepted: str = field(default="200-299", metadata=_text(N_("Statuses that accept"), is_advanced=True))
    retried: str = field(
        default="425,429", metadata=_text(N_("Statuses that ask to come back"), is_advanced=True)
    )
    account: str = field(
        default="401,402,403,407", metadata=_text(N_("Statuses that refuse the account"), is_advanced=True)
    )
    look_up_url: str = field(default="", metadata=_text(N_("Address to look a message up"), is_advanced=True))
    found_path: str = field(
        default="", metadata=_text(N_("Where the answer to that names the message"), is_advanced=True)
    )
    check_url: str = field(default="", metadata=_text(N_("Address to test the account"), is_advanced=True))
    poll_url: str = field(
        default="", metadata=_text(N_("Address to fetch answers of customers"), is_advanced=True)
    )
    poll_path: str = field(default="", metadata=_text(N_("Where that holds the list"), is_advanced=True))
    poll_fields: Mapping[str, str] = field(
        default_factory=_default_poll_fields,
        metadata={"asked": Asked(label=N_("Fields of an answer"), kind=FieldKind.TABLE, is_advanced=True)},
    )
    connections: int = field(
        default=4,
        metadata={
            "asked": Asked(
                label=N_("Connections at once"), kind=FieldKind.NUMBER, least=1, most=64, is_advanced=True
            )
        },
    )
    connect_s: float = field(default=30, metadata=_seconds(N_("Seconds to connect")))
    answer_s: float = field(default=60, metadata=_seconds(N_("Seconds to answer")))

    @property
    def needs_secret(self) -> bool:
        """Whether there is a key or a password to ask the keyring for."""
        return self.proof != Proof.NONE

    @property
    def is_loopback(self) -> bool:
        """Whether the service is this computer."""
        return is_loopback(urllib.parse.urlsplit(self.url).hostname or "")


def matches(statuses: str, status: int) -> bool:
    """Tell whether a rule such as "200-299, 304" names a status."""
    for part in statuses.split(","):
        least, _, most = part.strip().partition("-")
        if least and int(least) <= status <= int(most or least):
            return True
    return False


def problems(settings: HttpSmsSettings) -> tuple[Problem, ...]:
    """Tell what the single fields cannot: bad addresses, rules that cannot be read, a key in clear text."""
    found = [
        Problem(code=code, place=place)
        for place in ("url", "look_up_url", "check_url", "poll_url")
        if (code := _address(getattr(settings, place), settings.proof))
    ]
    found += [
        Problem(code="not_a_status_list", place=place)
        for place in ("accepted", "retried", "account")
        if (text := getattr(settings, place)) and not _STATUSES.fullmatch(text)
    ]
    if settings.proof == Proof.HEADER and not _HEADER_NAME.fullmatch(settings.header):
        found.append(Problem(code="not_a_header", place="header"))
    if settings.look_up_url and "{reference}" not in settings.look_up_url:
        found.append(Problem(code="needs_reference", place="look_up_url"))
    if settings.poll_url:
        found += [
            Problem(code="missing_field", place="poll_fields", details={"name": name})
            for name in ("id", "from", "text")
            if not settings.poll_fields.get(name)
        ]
    said = " ".join(settings.fields.values()) + settings.url
    found += [
        Problem(code="needs_placeholder", place="fields", details={"name": name})
        for name in ("to", "text")
        if f"{{{name}}}" not in said
    ]
    return tuple(found)


def _address(url: str, proof: str) -> str:
    if not url:
        return ""
    try:
        parts = urllib.parse.urlsplit(url)
        _ = parts.port
    except ValueError:
        return "not_an_address"
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
        return "not_an_address"
    is_open = parts.scheme == "http" and not is_loopback(parts.hostname or "")
    return "needs_https" if is_open and proof != Proof.NONE else ""
