# SPDX-License-Identifier: LicenseRef-Desk
"""The channels: how a rendering becomes a message on each way to a person."""

from desk.errors import NotFound
from desk.models.vocabulary import Channel
from desk.services.channels.channel import ChannelKind
from desk.services.channels.correspondence import Correspondence, MailFile, write_mail
from desk.services.channels.email import EMAIL
from desk.services.channels.message import Envelope, Parcel, Rendering
from desk.services.channels.sms import SMS, Encoding, Segments, segments
from desk.services.channels.tokens import TAKES_MARKS, TokenKind, marked, takes_marks, token_in, unmarked

__all__ = [
    "BUILT",
    "CHANNELS",
    "TAKES_MARKS",
    "ChannelKind",
    "Correspondence",
    "Encoding",
    "Envelope",
    "MailFile",
    "Parcel",
    "Rendering",
    "Segments",
    "TokenKind",
    "channel_kind",
    "compose",
    "marked",
    "segments",
    "takes_marks",
    "token_in",
    "unmarked",
    "write_mail",
]

CHANNELS: tuple[ChannelKind, ...] = (EMAIL, SMS)
"""The channels that are built, in the order in which a route offers them."""

BUILT: tuple[Channel, ...] = tuple(kind.channel for kind in CHANNELS)
"""Their names, in the same order."""


def channel_kind(channel: Channel) -> ChannelKind:
    """Return what a channel declares; raises NotFound for one that is not built."""
    for kind in CHANNELS:
        if kind.channel is channel:
            return kind
    raise NotFound("unknown_channel", channel=channel.value)


def compose(envelope: Envelope, rendering: Rendering) -> bytes:
    """Return the bytes that go over the wire on the envelope's channel; raises Refused or NotFound."""
    return channel_kind(envelope.channel).compose(envelope, rendering)
