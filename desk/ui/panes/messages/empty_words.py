# SPDX-License-Identifier: LicenseRef-Desk
"""Says why the list of conversations is empty, and what helps."""

from dataclasses import dataclass

from desk.models.vocabulary import ConversationState
from desk.translation import _
from desk.ui.panes.messages.view_model import State


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyText:
    """What an empty list says; deed: clear, archived, connect, progress or "" ."""

    icon: str
    title: str
    sentence: str = ""
    verb: str = ""
    deed: str = ""


def empty_text(state: State) -> EmptyText:
    """Return what is said where there is no conversation."""
    if state.filters.is_narrow:
        return EmptyText(
            icon="funnel-simple",
            title=_("No conversation matches these filters."),
            verb=_("Clear the filters"),
            deed="clear",
        )
    if not state.choices.has_mailbox:
        return EmptyText(
            icon="tray",
            title=_("Connect a mailbox to receive messages."),
            sentence=_("What customers write arrives here, beside what Desk sends them."),
            verb=_("Connect a mailbox"),
            deed="connect",
        )
    match state.filters.state:
        case ConversationState.SNOOZED:
            return EmptyText(
                icon="moon",
                title=_("Nothing is snoozed."),
                sentence=_("A snoozed conversation comes back at its time, or when the customer writes."),
            )
        case ConversationState.ARCHIVED:
            return EmptyText(
                icon="archive",
                title=_("Nothing is archived yet."),
                verb=_("Show what is in progress"),
                deed="progress",
            )
        case _:
            return EmptyText(
                icon="check-circle",
                title=_("All done."),
                sentence=_("New messages will arrive here."),
                verb=_("Show what is archived"),
                deed="archived",
            )
