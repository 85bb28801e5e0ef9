# SPDX-License-Identifier: LicenseRef-Desk
"""Writes the requests to an SMS service and reads its answers; pure."""

import base64
import json
import re
import urllib.parse
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from desk.models.vocabulary import AttemptOutcome
from desk.services.channels import Parcel
from desk.services.providers.http import Answer, Request
from desk.services.providers.http_sms.settings import BodyFormat, HttpSmsSettings, Method, Proof, matches
from desk.services.providers.provider import Blame, Found, IncomingText, Receipt

LONGEST_TEXT = 500
LONGEST_ID = 200
LONGEST_SMS = 5_000
MOST_TEXTS = 500
"""So many answers are taken in one go; what is left comes with the next."""

_PLACEHOLDER = re.compile(r"\{(to|from|text|reference)\}")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def sending(settings: HttpSmsSettings, secret: str, parcel: Parcel) -> Request:
    """Return the request that sends `parcel`."""
    values = {
        "to": parcel.recipient_address,
        "from": parcel.sender_address,
        "text": parcel.body.decode(),
        "reference": parcel.reference,
    }
    fields = {name: _filled(text, values, str) for name, text in settings.fields.items()}
    url = _filled(settings.url, values, _quoted)
    headers = _headers(settings, secret)
    if settings.method == Method.GET:
        return Request(method="GET", url=url, headers=headers, query=fields)
    if settings.body_format == BodyFormat.JSON:
        body, kind = json.dumps(_nested(fields), ensure_ascii=False).encode(), "application/json"
    else:
        body, kind = urllib.parse.urlencode(fields).encode(), "application/x-www-form-urlencoded"
    return Request(method=settings.method, url=url, headers={**headers, "Content-Type": kind}, body=body)


def looking_up(settings: HttpSmsSettings, secret: str, reference: str) -> Request:
    """Return the request that asks what became of a message."""
    url = _filled(settings.look_up_url, {"reference": reference}, _quoted)
    return Request(method="GET", url=url, headers=_headers(settings, secret))


def checking(settings: HttpSmsSettings, secret: str) -> Request:
    """Return a request that sends nothing: the address to test by, or only the head of the sending one."""
    if settings.check_url:
        return Request(method="GET", url=settings.check_url, headers=_headers(settings, secret))
    url = _filled(settings.url, dict.fromkeys(("to", "from", "text", "reference"), ""), _quoted)
    return Request(method="HEAD", url=url, headers=_headers(settings, secret))


def polling(settings: HttpSmsSettings, secret: str, after: str) -> Request:
    """Return the request that asks what people have answered after the one with the id `after`."""
    url = settings.poll_url.replace("{after}", _quoted(after))
    return Request(method="GET", url=url, headers=_headers(settings, secret))


def incoming(settings: HttpSmsSettings, answer: Answer, now: datetime) -> tuple[IncomingText, ...] | None:
    """Return what people have answered, as the service tells it; None when that is no answer at all."""
    if not 200 <= answer.status < 300:
        return None
    document = _document(answer)
    if settings.poll_path:
        document = _at(document, settings.poll_path)
    if not isinstance(document, list):
        return None
    found = (_text_of(settings.poll_fields, one, now) for one in document[:MOST_TEXTS])
    return tuple(one for one in found if one is not None)


def receipt(settings: HttpSmsSettings, answer: Answer, now: datetime) -> Receipt:
    """Tell what an answer to a handed-over message means."""
    outcome, whose = _outcome(settings, answer)
    wait = _retry_after(answer, now) if outcome is AttemptOutcome.TRANSIENT else None
    return Receipt(
        outcome=outcome,
        code=str(answer.status),
        reply=said(answer),
        reference=_own_id(settings, answer) if outcome is AttemptOutcome.ACCEPTED else "",
        blame=whose,
        handed_over=True,
        retry_after=wait,
    )


def found(settings: HttpSmsSettings, answer: Answer, reference: str) -> Found:
    """Tell what the answer to a look-up means; a status alone proves nothing.

    Arrived is what a JSON answer names: by something at `found_path`, or else by our reference itself. Absence
    is proven by a JSON 404 only: a wrong address gives a page "not found", and that must not send twice.
    """
    if 200 <= answer.status < 300:
        return Found.ARRIVED if _names(settings, answer, reference) else Found.UNKNOWN
    is_json = "json" in answer.headers.get("content-type", "")
    return Found.NEVER_ARRIVED if answer.status == 404 and is_json else Found.UNKNOWN


def said(answer: Answer) -> str:
    """Return what an answer says, in one printable line of at most 500 characters."""
    return _UNPRINTABLE.sub(" ", answer.body.decode("utf-8", "replace"))[:LONGEST_TEXT].strip()


def _outcome(settings: HttpSmsSettings, answer: Answer) -> tuple[AttemptOutcome, Blame]:
    status = answer.status
    if matches(settings.accepted, status):
        return AttemptOutcome.ACCEPTED, Blame.MESSAGE
    if matches(settings.account, status):
        is_final = status in {401, 403}
        return AttemptOutcome.PERMANENT if is_final else AttemptOutcome.TRANSIENT, Blame.ACCOUNT
    whose = Blame.ACCOUNT if status in {429, 503} else Blame.MESSAGE
    if matches(settings.retried, status):
        return AttemptOutcome.TRANSIENT, whose
    if status >= 500 or status == 408:
        # A gateway that fails, or waits in vain for another, may have passed the message on: that is a lost
        # answer, not a refusal.
        return AttemptOutcome.LOST, whose
    if status < 400:
        return AttemptOutcome.TRANSIENT, Blame.ACCOUNT
    return AttemptOutcome.PERMANENT, Blame.MESSAGE


def _headers(settings: HttpSmsSettings, secret: str) -> dict[str, str]:
    headers = {"Accept": "application/json"}
    if settings.proof == Proof.HEADER and secret:
        headers[settings.header] = f"{settings.prefix} {secret}".strip()
    elif settings.proof == Proof.BASIC:
        pair = base64.b64encode(f"{settings.username}:{secret}".encode()).decode()
        headers["Authorization"] = f"Basic {pair}"
    return headers


def _filled(text: str, values: Mapping[str, str], write: Callable[[str], str]) -> str:
    """Put the values in, in one pass: what a value holds is never looked at again."""
    return _PLACEHOLDER.sub(lambda match: write(values.get(match[1], "")), text)


def _quoted(value: str) -> str:
    return urllib.parse.quote(value, safe="")


def _nested(fields: Mapping[str, str]) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for path, value in fields.items():
        *parents, name = path.split(".")
        place = document
        for parent in parents:
            inner = place.setdefault(parent, {})
            place = inner if isinstance(inner, dict) else place
        place[name] = value
    return document


def _own_id(settings: HttpSmsSettings, answer: Answer) -> str:
    value = _at(_document(answer), settings.id_path) if settings.id_path else None
    return str(value)[:LONGEST_ID] if isinstance(value, str | int) else ""


def _names(settings: HttpSmsSettings, answer: Answer, reference: str) -> bool:
    document = _document(answer)
    if settings.found_path:
        return _at(document, settings.found_path) not in (None, "", False, [], {})
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if value == reference and reference:
            return True
        if isinstance(value, list | dict):
            waiting += value.values() if isinstance(value, dict) else value
    return False


def _document(answer: Answer) -> Any:  # noqa: ANN401 - another's JSON
    """Return the JSON that an answer holds; None where it holds none."""
    try:
        return json.loads(answer.body) if answer.is_whole else None
    except (ValueError, RecursionError):
        return None


def _at(document: Any, path: str) -> Any:  # noqa: ANN401 - another's JSON
    """Return what stands at a dotted path; None where nothing does."""
    value = document
    for name in path.split("."):
        if isinstance(value, list) and name.isascii() and name.isdecimal() and int(name) < len(value):
            value = value[int(name)]
        elif isinstance(value, dict):
            value = value.get(name)
        else:
            return None
    return value


def _text_of(paths: Mapping[str, str], one: object, now: datetime) -> IncomingText | None:
    """Return one short message; None for what is none."""

    def said_at(name: str) -> str:
        value = _at(one, paths[name]) if paths.get(name) else None
        return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""

    reference, sender = said_at("id")[:LONGEST_ID], said_at("from").strip()
    if not reference or not sender:
        return None
    return IncomingText(
        sender=sender[:LONGEST_ID],
        text=said_at("text")[:LONGEST_SMS],
        at=_moment(said_at("at"), now),
        reference=reference,
        recipient=said_at("to")[:LONGEST_ID],
    )


def _moment(text: str, now: datetime) -> datetime:
    """Return when it came: ISO 8601 or seconds since 1970; now for what cannot be read or lies ahead."""
    try:
        at = datetime.fromtimestamp(float(text), UTC) if text.isdecimal() else datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return now
    aware = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    return min(aware.astimezone(UTC), now)


def _retry_after(answer: Answer, now: datetime) -> timedelta | None:
    text = answer.headers.get("retry-after", "").strip()
    if text.isdecimal() and text.isascii() and len(text) < 8:
        return timedelta(seconds=int(text))
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(at - now, timedelta(0)) if at.tzinfo is not None else None
