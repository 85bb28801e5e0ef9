# SPDX-License-Identifier: LicenseRef-Desk
"""Says how a mailbox does, where its settings come from, and what has to be done at its service."""

from collections.abc import Mapping, Sequence

from desk.models.vocabulary import FolderRole
from desk.services.inbox import Candidate, FolderRow, MailboxRow, ServiceNote, SettingsSource, SignInWay
from desk.translation import N_, _, ngettext
from desk.ui.panes.settings.health_words import HealthText, needs_sign_in
from desk.ui.panes.settings.mailbox_entry import MONTH, YEAR
from desk.ui.wording import formats

FAILS = frozenset({"refused", "failing"})
"""The healths of a mailbox in which no mail arrives."""
OFF = N_("What customers write to this address does not appear in Desk.")

_NOTES: Mapping[ServiceNote, str] = {
    ServiceNote.ENABLE_IMAP: N_("Allow access by IMAP in the webmail of {server} first."),
    ServiceNote.ENABLE_SMTP: N_("Allow sending by SMTP in the customer area of {server} first."),
    ServiceNote.BRIDGE: N_("{server} must run on this computer; it shows the password that is wanted here."),
    ServiceNote.MAIL_PASSWORD: N_(
        "{server} wants a password for e-mail programs, not the one of the website."
    ),
    ServiceNote.DEVICE_PASSWORD: N_(
        "{server} wants a password made for this device, when you use two steps."
    ),
    ServiceNote.PAID: N_("{server} allows e-mail programs for paid accounts only."),
    ServiceNote.NO_IMAP: N_("{server} lets no e-mail program in, so Desk cannot use this address."),
}
_SOURCES: Mapping[SettingsSource, str] = {
    SettingsSource.TABLE: N_("Desk’s own list"),
    SettingsSource.AUTOCONFIG: N_("Your domain"),
    SettingsSource.WELL_KNOWN: N_("Your website"),
    SettingsSource.DIRECTORY: N_("Public list of mail services"),
    SettingsSource.MX: N_("The service that takes your mail"),
    SettingsSource.MX_DIRECTORY: N_("Public list, by that service"),
    SettingsSource.SRV: N_("Entries of your domain"),
    SettingsSource.GUESS: N_("Usual server names"),
}
_FOLDERS: Mapping[str, str] = {
    FolderRole.INBOX: N_("Inbox"),
    FolderRole.SENT: N_("Sent mail"),
    FolderRole.ARCHIVE: N_("Archived mail"),
    FolderRole.TRASH: N_("Trash"),
    FolderRole.JUNK: N_("Junk"),
    FolderRole.DRAFTS: N_("Drafts"),
}
_ORDER = {role: place for place, role in enumerate(_FOLDERS)}


def source_text(source: SettingsSource) -> str:
    """Say whom detection asks."""
    return _(_SOURCES[source])


def advice_of(candidate: Candidate) -> tuple[str, str]:
    """Say what has to be known before signing in, with the role of the text; "" for nothing."""
    server = candidate.name or _("the service")
    told = [_(_NOTES[note]).format(server=server) for note in candidate.notes]
    if not candidate.is_sure:
        told.insert(0, _("Found by guessing: check the names of the servers."))
    first = candidate.sign_in[0] if candidate.sign_in else None
    if first is SignInWay.APP_PASSWORD and ServiceNote.MAIL_PASSWORD not in candidate.notes:
        told.append(_("{server} wants an app password, made for Desk.").format(server=server))
    return " ".join(told), "warning" if told else ""


def health_of(box: MailboxRow) -> HealthText:
    """Say how a mailbox does, what it means for customers, and what helps."""
    if not box.is_active:
        return HealthText(
            icon="pause-circle", role="warn", word=_("Sync is off"), sentence=_(OFF), verb=_("Switch on")
        )
    if box.health == "ok":
        since = formats.moment(box.synced_at) if box.synced_at is not None else ""
        return HealthText(
            icon="check-circle",
            role="ok",
            word=_("OK"),
            sentence=_("Last looked at {time}.").format(time=since) if since else _("Mail arrives."),
        )
    if box.health == "refused":
        return _refused(box)
    if box.health == "failing":
        return _failing(box)
    return HealthText(
        icon="circle-dashed",
        role="text2",
        word=_("Not synced yet"),
        sentence=_("The service fetches the newest mail first."),
    )


def wants_person(code: str) -> bool:
    """Whether a refusal ends only when somebody signs in again."""
    return needs_sign_in(code) or code in {"token_refused", "password_refused"}


def progress_text(box: MailboxRow) -> tuple[str, str]:
    """Say how far the fetching of older mail is, and the verb; "" when there is nothing to fetch."""
    if not box.is_active or box.total <= box.done:
        return "", ""
    number = formats.number
    told = ngettext(
        "{done} of {total} message fetched.", "{done} of {total} messages fetched.", box.total
    ).format(done=number(box.done), total=number(box.total))
    if box.is_paused:
        return f"{told} {_('Paused: new mail arrives, older mail waits.')}", _("Continue")
    return f"{told} {_('The newest are there already.')}", _("Pause")


def backfills() -> tuple[tuple[str, str], ...]:
    """Return how far back mail may be fetched."""
    return (
        (str(MONTH), _("The last 30 days")),
        (str(YEAR), _("The last year")),
        ("", _("Everything")),
    )


def readers(people: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return whose a mailbox may be."""
    return [
        ("", _("The shop’s (main)")),
        *((key, _("{name}, personal").format(name=name)) for key, name in people),
    ]


def folder_text(folder: FolderRow) -> str:
    """Say which folder it is: by what it is for, and by its name where that tells more."""
    label = _FOLDERS.get(folder.role, "")
    if not label:
        return folder.path
    said = _(label)
    return said if folder.path.upper() in {said.upper(), label.upper()} else f"{said} ({folder.path})"


def in_order(folders: Sequence[FolderRow]) -> list[FolderRow]:
    """Return folders as people look for them: the inbox first, those without a role last, by name."""
    return sorted(folders, key=lambda folder: (_ORDER.get(folder.role, len(_ORDER)), folder.path.lower()))


def _refused(box: MailboxRow) -> HealthText:
    stays = _("Customers’ mail no longer arrives here; it waits at the service.")
    if needs_sign_in(box.health_code) or box.health_code == "token_refused":
        return HealthText(
            icon="x-circle", role="danger", word=_("Signed out"), sentence=stays, verb=_("Sign in again")
        )
    if box.health_code == "password_refused":
        return HealthText(
            icon="x-circle",
            role="danger",
            word=_("Password refused"),
            sentence=stays,
            verb=_("Type it again"),
        )
    return HealthText(icon="x-circle", role="danger", word=_("Stopped"), sentence=stays, verb=_("Try again"))


UNREADABLE = "mail_unreadable"
_WHY: Mapping[str, str] = {
    "connection_refused": N_("The mail server refuses the connection."),
    "connection_lost": N_("The connection to the mail server was lost."),
    "connect_timeout": N_("The mail server does not answer."),
    "timeout": N_("The mail server takes too long to answer."),
    "host_unknown": N_("The mail server cannot be found."),
    "unreachable": N_("The mail server cannot be reached."),
    "tls_failed": N_("No encrypted connection to the mail server."),
    "certificate_refused": N_("The certificate of the mail server is not valid."),
    "passphrase_missing": N_("The passwords are locked until their passphrase is given."),
    "passphrase_wrong": N_("The passwords are locked until their passphrase is given."),
    "passphrase_file": N_("The passphrase of the passwords cannot be read."),
    "passwords_damaged": N_("The file of passwords is damaged."),
    "keyring_refused": N_("The key store of this computer is locked."),
    "no_keyring": N_("This computer has no key store."),
    "quota_full": N_("The mailbox is full at the service."),
    "sync_mistake": N_("Desk made a mistake while syncing; the log has the details."),
    UNREADABLE: N_("A mail could not be read; it is kept as it came. Everything else arrives."),
}


def _failing(box: MailboxRow) -> HealthText:
    late = _("New mail is late; Desk tries again by itself.")
    why = _WHY.get(box.health_code, "")
    since = formats.moment(box.health_at) if box.health_at is not None else ""
    return HealthText(
        icon="warning",
        role="warn",
        word=_("Failing since {time}").format(time=since) if since else _("Failing"),
        sentence=_(why) if box.health_code == UNREADABLE else f"{_(why)} {late}" if why else late,
        verb=_("Try again"),
    )
