# SPDX-License-Identifier: LicenseRef-Desk
"""Says what could not be done, what it means, and what to do."""

import traceback
from collections.abc import Mapping
from dataclasses import dataclass

from desk.errors import Conflict, DeskError, Misconfigured, NotFound, Refused, Rejected, Unavailable
from desk.translation import N_, _
from desk.ui.wording.problems import problem_text
from desk.ui.wording.states import readable


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A failure in words (translated). verb: of the button, "" for none. detail: technical, copyable."""

    title: str
    sentence: str
    verb: str
    detail: str


_ERASED = N_("Somebody has deleted it meanwhile.")
_CHANGED = N_("Your changes have not been saved yet. Compare, then save again.")
_CHECK_SERVER = N_("Check the server name, the port and the network; messages wait.")
_LATER = N_("Messages wait; Desk tries again by itself.")

_KNOWN: Mapping[str, tuple[str, str, str]] = {
    "database_busy": (
        N_("The data are busy."),
        N_("Another program has been writing for a long time. What you did has not been saved."),
        N_("Try again"),
    ),
    "database_away": (
        N_("The database cannot be reached."),
        N_("What is shown may be out of date, and nothing can be saved until it answers again."),
        N_("Try again"),
    ),
    "database_damaged": (
        N_("The database is damaged."),
        N_("Nothing more is written, so that nothing is lost. Restore the last backup."),
        "",
    ),
    "database_refused": (
        N_("The database refuses the user name or the password."),
        N_("Correct the database address this computer uses."),
        "",
    ),
    "database_newer": (
        N_("The data come from a newer Desk."),
        N_("Update Desk on this computer to open them."),
        "",
    ),
    "database_upgraded": (
        N_("Desk was updated meanwhile: please restart it."),
        N_(
            "Until then it saves nothing on this computer, so that nothing is lost; what you did last was not saved."
        ),
        "",
    ),
    "database_not_upgraded": (
        N_("The data could not be brought up to date for this Desk."),
        N_("Nothing was changed: the Desk before still opens them. Send us the log."),
        "",
    ),
    "already_sent": (
        N_("This was sent before, perhaps on another workstation."),
        N_("Look at the conversation before you send it once more."),
        "",
    ),
    "database_url": (
        N_("The address of the database cannot be read."),
        N_(
            "Correct DESK_DATABASE, such as postgresql://user@server/desk; without it Desk uses a file of its own."
        ),
        "",
    ),
    "database_kind": (
        N_("Desk does not work with this kind of database."),
        N_("Correct DESK_DATABASE: PostgreSQL, or none at all for a file of its own."),
        "",
    ),
    "disk_full": (
        N_("The disk is full."),
        N_("Nothing can be saved until there is room again; messages wait."),
        N_("Try again"),
    ),
    "disk_error": (
        N_("The data folder cannot be written."),
        N_("Check the disk and the rights of the data folder; messages wait."),
        N_("Try again"),
    ),
    "no_keyring": (
        N_("This computer has no key store."),
        N_("Passwords cannot be kept safely here, so accounts cannot be set up."),
        "",
    ),
    "keyring_refused": (
        N_("The key store of this computer is locked."),
        N_("Unlock it, then try again; messages wait meanwhile."),
        N_("Try again"),
    ),
    "passphrase_missing": (
        N_("The passwords are locked."),
        N_("Messages that leave by your accounts wait until the passphrase is given; nothing is lost."),
        N_("Unlock…"),
    ),
    "passphrase_unchosen": (
        N_("The password could not be kept yet, so nothing was saved."),
        N_("Choose first the passphrase that encrypts the passwords on this computer."),
        N_("Choose it…"),
    ),
    "passphrase_wrong": (
        N_("This passphrase does not open the passwords."),
        N_("Nothing is lost; type it again."),
        "",
    ),
    "passphrase_file": (
        N_("The passphrase cannot be read."),
        N_("Check the file that DESK_PASSPHRASE_FILE names."),
        "",
    ),
    "passwords_damaged": (
        N_("The file of passwords is damaged."),
        N_("Nothing was changed. Restore it from a backup, or move it away and type the passwords again."),
        "",
    ),
    "no_live_account": (
        N_("No account could send yet."),
        N_("Desk stays in trial mode. Add a mail or SMS account, then go live."),
        N_("Open settings"),
    ),
    "customer_not_found": (N_("This customer no longer exists."), _ERASED, ""),
    "record_not_found": (N_("This record no longer exists."), _ERASED, ""),
    "rule_not_found": (N_("This rule no longer exists."), _ERASED, ""),
    "template_not_found": (N_("This template no longer exists."), _ERASED, ""),
    "location_not_found": (N_("This location no longer exists."), _ERASED, ""),
    "no_account": (N_("This account no longer exists."), _ERASED, ""),
    "customer_changed": (N_("Somebody else has changed this customer."), _CHANGED, N_("Reload")),
    "record_changed": (N_("Somebody else has changed this record."), _CHANGED, N_("Reload")),
    "rule_changed": (N_("Somebody else has changed this rule."), _CHANGED, N_("Reload")),
    "template_changed": (N_("Somebody else has changed this template."), _CHANGED, N_("Reload")),
    "location_changed": (N_("Somebody else has changed this location."), _CHANGED, N_("Reload")),
    "account_changed": (N_("Somebody else has changed this account."), _CHANGED, N_("Reload")),
    "not_published": (
        N_("This template has not been published."),
        N_("Publish it first; drafts are never sent."),
        "",
    ),
    "connection_refused": (N_("The server refuses the connection."), _CHECK_SERVER, N_("Try again")),
    "connection_lost": (N_("The connection to the server was lost."), _LATER, N_("Try again")),
    "connect_timeout": (N_("The server does not answer."), _CHECK_SERVER, N_("Try again")),
    "timeout": (N_("The server takes too long to answer."), _LATER, N_("Try again")),
    "host_unknown": (N_("This server cannot be found."), _CHECK_SERVER, ""),
    "unreachable": (N_("The server cannot be reached."), _LATER, N_("Try again")),
    "mail_unreadable": (
        N_("A mail could not be read as usual."),
        N_("It is kept as it came and shown so; all other mail arrives."),
        "",
    ),
    "sync_mistake": (N_("Something unexpected stopped the mailbox."), _LATER, N_("Try again")),
    "tls_failed": (N_("No encrypted connection to the server."), _CHECK_SERVER, N_("Try again")),
    "certificate_refused": (
        N_("The certificate of the server is not valid."),
        N_("Nothing was sent to it. Check the name of the server."),
        "",
    ),
    "starttls_missing": (
        N_("The server offers no encryption on this port."),
        N_("Choose another port or another kind of encryption."),
        "",
    ),
    "account_refused": (
        N_("The service refuses the user name or the password."),
        N_("Messages wait until it is corrected in the settings."),
        N_("Open settings"),
    ),
    "sync_elsewhere": (
        N_("Desk’s service fetches this mail already."),
        N_("There is nothing to do."),
        "",
    ),
    "no_mailbox": (N_("This mailbox no longer exists."), _ERASED, ""),
    "closing": (N_("Desk is closing."), "", ""),
}

_BY_REMEDY: tuple[tuple[type[DeskError], tuple[str, str, str]], ...] = (
    (Refused, (N_("This cannot be saved yet."), "", "")),
    (NotFound, (N_("This no longer exists."), _ERASED, "")),
    (
        Conflict,
        (
            N_("Somebody else has changed this meanwhile."),
            _CHANGED,
            N_("Reload"),
        ),
    ),
    (
        Misconfigured,
        (N_("A setting stops this."), N_("The owner can correct it in the settings."), N_("Open settings")),
    ),
    (
        Unavailable,
        (N_("This is not possible right now."), N_("Nothing is lost; try again later."), N_("Try again")),
    ),
    (Rejected, (N_("The other side refuses this for good."), N_("Trying again would not help."), "")),
)

_OURS = (
    N_("Desk made a mistake."),
    N_("If you were saving something, look whether it is there. The rest goes on; the log has the details."),
    "",
)


def failure_text(error: BaseException) -> Failure:
    """Say a failure of any kind; a mistake of ours is told plainly, its technical words in the detail."""
    title, sentence, verb = _texts(error)
    return Failure(title=_(title), sentence=_said(error) or _(sentence), verb=_(verb), detail=_detail(error))


def _texts(error: BaseException) -> tuple[str, str, str]:
    if not isinstance(error, DeskError):
        return _OURS
    if (known := _KNOWN.get(error.code)) is not None:
        return known
    return next((texts for kind, texts in _BY_REMEDY if isinstance(error, kind)), _OURS)


def _said(error: BaseException) -> str:
    problems = error.problems if isinstance(error, Refused) else ()
    return " ".join(problem_text(problem) for problem in problems)


def _detail(error: BaseException) -> str:
    if isinstance(error, DeskError):
        told = ", ".join(f"{key}: {value}" for key, value in error.details.items())
        return f"{readable(error.code)} ({type(error).__name__})" + (f" – {told}" if told else "")
    return "".join(traceback.format_exception_only(error)).strip()
