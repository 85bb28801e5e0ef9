# SPDX-License-Identifier: LicenseRef-Desk
"""Mail accounts: finding the servers of an address, testing both directions, keeping both with one secret."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.services.inbox.accounts.addressing import MailAddress, parted
    from desk.services.inbox.accounts.candidate import (
        Candidate,
        MailServer,
        ServiceNote,
        SettingsSource,
        SignInWay,
    )
    from desk.services.inbox.accounts.detection import Look, LookStep, detect
    from desk.services.inbox.accounts.lookups import Dns, World
    from desk.services.inbox.accounts.mailbox_safe import MailboxSafe, TypedSecret
    from desk.services.inbox.accounts.services import MailService, known_services, service_at, service_for
    from desk.services.inbox.accounts.trying import MailWay, TwoWayReport, TwoWayTest, try_both
else:
    __getattr__ = opened(
        __name__,
        {
            "addressing": "MailAddress parted",
            "candidate": "Candidate MailServer ServiceNote SettingsSource SignInWay",
            "detection": "Look LookStep detect",
            "lookups": "Dns World",
            "mailbox_safe": "MailboxSafe TypedSecret",
            "services": "MailService known_services service_at service_for",
            "trying": "MailWay TwoWayReport TwoWayTest try_both",
        },
    )

__all__ = [
    "Candidate",
    "Dns",
    "Look",
    "LookStep",
    "MailAddress",
    "MailServer",
    "MailService",
    "MailWay",
    "MailboxSafe",
    "ServiceNote",
    "SettingsSource",
    "SignInWay",
    "TwoWayReport",
    "TwoWayTest",
    "TypedSecret",
    "World",
    "detect",
    "known_services",
    "parted",
    "service_at",
    "service_for",
    "try_both",
]
