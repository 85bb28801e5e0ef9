# SPDX-License-Identifier: LicenseRef-Desk
"""Short messages that customers send: fetched from the services that can be asked, and filed as conversations."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.services.inbox.sms.intake import SmsIntake
else:
    __getattr__ = opened(__name__, {"intake": "SmsIntake"})

__all__ = ["SmsIntake"]
