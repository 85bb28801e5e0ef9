# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps secrets in the system's keyring; never anywhere else."""

import keyring
from keyring.errors import KeyringError, NoKeyringError

from desk.errors import Misconfigured

SERVICE = "Desk"


class Secrets:
    """The passwords of accounts, by the account's id.

    Every method raises Misconfigured("no_keyring" | "keyring_refused"); nothing falls back to clear text.
    """

    def get(self, name: str) -> str:
        """Return the secret of `name`, "" when there is none."""
        try:
            return keyring.get_password(SERVICE, name) or ""
        except NoKeyringError as error:
            raise Misconfigured("no_keyring") from error
        except KeyringError as error:
            raise Misconfigured("keyring_refused") from error

    def set(self, name: str, secret: str) -> None:
        """Keep `secret` for `name`."""
        try:
            keyring.set_password(SERVICE, name, secret)
        except NoKeyringError as error:
            raise Misconfigured("no_keyring") from error
        except KeyringError as error:
            raise Misconfigured("keyring_refused") from error
