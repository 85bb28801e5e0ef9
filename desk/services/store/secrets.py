# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps secrets in the system's keyring; never anywhere else."""

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, NoKeyringError, PasswordDeleteError

from desk.errors import Misconfigured

SERVICE = "Desk"

_UNSAFE = ("keyrings.alt.", "keyring.backends.null.", "keyring.backends.fail.")
"""Backends that write clear text to a file, throw secrets away, or only say that there is none."""


class Secrets:
    """The passwords and keys of accounts, by the account's id.

    Every method blocks (a keyring may ask the person for its own password) and raises Misconfigured:
    no_keyring when the system has none that is safe, keyring_refused when it is locked or broken.
    Nothing falls back to clear text.
    """

    def get(self, name: str) -> str:
        """Return the secret of `name`, "" when there is none."""
        chosen = _safe_keyring()
        try:
            return chosen.get_password(SERVICE, name) or ""
        except NoKeyringError as error:
            raise Misconfigured("no_keyring") from error
        except KeyringError as error:
            raise Misconfigured("keyring_refused") from error

    def set(self, name: str, secret: str) -> None:
        """Keep `secret` for `name`, in the place of an older one."""
        chosen = _safe_keyring()
        try:
            chosen.set_password(SERVICE, name, secret)
            kept = chosen.get_password(SERVICE, name)
        except NoKeyringError as error:
            raise Misconfigured("no_keyring") from error
        except KeyringError as error:
            raise Misconfigured("keyring_refused") from error
        if kept != secret:
            raise Misconfigured("keyring_refused")

    def delete(self, name: str) -> None:
        """Forget the secret of `name`; without one there is nothing to do."""
        chosen = _safe_keyring()
        try:
            if chosen.get_password(SERVICE, name) is not None:
                chosen.delete_password(SERVICE, name)
        except NoKeyringError as error:
            raise Misconfigured("no_keyring") from error
        except PasswordDeleteError:
            return  # It went between the look and the deed.
        except KeyringError as error:
            raise Misconfigured("keyring_refused") from error


def _safe_keyring() -> KeyringBackend:
    """Return the system's keyring, or the first safe one where several are chained."""
    chosen = keyring.get_keyring()
    for backend in getattr(chosen, "backends", (chosen,)):
        if not f"{type(backend).__module__}.".startswith(_UNSAFE):
            return backend
    raise Misconfigured("no_keyring")
