# SPDX-License-Identifier: LicenseRef-Desk
"""Handling: what is done with conversations, who works on them, who is told, who may."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.services.inbox.handling.handling import Handling
    from desk.services.inbox.handling.presences import Presences
    from desk.services.inbox.handling.sorting import UNTIL_ANSWERED
    from desk.services.inbox.handling.telling import Telling
    from desk.services.inbox.handling.undo import Undo
    from desk.services.inbox.handling.waiting_target import Lateness, Target, lateness_of, waiting_of
    from desk.services.inbox.handling.waking import Caretaker
else:
    __getattr__ = opened(
        __name__,
        {
            "handling": "Handling",
            "presences": "Presences",
            "sorting": "UNTIL_ANSWERED",
            "telling": "Telling",
            "undo": "Undo",
            "waiting_target": "Lateness Target lateness_of waiting_of",
            "waking": "Caretaker",
        },
    )

__all__ = [
    "UNTIL_ANSWERED",
    "Caretaker",
    "Handling",
    "Lateness",
    "Presences",
    "Target",
    "Telling",
    "Undo",
    "lateness_of",
    "waiting_of",
]
