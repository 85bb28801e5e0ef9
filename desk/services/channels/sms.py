# SPDX-License-Identifier: LicenseRef-Desk
"""Text messages: how they are counted, and how a rendering becomes one."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from desk.errors import Problem, Refused
from desk.models.vocabulary import Channel, PointKind
from desk.services.channels.channel import ChannelKind
from desk.services.channels.message import Envelope
from desk.services.shop import can_receive_sms, normalise_phone
from desk.services.templates import Rendering
from desk.translation import N_

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The GSM 03.38 basic alphabet: one septet each."""

EXTENSION = frozenset("\f^{}\\[~]|€")
"""Its extension table: an escape and a septet, never parted."""

MOST_SEGMENTS = 10

_FRENCH_MOBILE = ("+336", "+337")
"""Most numbers of most shops; the look-up of others is slow, and remembered."""

_PHONE = re.compile(r"\+[1-9][0-9]{6,14}")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")


class Encoding(StrEnum):
    """GSM-7 counts septets, UCS-2 counts UTF-16 units."""

    GSM_7 = "gsm_7"
    UCS_2 = "ucs_2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segments:
    """How a text is sent and counted.

    units: septets or UTF-16 units. per_segment: what one segment holds (160 or 153, 70 or 67). left: units
    still free in the last segment. because: the characters that force UCS-2, in order, each once.
    """

    count: int
    encoding: Encoding
    units: int
    per_segment: int
    left: int
    because: tuple[str, ...] = ()


def segments(text: str) -> Segments:
    """Return how many segments a text takes; an empty text takes none."""
    because = tuple(dict.fromkeys(one for one in text if one not in BASIC and one not in EXTENSION))
    if because:
        weights = [2 if ord(one) > 0xFFFF else 1 for one in text]
        return _counted(weights, Encoding.UCS_2, (70, 67), because)
    return _counted([2 if one in EXTENSION else 1 for one in text], Encoding.GSM_7, (160, 153), ())


def _counted(
    weights: list[int], encoding: Encoding, sizes: tuple[int, int], because: tuple[str, ...]
) -> Segments:
    """Fill segments in order; a character of two units never spans two of them."""
    units, (alone, chained) = sum(weights), sizes
    if units <= alone:
        count, per_segment, used = min(units, 1), alone, units
    else:
        count, per_segment, used = 1, chained, 0
        for weight in weights:
            if used + weight > chained:
                count, used = count + 1, 0
            used += weight
    left = per_segment - used if count else per_segment
    return Segments(
        count=count, encoding=encoding, units=units, per_segment=per_segment, left=left, because=because
    )


def compose(envelope: Envelope, rendering: Rendering) -> bytes:
    """Return the text in UTF-8; raises Refused for no text, too much of it, or characters no phone shows."""
    problems = []
    if not is_address(envelope.recipient_address):
        problems.append(Problem(code="bad_address", place="recipient_address"))
    if not rendering.text.strip():
        problems.append(Problem(code="empty_text", place="text"))
    if _FORBIDDEN.search(rendering.text):
        problems.append(Problem(code="forbidden_character", place="text"))
    elif (count := segments(rendering.text).count) > MOST_SEGMENTS:
        problems.append(Problem(code="too_long", place="text", details={"segments": str(count)}))
    if problems:
        raise Refused(*problems)
    return rendering.text.encode()


def is_address(address: str) -> bool:
    """Say whether this is a telephone number in E.164."""
    return _PHONE.fullmatch(address) is not None


def takes_sms(address: str) -> bool:
    """Whether a number may be a mobile one; a known landline is none, and the provider knows of the rest."""
    return address.startswith(_FRENCH_MOBILE) or _takes_sms(address)


@lru_cache(maxsize=10_000)
def _takes_sms(address: str) -> bool:
    return normalise_phone(address, "") is None or can_receive_sms(address)


SMS = ChannelKind(
    channel=Channel.SMS,
    label=N_("SMS"),
    point=PointKind.PHONE,
    is_address=is_address,
    normal=normalise_phone,
    takes=takes_sms,
    compose=compose,
    most_units=MOST_SEGMENTS,
)
