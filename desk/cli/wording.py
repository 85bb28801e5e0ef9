# SPDX-License-Identifier: LicenseRef-Desk
"""Says errors in a sentence, for the terminal and for support; English, as the terminal speaks."""

from desk.errors import DeskError, Refused

_SENTENCES = {
    "database_busy": "Another program is writing to the database. Try again in a moment.",
    "database_away": "The database server does not answer. Nothing is lost; try again when it is back.",
    "database_damaged": "The database file is damaged. Nothing was changed; restore a backup.",
    "database_newer": "The data were written by a newer Desk. Install the newer version to open them.",
    "database_refused": "The database server refuses the login. Check DESK_DATABASE.",
    "disk_full": "The disk is full. Nothing was lost; make room and try again.",
    "disk_error": "The data folder cannot be read or written. Check the disk and the folder's permissions.",
    "no_keyring": "There is no keyring to keep passwords in. Desk never writes them to a file.",
    "keyring_refused": "The keyring refused. Unlock it and try again.",
    "unknown_event_kind": "There is no event of that kind.",
    "missing_field": "A required field is missing.",
    "not_found": "It is not there (any more).",
    "no_display": (
        "There is no display to open a window on. `desk service` runs without one; "
        "`desk demo` plays a day in the sample shop."
    ),
}


def sentence(error: DeskError) -> str:
    """Return what happened, and where, in words."""
    if isinstance(error, Refused):
        return "\n".join(
            f"{_SENTENCES.get(one.code, _plain(one.code))} [{one.place}]"
            + (f" ({', '.join(one.details.values())})" if one.details else "")
            for one in error.problems
        )
    details = ", ".join(f"{key}: {value}" for key, value in error.details.items())
    return _SENTENCES.get(error.code, _plain(error.code)) + (f" ({details})" if details else "")


def _plain(code: str) -> str:
    return code.replace("_", " ").capitalize() + "."
