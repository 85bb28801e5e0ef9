# SPDX-License-Identifier: LicenseRef-Desk
"""Brings addresses into the one form they are kept in; what is no address comes back as None."""

import re
import unicodedata

from desk.models.vocabulary import PointKind

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
"""What every mail server takes, and `channels` writes: an address in other letters could never be reached."""
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
_PHONE = re.compile(r"\+?[\d\s().\-/\u2010-\u2013]+")
_MAX_LOCAL = 64
_MAX_DOMAIN = 253
_MAX_EMAIL = 254
_MAX_POSTAL_LINES = 7


def normalise_email(text: str) -> str | None:
    """Return a bare address, its domain in lower-case ASCII form; None for anything else.

    Refuses display names, quoted parts, spaces, control characters, double dots, domains without a dot and,
    before the @, letters that are not ASCII.
    """
    local, at, domain = unicodedata.normalize("NFC", text.strip(" \t")).rpartition("@")
    if not at or not _is_local(local):
        return None
    ascii_domain = _ascii_domain(domain)
    if ascii_domain is None or len(local) + 1 + len(ascii_domain) > _MAX_EMAIL:
        return None
    return f"{local}@{ascii_domain}"


def normalise_phone(text: str, country: str) -> str | None:
    """Return a number as E.164, read as of `country` (ISO 3166) without a prefix; None: impossible."""
    import phonenumbers

    plain = unicodedata.normalize("NFKC", text).strip()
    if not _PHONE.fullmatch(plain):
        return None
    try:
        number = phonenumbers.parse(plain, country.upper() or None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def normalise_postal(text: str) -> str | None:
    """Return a postal address as its non-empty lines, at most seven; None when there is none or too many."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    kept = [line for line in lines if line]
    return "\n".join(kept) if 0 < len(kept) <= _MAX_POSTAL_LINES else None


def normalise(kind: PointKind, text: str, country: str) -> str | None:
    """Return `text` as a contact point of `kind` is kept; None when it is no such address."""
    match kind:
        case PointKind.EMAIL:
            return normalise_email(text)
        case PointKind.PHONE:
            return normalise_phone(text, country)
        case PointKind.POSTAL:
            return normalise_postal(text)
        case PointKind.PUSH:
            return text.strip() or None


def address_key(address: str) -> str:
    """Return what two spellings of one kept address have in common, to compare by."""
    return address.casefold()


def national_digits(e164: str) -> str:
    """Return the digits of a kept number as dialled in its own country, such as 0612345678."""
    import phonenumbers

    number = phonenumbers.parse(e164)
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return "".join(digit for digit in shown if digit.isdigit())


def can_receive_sms(e164: str) -> bool:
    """Say whether a kept number may be a mobile one; only a known fixed line is refused."""
    import phonenumbers

    kind = phonenumbers.number_type(phonenumbers.parse(e164))
    return kind != phonenumbers.PhoneNumberType.FIXED_LINE


def _is_local(local: str) -> bool:
    return len(local) <= _MAX_LOCAL and _LOCAL.fullmatch(local) is not None


def _ascii_domain(domain: str) -> str | None:
    ascii_form = _to_ascii(domain)
    if ascii_form is None or len(ascii_form) > _MAX_DOMAIN:
        return None
    labels = ascii_form.split(".")
    is_domain = len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels)
    return ascii_form if is_domain and not labels[-1].isdigit() else None


def _to_ascii(domain: str) -> str | None:
    if domain.isascii():
        return domain.lower()
    import idna

    try:
        return idna.encode(domain, uts46=True).decode()
    except (idna.IDNAError, UnicodeError):
        return None
