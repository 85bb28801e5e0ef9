# SPDX-License-Identifier: LicenseRef-Desk
"""Says errors in whole sentences, for the terminal and for support; English, as the terminal speaks."""

from collections import defaultdict
from collections.abc import Mapping

from desk.errors import Conflict, DeskError, Misconfigured, NotFound, Problem, Refused, Rejected, Unavailable

_SENTENCES = {
    "database_busy": "Another program is writing to the database. Try again in a moment.",
    "database_away": "The database server does not answer. Nothing is lost; try again when it is back.",
    "database_damaged": "The database file is damaged. Nothing was changed; restore a backup.",
    "database_newer": "The data were written by a newer Desk. Install the newer version to open them.",
    "database_upgraded": (
        "Desk was updated meanwhile: please restart it. This one writes nothing any more, so that nothing is lost."
    ),
    "database_not_upgraded": (
        "The data could not be brought up to date for this Desk. Nothing was changed: the Desk before still opens "
        "them. The log says more."
    ),
    "database_refused": "The database server refuses the login. Check DESK_DATABASE.",
    "database_url": (
        "DESK_DATABASE is not the address of a database. Write postgresql://user@server/desk, "
        "or leave it out: Desk then uses a file in its data folder."
    ),
    "database_kind": (
        "Desk does not work with {kind}. DESK_DATABASE may name a PostgreSQL server (postgresql://user@server/desk) "
        "or an SQLite file; without it Desk uses a file in its data folder."
    ),
    "no_live_account": "No account of the shop’s own can send yet, so Desk cannot go live.",
    "disk_full": "The disk is full. Nothing was lost; make room and try again.",
    "disk_error": (
        "The data folder {folder} cannot be read or written: {why}. Check the disk and the folder's permissions."
    ),
    "worker_stuck": "What is due stays undone, for the {worker} fails again and again: {why}. The log says more.",
    "no_keyring": (
        "There is no keyring to keep passwords in. Give a passphrase in DESK_PASSPHRASE, or in a file that "
        "DESK_PASSPHRASE_FILE names: it locks an encrypted file. The window asks for one."
    ),
    "keyring_refused": "The keyring refused. Unlock it and try again.",
    "passphrase_missing": (
        "The passwords are locked. Give their passphrase in DESK_PASSPHRASE, or in a file that "
        "DESK_PASSPHRASE_FILE names; the window asks for it."
    ),
    "passphrase_wrong": "This passphrase does not open the passwords. Nothing was changed; give the right one.",
    "passphrase_file": "The passphrase cannot be read from {file}, which DESK_PASSPHRASE_FILE names.",
    "passwords_damaged": "The file of passwords is damaged. Nothing was changed; restore it from a backup.",
    "no_display": (
        "There is no display to open a window on. `desk service` runs without one; "
        "`desk demo` plays a day in the sample shop."
    ),
    "closing": "Desk is closing.",
    "sync_elsewhere": "Desk’s service fetches this mail already: there is nothing to do.",
    "no_mailbox": "There is no mailbox “{id}”. `desk inspect mailboxes` shows them.",
    "password_refused": "The mail server refuses the password. It is not tried again until it is entered anew.",
    "password_missing": "There is no password for this mailbox. Enter it in the settings.",
    "token_refused": "The mail server refuses the sign-in. Sign in again in the settings.",
    "connection_lost": "The connection broke. Nothing was lost; the next try goes on from here.",
    "timeout": "The server does not answer in time. Nothing was lost; the next try goes on from here.",
}
_AT_A_SERVER = {
    "password_refused": "{host} refuses the user name or the password.",
    "host_unknown": "There is no computer called {host}.",
    "connection_refused": "Nobody answers at {host}:{port}.",
    "connect_timeout": "Nobody answers at {host}:{port}.",
    "unreachable": "{host} cannot be reached from here.",
    "timeout": "{host} does not answer in time.",
    "tls_failed": "{host}:{port} does not speak the encryption that was asked for. Try another security or port.",
    "starttls_missing": "{host}:{port} offers no STARTTLS. Try another security or port.",
    "certificate_refused": "The certificate of {host} cannot be trusted.",
    "sign_in_unsupported": "{host} offers no way to sign in by password.",
}
"""What is said of a server that was just tried."""
_BY_REMEDY: tuple[tuple[type[DeskError], str], ...] = (
    (NotFound, "It is not there (any more): {code}."),
    (Conflict, "Somebody else changed it in the meantime: {code}. Nothing was done; try again."),
    (Misconfigured, "A setting stops this: {code}."),
    (Unavailable, "This does not work just now: {code}. Nothing was lost; try again later."),
    (Rejected, "The other side refused for good: {code}."),
)
"""What is said of an error that has no sentence of its own."""

_PROBLEMS = {
    "unknown_event_kind": "There is no event of the kind “{value}”. `desk inspect rules` shows those in use.",
    "missing_field": "“{place}” is missing.",
    "no_shop": 'There is no shop here yet. Name it: "shop": {{"name": …, "country": …}}.',
    "no_ready_rule": "This shop has no ready rule for “{value}”.",
    "unknown_field": "There is nothing called “{place}” here.",
    "unknown_record": "There is no {place} “{value}”. Only the event that creates it can make it.",
    "unknown_record_kind": "There is no kind of record “{value}”.",
    "wrong_record_kind": "“{value}” is a record of another kind.",
    "unknown_status": "There is no status “{value}” ({place}).",
    "unknown_customer": "There is no customer “{value}”.",
    "ambiguous_customer": "Several customers have “{value}”. Name the one you mean by id.",
    "unknown_location": "There is no location “{value}”.",
    "bad_value": "“{value}” does not fit {place}.",
    "bad_email": "“{value}” is not an e-mail address ({place}).",
    "bad_phone": "“{value}” is not a telephone number ({place}).",
    "unknown_operator": (
        "There is no operator “{place}”. There are from: to: subject: in: has: before: after: is: assigned:."
    ),
    "empty_operator": "“{place}” wants a value right after it.",
    "bad_date": "“{value}” is not a date ({place}).",
    "unknown_country": "This is no country ({place}). Write its two letters, such as FR.",
    "unknown_language": "This is no language ({place}). Write its letters, such as fr.",
    "unknown_timezone": "This is no time zone ({place}). Write its name, such as Europe/Paris.",
    "name_missing": "A name is missing ({place}).",
    "bad_time": "“{value}” is not a time of day ({place}).",
    "date_in_future": "“{value}” lies in the future ({place}).",
    "reference_taken": "The reference “{value}” is taken already.",
    "too_long": "What {place} says is too long.",
    "too_deep": "What {place} says is nested too deeply.",
    "control_character": "What {place} says holds a character that cannot be kept.",
    "bad_number": "What {place} says is not a number that can be kept.",
    "file_unreadable": "The file {place} cannot be read: {why}.",
    "file_not_utf8": "The file {place} is not UTF-8 text.",
    "file_not_json": "The file is not JSON at {place}: {why}.",
    "wrong_form": "“{place}” has another form than is wanted.",
    "no_sender": "No account sends by {channel} ({place}). Add one, or leave the rule out.",
    "file_empty": "The file {place} says nothing; its first line must be the password.",
    "servers_unknown": (
        "The mail servers of “{value}” are not known for sure. Name them: "
        '"smtp": {{"host": …}} and "imap": {{"host": …}} in {place}.'
    ),
    "file_not_an_object": "The file {place} must hold one JSON object: {{…}}.",
}
_WANTED = {
    "number": "a number",
    "money": 'an amount such as "12.50"',
    "date": 'a date such as "2026-11-22"',
    "instant": 'a moment such as "2026-11-22T10:30:00+01:00"',
    "list": "a list",
    "boolean": "true or false",
    "port": "a number from 1 to 65535",
    "text": "a text",
    "object": "an object",
}
"""What is wanted where something else was given."""


def sentence(error: DeskError) -> str:
    """Return what happened, where, and what to do, in words; one line for each problem."""
    if isinstance(error, Refused):
        return "\n".join(_problem(one) for one in error.problems)
    known = (_AT_A_SERVER if "host" in error.details else _SENTENCES).get(error.code) or _SENTENCES.get(
        error.code
    )
    if known is None:
        known = next((words for kind, words in _BY_REMEDY if isinstance(error, kind)), "{code}")
    words = _filled(known, {"code": error.code.replace("_", " "), **error.details})
    return f"{error.details['place']}: {words}" if "place" in error.details else words


def _problem(problem: Problem) -> str:
    known = _PROBLEMS.get(problem.code, "Desk cannot take {place}: {code}.")
    told = {"code": problem.code.replace("_", " "), "place": problem.place or "this", **problem.details}
    words = _filled(known, told)
    if (wanted := problem.details.get("wanted")) is not None:
        words += f" It takes {_WANTED.get(wanted, 'a text')}."
    if (known_ones := problem.details.get("known")) is not None:
        words += f" It takes one of these: {known_ones}."
    if (meant := problem.details.get("meant")) is not None:
        words += f" Did you mean “{meant}”?"
    return words


def _filled(words: str, told: Mapping[str, str]) -> str:
    return words.format_map(defaultdict(lambda: "?", told))
