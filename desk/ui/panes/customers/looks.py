# SPDX-License-Identifier: LicenseRef-Desk
"""Says addresses, languages and consents as a person reads them."""

from collections.abc import Collection

from desk.models.vocabulary import Channel, PointKind
from desk.services.preferences import TOPICS, Granted
from desk.services.shop import CustomerRow
from desk.translation import N_, _
from desk.ui.wording import channel_mark, formats, word

POINT_ICONS = {
    PointKind.EMAIL: "envelope-simple",
    PointKind.PHONE: "device-mobile",
    PointKind.POSTAL: "mailbox",
    PointKind.PUSH: "bell",
}
SOURCE_WORDS = {
    "counter": N_("at the counter"),
    "import": N_("import"),
    "preference_page": N_("preference page"),
    "reply": N_("reply to a message"),
    "api": N_("by another program"),
    "demo": N_("example"),
}


phone_text = formats.phone


def address_text(kind: PointKind, address: str, country: str) -> str:
    """Say an address on one line."""
    if kind is PointKind.PHONE:
        return formats.phone(address, country)
    return address.replace("\n", ", ")


def name_of(row: CustomerRow) -> str:
    """Say who it is: name, else company, else an address."""
    return row.name or row.company or row.email or row.phone or _("No name")


def language_text(tag: str, usual: str = "") -> str:
    """Say a language with a capital; none is the shop's `usual` one."""
    said = formats.language_name(tag or usual)
    return said[:1].upper() + said[1:]


def source_text(source: str) -> str:
    """Say where a change of mind came from."""
    return _(SOURCE_WORDS.get(source, "")) or source


def channel_text(channel: Channel) -> str:
    """Say a channel in the middle of a sentence."""
    said = channel_mark(channel).text
    return said if said.isupper() else said[:1].lower() + said[1:]


def agreement_text(topic: str, channel: Channel) -> str:
    """Say what a consent is about."""
    return _("{topic} by {channel}").format(topic=word("topic", topic), channel=channel_text(channel))


def channels_text(channels: Collection[Channel]) -> str:
    """Say channels in their usual order; "none" for none."""
    said = [channel_text(channel) for channel in Channel if channel in channels]
    return ", ".join(said) or _("none")


def consents_text(granted: Granted) -> str:
    """Say what a customer agreed to, topic by topic."""
    return " · ".join(
        f"{word('topic', topic.code)}{_(': ')}{channels_text(channels_of(granted, topic.code))}"
        for topic in TOPICS
    )


def channels_of(granted: Granted, topic: str) -> frozenset[Channel]:
    """Return the channels on which a topic was agreed to."""
    return frozenset(channel for about, channel in granted if about == topic)
