# SPDX-License-Identifier: LicenseRef-Desk
"""Names what messages are about, as far as consent goes."""

from dataclasses import dataclass

from desk.models.vocabulary import Channel, Topic
from desk.translation import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicKind:
    """One topic. label, description: English msgids.

    needs_opt_in: the law asks for consent before the first message; else an objection is enough to stop.
    """

    code: str
    label: str
    description: str
    needs_opt_in: bool


TOPICS: tuple[TopicKind, ...] = (
    TopicKind(
        code=Topic.OPERATIONAL,
        label=N_("Your orders and appointments"),
        description=N_("What concerns a repair, an appointment or an invoice in progress."),
        needs_opt_in=False,
    ),
    TopicKind(
        code=Topic.COMMERCIAL,
        label=N_("Offers and news"),
        description=N_("Birthday wishes, offers, reminders to come back."),
        needs_opt_in=True,
    ),
    TopicKind(
        code=Topic.QUALITY,
        label=N_("Surveys and reviews"),
        description=N_("Questions about how the service went."),
        needs_opt_in=True,
    ),
)
"""In the order of the preference matrix."""

CONSENT_CHANNELS: tuple[Channel, ...] = (Channel.EMAIL, Channel.SMS, Channel.PUSH, Channel.LETTER)
"""What a customer says yes or no to, in the order of the matrix; what is not built yet is asked all the same."""
