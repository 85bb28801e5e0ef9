# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps from the terminal what Qt and Chromium say to their own makers: it goes to the log."""

import logging
import os

log = logging.getLogger("qt")

CHROMIUM = "QTWEBENGINE_CHROMIUM_FLAGS"
FATAL_ONLY = "--log-level=3"


def hush() -> None:
    """Log what Qt says from now on, and let Chromium only say why it dies; call before the window is made."""
    known = os.environ.get(CHROMIUM, "")
    if "--log-level" not in known and "--enable-logging" not in known:
        os.environ[CHROMIUM] = f"{known} {FATAL_ONLY}".strip()
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    levels = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.DEBUG,
        QtMsgType.QtWarningMsg: logging.INFO,
        QtMsgType.QtCriticalMsg: logging.WARNING,
        QtMsgType.QtFatalMsg: logging.CRITICAL,
    }

    def note(kind: QtMsgType, _where: QMessageLogContext, said: str | None) -> None:
        log.log(levels.get(kind, logging.INFO), "%s", said or "")

    qInstallMessageHandler(note)
