# SPDX-License-Identifier: LicenseRef-Desk
"""What the list is narrowed to, as the chips show it, and what that asks of the inbox."""

from dataclasses import dataclass, fields, replace
from datetime import timedelta

from desk.models.vocabulary import Author, Channel, ConversationState
from desk.services.inbox import ConversationFilter, Order

WAITING_H = (1, 4, 24, 72)
"""The choices of "without an answer since", in hours."""
NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the person chose. waiting_h: unanswered for so many hours; 0 for any.

    assignee_id: a colleague's conversations, or with NOBODY those of nobody. is_followed: by whoever works here.
    """

    state: ConversationState = ConversationState.IN_PROGRESS
    words: str = ""
    is_unread: bool = False
    is_flagged: bool = False
    is_mine: bool = False
    is_followed: bool = False
    assignee_id: str = ""
    mailbox_id: str = ""
    channel: str = ""
    last_author: str = ""
    location_id: str = ""
    tag: str = ""
    language: str = ""
    has_attachment: bool = False
    waiting_h: int = 0
    customer_id: str = ""
    order: Order = Order.NEWEST

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out beside the other states."""
        return self != Filters(state=self.state, order=self.order)

    @property
    def is_plain(self) -> bool:
        """Whether the counters of the inbox count what is shown."""
        return not self.is_narrow


EXTRAS = (
    "is_followed",
    "assignee_id",
    "mailbox_id",
    "location_id",
    "tag",
    "waiting_h",
    "has_attachment",
    "language",
    "customer_id",
)
"""What has no chip of its own until it is chosen."""


def asked(filters: Filters, me: str) -> ConversationFilter:
    """Return what the inbox is asked. me: the operator at work, "" in a shop without staff.

    Words look everywhere: what was archived is found too.
    """
    return ConversationFilter(
        state=None if filters.words.strip() else filters.state,
        words=filters.words.strip(),
        is_unread=filters.is_unread,
        is_flagged=filters.is_flagged,
        assignee_id=me if filters.is_mine else filters.assignee_id.replace(NOBODY, ""),
        is_unassigned=filters.assignee_id == NOBODY and not filters.is_mine,
        follower_id=me if filters.is_followed else "",
        mailbox_id=filters.mailbox_id,
        channels=(Channel(filters.channel),) if filters.channel else (),
        last_author=Author(filters.last_author) if filters.last_author else None,
        location_id=filters.location_id,
        tag=filters.tag,
        language=filters.language,
        has_attachment=filters.has_attachment,
        waiting_for=timedelta(hours=filters.waiting_h) if filters.waiting_h else None,
        customer_id=filters.customer_id,
        order=filters.order,
    )


def cleared(filters: Filters) -> Filters:
    """Return the same state and order with nothing left out."""
    return Filters(state=filters.state, order=filters.order)


def without(filters: Filters, name: str) -> Filters:
    """Return the filters with the field `name` as it is at first."""
    plain = Filters()
    if name not in {field.name for field in fields(Filters)}:
        raise ValueError(f"no filter {name}")
    return replace(filters, **{name: getattr(plain, name)})
