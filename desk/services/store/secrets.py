# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps secrets in the system's keyring, or in an encrypted file where there is none; never in clear text."""

import threading
from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, NoKeyringError, PasswordDeleteError

from desk.errors import Misconfigured
from desk.services.store.passphrase import known_passphrase, place
from desk.services.store.strongbox import Strongbox

T = TypeVar("T")

SERVICE = "Desk"
FILE = "passwords.box"

_lock = threading.RLock()

_UNSAFE = ("keyrings.alt.", "keyring.backends.null.", "keyring.backends.fail.")
"""Backends that write clear text to a file, throw secrets away, or only say that there is none."""


class Keeping(StrEnum):
    """Where secrets are kept on this computer."""

    KEYRING = "keyring"
    OPEN = "open"
    """In the encrypted file, whose passphrase is known."""
    LOCKED = "locked"
    """In the encrypted file, whose passphrase this process was not told."""
    NEW = "new"
    """In an encrypted file that does not exist yet: its passphrase is to be chosen."""
    NOWHERE = "nowhere"
    """No keyring, and no data folder either."""


class Secrets:
    """The passwords and keys of accounts, by the account's id.

    Every method blocks (a keyring may ask the person for its own password, a key takes a third of a second).
    Errors: Misconfigured keyring_refused when the keyring is locked or broken; without one, passphrase_missing,
    passphrase_wrong, passwords_damaged, and no_keyring where nothing was ever kept and there is no passphrase to
    keep it with; Unavailable disk_error. Nothing falls back to clear text.
    """

    def get(self, name: str) -> str:
        """Return the secret of `name`, "" when there is none."""
        try:
            found = _ask(lambda ring: ring.get_password(SERVICE, name))
        except NoKeyringError:
            if self.keeping() in {Keeping.NEW, Keeping.NOWHERE}:
                raise Misconfigured("no_keyring") from None
            return _in_file().get(name, "")
        return found or _in_file(is_needed=False).get(name, "")  # kept before there was a keyring

    def set(self, name: str, secret: str) -> None:
        """Keep `secret` for `name`, in the place of an older one."""
        try:
            _ask(lambda ring: ring.set_password(SERVICE, name, secret))
            kept = _ask(lambda ring: ring.get_password(SERVICE, name))
        except NoKeyringError:
            with _lock:
                _box().write(_passphrase(), {**_in_file(), name: secret})
        else:
            if kept != secret:
                raise Misconfigured("keyring_refused")

    def delete(self, name: str) -> None:
        """Forget the secret of `name`; without one there is nothing to do."""
        is_alone = False
        try:
            if _ask(lambda ring: ring.get_password(SERVICE, name)) is not None:
                _ask(lambda ring: ring.delete_password(SERVICE, name))
        except PasswordDeleteError:
            pass  # It went between the look and the deed.
        except NoKeyringError:
            is_alone = True
        with _lock:
            kept = _in_file(is_needed=is_alone)
            if kept.pop(name, None) is not None:
                _box().write(_passphrase(), kept)

    def keeping(self) -> Keeping:
        """Return where secrets are kept now; whether a passphrase is the right one shows when it is used."""
        is_known = bool(known_passphrase())
        if place.home is not None and _box().is_there and not is_known:
            return Keeping.LOCKED
        try:
            _safe_keyring()
        except NoKeyringError:
            if place.home is None:
                return Keeping.NOWHERE
            return Keeping.OPEN if is_known else Keeping.NEW
        return Keeping.KEYRING

    def unlock(self, passphrase: str) -> None:
        """Open the file with `passphrase`, for as long as this process lives; the first time it makes the file."""
        with _lock:
            box = _box()
            if not passphrase:
                raise Misconfigured("passphrase_missing")
            if box.is_there:
                box.read(passphrase)
            else:
                box.write(passphrase, {})
            place.told[box.home] = passphrase


def _ask(call: Callable[[KeyringBackend], T]) -> T:
    """Ask the keyring. Raises NoKeyringError, PasswordDeleteError, and Misconfigured for whatever else it says."""
    try:
        return call(_safe_keyring())
    except (NoKeyringError, PasswordDeleteError):
        raise
    except KeyringError as error:
        raise Misconfigured("keyring_refused") from error


def _safe_keyring() -> KeyringBackend:
    """Return the system's keyring, or the first safe one where several are chained; raises NoKeyringError."""
    chosen = keyring.get_keyring()
    for backend in getattr(chosen, "backends", (chosen,)):
        if not f"{type(backend).__module__}.".startswith(_UNSAFE):
            return backend
    raise NoKeyringError


def _box() -> Strongbox:
    if place.home is None:
        raise Misconfigured("no_keyring")
    return Strongbox(place.home / FILE)


def _in_file(*, is_needed: bool = True) -> dict[str, str]:
    """Return what the file holds; where there is a keyring, no data folder is needed."""
    if place.home is None and not is_needed:
        return {}
    box = _box()
    return box.read(_passphrase()) if box.is_there else {}


def _passphrase() -> str:
    found = known_passphrase()
    if not found:
        raise Misconfigured("passphrase_missing")
    return found
