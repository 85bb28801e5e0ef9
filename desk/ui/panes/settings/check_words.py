# SPDX-License-Identifier: LicenseRef-Desk
"""Says what a test of an account came to: one sentence, and one verb that helps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desk.services.providers import CheckResult, Diagnosis
from desk.translation import N_, _
from desk.ui.panes.settings.mail_servers import APP_PASSWORD, other_way, server_of

HERE = frozenset({"127.0.0.1", "::1", "localhost"})


class Deed(StrEnum):
    """What a verb does."""

    SIGN_IN = "sign_in"
    CLIENT = "client"
    COPY = "copy"

    NONE = ""
    SECRET = "secret"  # noqa: S105 - a word, no secret
    HELP = "help"
    HOST = "host"
    SET = "set"
    AGAIN = "again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A sentence and a verb (translated). set: settings to put into the form. link: a page to open.

    details: technical, copyable.
    """

    text: str
    verb: str = ""
    deed: Deed = Deed.NONE
    set: Mapping[str, str | int] = field(default_factory=dict)
    link: str = ""
    details: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """Which server was tried, and for which direction."""

    host: str
    port: int = 0
    is_incoming: bool = False


def advise(diagnosis: Diagnosis, tried: Tried) -> Advice:
    """Say what a test came to."""
    said = _BY_RESULT[diagnosis.result](diagnosis, tried)
    told = "\n".join(f"{key}: {value}" for key, value in diagnosis.details.items() if value)
    details = "\n".join(part for part in (diagnosis.code, told) if part)
    return Advice(
        text=said.text, verb=said.verb, deed=said.deed, set=said.set, link=said.link, details=details
    )


def _ok(_diagnosis: Diagnosis, tried: Tried) -> Advice:
    if tried.is_incoming:
        return Advice(text=_("Receiving and sending work."))
    return Advice(text=_("Sending works: the server accepts this account."))


_LOCKED = N_("The passwords are locked: Desk does not know their passphrase.")
_UNREAD = {
    "no_keyring": N_("This computer has no key store, so the password cannot be kept safely."),
    "keyring_refused": N_("The key store of this computer is locked. Unlock it."),
    "passphrase_missing": _LOCKED,
    "passphrase_unchosen": N_("Choose first the passphrase that encrypts the passwords on this computer."),
    "passphrase_wrong": _LOCKED,
    "passphrase_file": _LOCKED,
    "passwords_damaged": N_("The file of passwords is damaged. Restore it from a backup."),
}
"""Why a kept password cannot be read."""
_OPENING = {
    "passphrase_missing": N_("Unlock…"),
    "passphrase_wrong": N_("Unlock…"),
    "passphrase_unchosen": N_("Choose it…"),
}
"""The verbs of those for which trying again asks for the passphrase."""


_BY_BROWSER = {
    "sign_in_missing": N_("Nobody has signed in to this address on this computer yet."),
    "sign_in_expired": N_("The sign-in has ended: the service wants you to sign in again."),
    "sign_in_denied": N_("The service did not let Desk in: the access was refused in the browser."),
    "sign_in_short": N_(
        "The service gave an access that cannot be renewed. Sign in again and allow everything."
    ),
    "sign_in_refused": N_("The service does not complete the sign-in."),
    "token_refused": N_("The mail server does not accept this sign-in. Was it made for another address?"),
}
"""Why a sign-in by browser does not do; all are mended by another one."""
_OTHERWISE = {
    "sign_in_client": (
        N_("The service does not know the shop’s registration."),
        N_("Correct the registration"),
        Deed.CLIENT,
    ),
    "account_refused": (
        N_("The service has closed this mailbox to programs; its webmail says why."),
        N_("Try again"),
        Deed.AGAIN,
    ),
    "sign_in_later": (N_("The server asks to sign in later."), N_("Try again"), Deed.AGAIN),
    "sign_in_unsupported": (
        N_("The server does not offer this way to sign in."),
        N_("Change the server"),
        Deed.HOST,
    ),
}
"""What is said when no password is to blame, and the verb."""


def _auth(diagnosis: Diagnosis, tried: Tried) -> Advice:
    if (why := _BY_BROWSER.get(diagnosis.code)) is not None:
        return Advice(text=_(why), verb=_("Sign in again"), deed=Deed.SIGN_IN)
    if (unread := _UNREAD.get(diagnosis.code)) is not None:
        verb = _OPENING.get(diagnosis.code, N_("Try again"))
        return Advice(text=_(unread), verb=_(verb), deed=Deed.AGAIN)
    if (other := _OTHERWISE.get(diagnosis.code)) is not None:
        text, verb, deed = other
        return Advice(text=_(text), verb=_(verb), deed=deed)
    known = server_of(tried.host)
    if known is not None and known.sign_in == APP_PASSWORD and known.help:
        sentence = _("{server} refuses this password: it wants one made for Desk, an app password.")
        return Advice(
            text=sentence.format(server=known.name),
            verb=_("Create an app password"),
            deed=Deed.HELP,
            link=known.help,
        )
    return Advice(text=_("The server refuses this password."), verb=_("Type it again"), deed=Deed.SECRET)


def _host(_diagnosis: Diagnosis, tried: Tried) -> Advice:
    return Advice(
        text=_("The server {host} cannot be found.").format(host=tried.host),
        verb=_("Change the server"),
        deed=Deed.HOST,
    )


def _tls(diagnosis: Diagnosis, tried: Tried) -> Advice:
    if diagnosis.code in {"starttls_missing", "password_needs_encryption", "tls_failed"} and tried.port:
        other = other_way(tried.port, is_incoming=tried.is_incoming)
        sentence = _("The server {host} does not encrypt as asked on port {port}.")
        return Advice(
            text=sentence.format(host=tried.host, port=tried.port),
            verb=_("Try {port}").format(port=other.port),
            deed=Deed.SET,
            set={"port": other.port, "security": other.security},
        )
    pin = diagnosis.details.get("fingerprint", "")
    is_own = diagnosis.details.get("reason") in {"self_signed", "unknown_authority"}
    if tried.host in HERE and pin and is_own:
        return Advice(
            text=_("The program on this computer shows a certificate of its own."),
            verb=_("Trust this one"),
            deed=Deed.SET,
            set={"pinned_certificate": pin},
        )
    names = [name for name in diagnosis.details.get("name", "").split(", ") if name]
    if diagnosis.details.get("reason") == "wrong_name" and names:
        return _other_name(tried, names[0])
    reason = _(_REASONS.get(diagnosis.details.get("reason", ""), _NOT_TRUSTED))
    return Advice(
        text=_("The certificate of {host} is not valid: {reason}").format(host=tried.host, reason=reason),
        verb=_("Change the server"),
        deed=Deed.HOST,
    )


def _other_name(tried: Tried, name: str) -> Advice:
    text = _("The certificate of {host} is not valid (other name: {name}).").format(
        host=tried.host, name=name
    )
    if "*" in name:
        return Advice(text=text, verb=_("Change the server"), deed=Deed.HOST)
    return Advice(text=text, verb=_("Use {name}").format(name=name), deed=Deed.SET, set={"host": name})


def _blocked(_diagnosis: Diagnosis, tried: Tried) -> Advice:
    if not tried.port:
        return Advice(
            text=_("Nothing answers at {host}.").format(host=tried.host), verb=_("Try again"), deed=Deed.AGAIN
        )
    other = other_way(tried.port, is_incoming=tried.is_incoming)
    sentence = _("Nothing answers on port {port}: this network or the server blocks it.")
    return Advice(
        text=sentence.format(port=tried.port),
        verb=_("Try {port}").format(port=other.port),
        deed=Deed.SET,
        set={"port": other.port, "security": other.security},
    )


def _slow(diagnosis: Diagnosis, _tried: Tried) -> Advice:
    if diagnosis.code == "sign_in_timeout":
        text = _("Nobody came back from the browser, so nothing was changed.")
        return Advice(text=text, verb=_("Sign in again"), deed=Deed.SIGN_IN)
    return Advice(text=_("No answer after 10 s."), verb=_("Try again"), deed=Deed.AGAIN)


def _refused(diagnosis: Diagnosis, tried: Tried) -> Advice:
    reply = diagnosis.details.get("reply", "")
    said = _("The server {host} answers, and refuses.").format(host=tried.host)
    return Advice(text=f"{said} {reply}".strip(), verb=_("Try again"), deed=Deed.AGAIN)


_NOT_TRUSTED = N_("nobody this computer trusts has signed it.")
_REASONS: Mapping[str, str] = {
    "not_yet_valid": N_("it is not valid yet. Check the date of this computer."),
    "expired": N_("it has expired."),
    "self_signed": N_("it is signed by the server itself."),
    "unknown_authority": _NOT_TRUSTED,
    "wrong_name": N_("it is for another server."),
    "other_than_pinned": N_("it is not the one that you trusted."),
}
_BY_RESULT: Mapping[CheckResult, Callable[[Diagnosis, Tried], Advice]] = {
    CheckResult.OK: _ok,
    CheckResult.AUTH: _auth,
    CheckResult.HOST: _host,
    CheckResult.TLS: _tls,
    CheckResult.BLOCKED: _blocked,
    CheckResult.SLOW: _slow,
    CheckResult.REFUSED: _refused,
}
