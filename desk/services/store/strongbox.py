# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps passwords in one encrypted file, for computers without a keyring (decision 30)."""

import base64
import contextlib
import json
import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from desk.errors import Misconfigured, Unavailable

if TYPE_CHECKING:  # loaded when a password is first asked for
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

COST = 2**16
PASSES = 2
"""Scrypt's work for new files: a third of a second and 64 MB for each guess. OWASP holds it for as strong as one
pass of 2^17, which older files have and which would double what the service needs at its start."""
LARGEST_COST = 2**20
"""What a file may ask for, all passes together."""

_SALT_BYTES = 16
_NONCE_BYTES = 12
_FORMAT = "desk-passwords-2"
_FORMATS = ("desk-passwords-1", _FORMAT)
"""The first knew no passes: a Desk that knows only it must not take a file with more for a wrong passphrase."""


class Strongbox:
    """A file that only its passphrase opens: the key comes from scrypt, the contents are sealed with AES-GCM.

    Errors: Misconfigured passphrase_wrong, passwords_damaged; Unavailable disk_error. A failure changes nothing.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    @property
    def home(self) -> Path:
        """The folder it lies in."""
        return self._file.parent

    @property
    def is_there(self) -> bool:
        """Whether something was ever kept."""
        return self._file.exists()

    def read(self, passphrase: str) -> dict[str, str]:
        """Return name → password; {} when there is no file yet."""
        head = self._head()
        return {} if head is None else _opened(head, passphrase)

    def write(self, passphrase: str, kept: Mapping[str, str]) -> None:
        """Put `kept` in the place of everything; the file is whole at every moment, and its owner's alone."""
        before = self._head()
        salt = _bytes(before, "salt") if before else os.urandom(_SALT_BYTES)
        work = _work(before) if before else (COST, PASSES)
        nonce = os.urandom(_NONCE_BYTES)
        form = str(before["format"]) if before else _FORMAT
        sealed = _cipher(passphrase, salt, *work).encrypt(
            nonce, json.dumps(dict(kept)).encode(), form.encode()
        )
        parts = {"salt": salt, "nonce": nonce, "sealed": sealed}
        words = {name: base64.b64encode(part).decode() for name, part in parts.items()}
        self._replace(json.dumps({"format": form, "cost": work[0], "passes": work[1], **words}).encode())

    def _head(self) -> dict[str, object] | None:
        try:
            found = json.loads(self._file.read_bytes())
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Unavailable("disk_error", None, why=error.strerror or "") from error
        except (ValueError, RecursionError) as error:
            raise Misconfigured("passwords_damaged", file=str(self._file)) from error
        if not isinstance(found, dict) or found.get("format") not in _FORMATS:
            raise Misconfigured("passwords_damaged", file=str(self._file))
        _bytes(found, "nonce")  # what cannot be opened is not written over either
        return found

    def _replace(self, text: bytes) -> None:
        beside = self._file.with_name(f"{self._file.name}.{os.getpid()}.new")
        try:
            with contextlib.suppress(FileNotFoundError):
                beside.unlink()
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._file)
        except OSError as error:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise Unavailable("disk_error", None, why=error.strerror or "") from error


def _opened(head: dict[str, object], passphrase: str) -> dict[str, str]:
    from cryptography.exceptions import InvalidTag

    cipher = _cipher(passphrase, _bytes(head, "salt"), *_work(head))
    try:
        plain = cipher.decrypt(_bytes(head, "nonce"), _bytes(head, "sealed"), str(head["format"]).encode())
    except InvalidTag as error:
        raise Misconfigured("passphrase_wrong") from error
    return {str(name): str(secret) for name, secret in json.loads(plain).items()}


def _bytes(head: dict[str, object], name: str) -> bytes:
    try:
        found = base64.b64decode(str(head.get(name, "")), validate=True)
    except ValueError:
        found = b""
    is_fit = len(found) == _NONCE_BYTES if name == "nonce" else len(found) >= _SALT_BYTES
    if not is_fit:
        raise Misconfigured("passwords_damaged")
    return found


def _work(head: dict[str, object]) -> tuple[int, int]:
    """Return scrypt's cost and its passes; a file that names no passes was made with one."""
    cost, passes = head.get("cost"), head.get("passes", 1)
    if not isinstance(cost, int) or not 2 <= cost <= LARGEST_COST or cost & (cost - 1):
        raise Misconfigured("passwords_damaged")
    if not isinstance(passes, int) or not 1 <= passes <= LARGEST_COST // cost:
        raise Misconfigured("passwords_damaged")
    return cost, passes


@lru_cache(maxsize=2)
def _cipher(passphrase: str, salt: bytes, cost: int, passes: int) -> "AESGCM":
    """Return what seals and opens; kept, for the key takes a third of a second."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return AESGCM(Scrypt(salt=salt, length=32, n=cost, r=8, p=passes).derive(passphrase.encode()))
