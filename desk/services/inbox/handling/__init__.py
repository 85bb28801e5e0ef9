# SPDX-License-Identifier: LicenseRef-Desk
"""Handling: what is done with conversations, who works on them, who is told, who may."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.services.inbox.handling.handling import Handling
    from desk.services.inbox.handling.presences import Presences
    from desk.services.inbox.handling.sign_in import Attempted, SignedIn, SignIn, password_problems
    from desk.services.inbox.handling.sorting import UNTIL_ANSWERED
    from desk.services.inbox.handling.telling import Telling
    from desk.services.inbox.handling.undo import Undo
    from desk.services.inbox.handling.waiting_target import Lateness, Target, waiting_of
    from desk.services.inbox.handling.waking import Caretaker
else:
    __getattr__ = opened(
        __name__,
        {
            "handling": "Handling",
            "presences": "Presences",
            "sign_in": "Attempted SignedIn SignIn password_problems",
            "sorting": "UNTIL_ANSWERED",
            "telling": "Telling",
            "undo": "Undo",
            "waiting_target": "Lateness Target waiting_of",
            "waking": "Caretaker",
        },
    )

__all__ = [
    "UNTIL_ANSWERED",
    "Attempted",
    "Caretaker",
    "Handling",
    "Lateness",
    "Presences",
    "SignIn",
    "SignedIn",
    "Target",
    "Telling",
    "Undo",
    "password_problems",
    "waiting_of",
]
