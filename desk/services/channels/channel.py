# SPDX-License-Identifier: LicenseRef-Desk
"""What a channel declares about itself."""

from collections.abc import Callable
from dataclasses import dataclass

from desk.models.vocabulary import Channel, PointKind
from desk.services.channels.message import Envelope
from desk.services.templates import Rendering


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelKind:
    """One way to reach a person.

    label: English msgid. point: the kind of contact point it writes to. normal: address, country → the form in
    which an address is kept and compared, None for what is none. takes: whether a kept address of that kind can
    be written to. compose: makes the bytes that go over the wire; raises Refused for an envelope or a rendering
    that must not leave. has_subject, has_html: what its texts have. most_units: the longest text; units are
    characters on e-mail, segments on SMS.
    """

    channel: Channel
    label: str
    point: PointKind
    is_address: Callable[[str], bool]
    normal: Callable[[str, str], str | None]
    takes: Callable[[str], bool] = lambda _address: True
    compose: Callable[[Envelope, Rendering], bytes]
    has_subject: bool = False
    has_html: bool = False
    most_units: int
