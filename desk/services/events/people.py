# SPDX-License-Identifier: LicenseRef-Desk
"""Thinks: whom an event itself names, by their role; for events that are about no record."""

from desk.services.events.writing import Snapshot

_PREFIX = "people."


def people_path(role: str) -> str:
    """Return under which path a snapshot names those who have a role; its value is a list of ids."""
    return f"{_PREFIX}{role}"


def people_in(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """Return role → ids, as a snapshot names them."""
    return {
        path.removeprefix(_PREFIX): tuple(str(id_) for id_ in ids)
        for path, ids in snapshot.items()
        if path.startswith(_PREFIX) and isinstance(ids, list)
    }
