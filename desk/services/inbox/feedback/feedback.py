# SPDX-License-Identifier: LicenseRef-Desk
"""What an incoming mail tells about mail of ours, as plain values."""

from dataclasses import dataclass
from enum import StrEnum

from desk.models.vocabulary import MessageKind


class FailureClass(StrEnum):
    """What a failure says about the person's address.

    hard: it does not exist, or takes nothing any more. soft: not now (full, server away). policy: that server
    refuses us (reputation, authentication, a block list). content: it refuses this message (spam, size, virus).
    delay: nothing failed yet. Only hard ones, and many soft ones, say anything about the person.
    """

    HARD = "hard"
    SOFT = "soft"
    POLICY = "policy"
    CONTENT = "content"
    DELAY = "delay"


class StopKind(StrEnum):
    """What a short message asks for. unclear: a person should read it."""

    STOP = "stop"
    START = "start"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedRecipient:
    """One recipient a report is about. status: enhanced code such as 5.1.1, else ""; diagnostic: the server's words.

    address: "" when the report does not tell.
    """

    address: str
    failure: FailureClass
    status: str = ""
    diagnostic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What `recognise` found.

    recipients: of a bounce or a delay, in order. original_message_id: of the mail it is about, without brackets, ""
    when it cannot be told. is_automatic: written by a machine (RFC 3834): nothing answers it by itself. tokens: what
    stood behind a plus in the addresses it came to. complainant: who complained (RFC 5965). topic: what somebody
    unsubscribes from, "" for all. stop: what the own words ask for. is_forged: the server that took it in found that
    it is not from whom it says: it is shown, and nothing follows from it.
    """

    kind: MessageKind = MessageKind.MESSAGE
    recipients: tuple[FailedRecipient, ...] = ()
    original_message_id: str = ""
    is_automatic: bool = False
    tokens: tuple[str, ...] = ()
    complainant: str = ""
    topic: str = ""
    stop: StopKind | None = None
    is_forged: bool = False
