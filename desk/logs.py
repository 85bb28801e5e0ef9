# SPDX-License-Identifier: LicenseRef-Desk
"""Writes the log: one rotating file, never a secret, never what a message says."""

import contextlib
import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

SIZE_BYTES = 5_000_000
KEPT = 3
_SECRET = re.compile(
    r"(?i)(\b(?:pass(?:word)?|pwd|secret|token|authorization|api[_-]?key|bearer|auth (?:plain|login))\b"
    r"[\"']?\s*[=: ]\s*)"
    r"(?:basic |bearer )?(\"[^\"]*\"|'[^']*'|\S+)"
)
_ROW = re.compile(
    r"((?:DETAIL|CONTEXT):\s+)(?:.*?)(?=\n\[SQL: |\n\nThe above exception|\n\nDuring handling|\Z)", re.DOTALL
)
"""PostgreSQL tells the whole row that it refuses, and quotes a document that it cannot read."""
_URL_SECRET = re.compile(r"(://[^:/@\s]+:)[^@\s]+@")


def redact(text: str) -> str:
    """Return `text` with whatever looks like a secret or a customer's row blacked out."""
    return _ROW.sub(r"\1***", _URL_SECRET.sub(r"\1***@", _SECRET.sub(r"\1***", text)))


class _Redacted(logging.Formatter):
    """Formats a line and takes the secrets out of it, the traceback's too."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


class _File(RotatingFileHandler):
    """The file; when the disk is full its lines are lost, and nobody's standard error is flooded instead."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802 - as logging names it
        return

    def close(self) -> None:
        with contextlib.suppress(OSError):
            super().close()


def start(file: Path | None, *, level: int = logging.INFO) -> None:
    """Log to `file` (None: to standard error) from now on."""
    handler: logging.Handler
    if file is None:
        handler = logging.StreamHandler()
    else:
        handler = _File(file, maxBytes=SIZE_BYTES, backupCount=KEPT, encoding="utf-8", delay=True)
    handler.setFormatter(_Redacted("%(asctime)s %(levelname)s %(process)d %(name)s: %(message)s"))
    root = logging.getLogger()
    for old in [old for old in root.handlers if isinstance(old.formatter, _Redacted)]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(level)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
