# SPDX-License-Identifier: LicenseRef-Desk
"""The supervisor: workers that never stay down, the leases they run by, and who still runs."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.services.supervisor.holder import SERVICE, holder_name, is_alive, is_gone, running
    from desk.services.supervisor.supervisor import TTL, Health, Supervisor, Worker, is_stopping
else:
    __getattr__ = opened(
        __name__,
        {
            "holder": "SERVICE holder_name is_alive is_gone running",
            "supervisor": "TTL Health Supervisor Worker is_stopping",
        },
    )

__all__ = [
    "SERVICE",
    "TTL",
    "Health",
    "Supervisor",
    "Worker",
    "holder_name",
    "is_alive",
    "is_gone",
    "is_stopping",
    "running",
]
