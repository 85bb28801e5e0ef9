# SPDX-License-Identifier: LicenseRef-Desk
"""Decides whether a customer as typed can be kept, and in which form."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime

from desk.errors import Problem
from desk.models.vocabulary import PointKind
from desk.services.shop.addresses import address_key, national_digits, normalise
from desk.services.shop.customer import CustomerDraft, PointDraft
from desk.services.shop.folding import fold
from desk.services.shop.language import normalise_language
from desk.services.shop.walltime import zone_named

_LENGTHS = {"first_name": 120, "last_name": 120, "company": 200, "salutation": 40}
_MAX_ADDRESS = 320
_MAX_TAG = 60
_OLDEST = date(1900, 1, 1)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_COUNTRY = re.compile(r"[A-Z]{2}")
_BAD_POINT = {PointKind.EMAIL: "bad_email", PointKind.PHONE: "bad_phone"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What came of a draft: the same in its kept form, and all that is wrong with it.

    `draft` may be kept only when `problems` is empty; its dates are dates and its points are normalised.
    """

    draft: CustomerDraft
    problems: tuple[Problem, ...]


def take_in(draft: CustomerDraft, *, country: str, today: date) -> Intake:
    """Return `draft` in its kept form with its problems; phones without a prefix are of `country`."""
    problems: list[Problem] = []
    cleaned = _clean(draft)
    problems += _length_problems(cleaned)
    problems += _place_problems(cleaned)
    language = normalise_language(cleaned.language)
    if language is None:
        problems.append(
            Problem(code="unknown_language", place="language", details={"value": cleaned.language})
        )
    birth_date = _date(cleaned.birth_date, "birth_date", today, problems)
    registered_at = _date(cleaned.registered_at, "registered_at", today, problems)
    points = _points(cleaned, country, problems)
    if not (cleaned.first_name or cleaned.last_name or cleaned.company or cleaned.points):
        problems.append(Problem(code="name_missing", place="last_name"))
    kept = replace(
        cleaned, language=language or "", birth_date=birth_date, registered_at=registered_at, points=points
    )
    return Intake(draft=kept, problems=tuple(problems))


def read_date(text: str) -> date | None:
    """Return the date that `text` writes, as 1984-05-12 or day first 12/05/1984; None when it is none."""
    match = _DAY_FIRST.fullmatch(text.strip())
    try:
        if match:
            return date(int(match[3]), int(match[2]), int(match[1]))
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def name_key(draft: CustomerDraft) -> str:
    """Return what a customer is sorted by: last name, first name, company, folded."""
    return fold(f"{draft.last_name} {draft.first_name} {draft.company}")[:400]


def search_text(draft: CustomerDraft) -> str:
    """Return all that a customer is found by, folded; tags stand between #, to be asked for exactly."""
    words = [draft.first_name, draft.last_name, draft.company]
    for point in draft.points:
        if point.kind is not PointKind.PUSH:
            words.append(point.address)
        if point.kind is PointKind.PHONE:
            words.append(national_digits(point.address))
    return fold(" ".join(words)) + "".join(f" {tag_mark(tag)}" for tag in draft.tags)


def tag_mark(tag: str) -> str:
    """Return how a tag stands in the search text."""
    return f"#{fold(tag)}#"


def _clean(draft: CustomerDraft) -> CustomerDraft:
    tags = tuple(dict.fromkeys(tag for tag in map(_one_line, draft.tags) if tag))
    return replace(
        draft,
        first_name=_one_line(draft.first_name),
        last_name=_one_line(draft.last_name),
        company=_one_line(draft.company),
        salutation=_one_line(draft.salutation),
        timezone=draft.timezone.strip(),
        country=draft.country.strip().upper(),
        tags=tags,
    )


def _one_line(text: str) -> str:
    """Return `text` in composed form on one line, without control characters."""
    plain = "".join(letter for letter in text if letter.isspace() or unicodedata.category(letter) != "Cc")
    return unicodedata.normalize("NFC", " ".join(plain.split()))


def _length_problems(draft: CustomerDraft) -> list[Problem]:
    long = [place for place, length in _LENGTHS.items() if len(getattr(draft, place)) > length]
    problems = [_too_long(place, _LENGTHS[place]) for place in long]
    if any(len(tag) > _MAX_TAG or "#" in tag for tag in draft.tags):
        problems.append(Problem(code="bad_tag", place="tags"))
    return problems


def _place_problems(draft: CustomerDraft) -> list[Problem]:
    problems = []
    if draft.timezone and zone_named(draft.timezone) is None:
        problems.append(Problem(code="unknown_timezone", place="timezone", details={"value": draft.timezone}))
    if draft.country and not _COUNTRY.fullmatch(draft.country):
        problems.append(Problem(code="unknown_country", place="country", details={"value": draft.country}))
    return problems


def _date(value: date | str | None, place: str, today: date, problems: list[Problem]) -> date | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, datetime):
        value = value.date()
    day = read_date(value) if isinstance(value, str) else value
    if day is None or day < _OLDEST:
        problems.append(Problem(code="bad_date", place=place, details={"value": str(value)}))
    elif day > today:
        problems.append(Problem(code="date_in_future", place=place, details={"value": day.isoformat()}))
    return day


def _points(draft: CustomerDraft, country: str, problems: list[Problem]) -> tuple[PointDraft, ...]:
    kept: dict[tuple[PointKind, str], PointDraft] = {}
    for number, point in enumerate(draft.points):
        place = f"points.{number}.address"
        address = normalise(point.kind, point.address, draft.country or country)
        if address is None:
            code = _BAD_POINT.get(point.kind, "bad_address")
            problems.append(Problem(code=code, place=place, details={"value": point.address}))
        elif len(address) > _MAX_ADDRESS:
            problems.append(_too_long(place, _MAX_ADDRESS))
        else:
            normal = replace(point, address=address, label=_one_line(point.label)[:80])
            kept.setdefault((point.kind, address_key(address)), normal)
    return tuple(kept.values())


def _too_long(place: str, length: int) -> Problem:
    return Problem(code="too_long", place=place, details={"max": str(length)})
