# SPDX-License-Identifier: LicenseRef-Desk
"""Says who sits at this process's window."""

from dataclasses import dataclass

from desk.models.identity import OperatorId


@dataclass(slots=True)
class Seat:
    """The place at this window. operator_id: who signed in here; None while nobody is asked to."""

    operator_id: OperatorId | None = None


SEAT = Seat()
"""The one of this process; the window's sign-in takes it, and gives it back."""
