# SPDX-License-Identifier: LicenseRef-Desk
"""The sandbox: servers that capture every message instead of delivering it, and misbehave on demand."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.services.sandbox.captured import Capture, Captured
    from desk.services.sandbox.captures import CaptureCard, CaptureRow, Captures, FaultBook
    from desk.services.sandbox.faults import LABELS, Fault, FaultKind, Faults
    from desk.services.sandbox.incoming import IncomingBook, PlayedText
    from desk.services.sandbox.sample_mail import build_sample_mail
    from desk.services.sandbox.sample_shop import SampleShop, build_sample_shop
    from desk.services.sandbox.sms_server import SmsServer
    from desk.services.sandbox.smtp_server import SmtpServer
    from desk.services.sandbox.world import Sandbox, install
else:
    __getattr__ = opened(
        __name__,
        {
            "captured": "Capture Captured",
            "captures": "CaptureCard CaptureRow Captures FaultBook",
            "faults": "LABELS Fault FaultKind Faults",
            "incoming": "IncomingBook PlayedText",
            "sample_mail": "build_sample_mail",
            "sample_shop": "SampleShop build_sample_shop",
            "sms_server": "SmsServer",
            "smtp_server": "SmtpServer",
            "world": "Sandbox install",
        },
    )

__all__ = [
    "LABELS",
    "Capture",
    "CaptureCard",
    "CaptureRow",
    "Captured",
    "Captures",
    "Fault",
    "FaultBook",
    "FaultKind",
    "Faults",
    "IncomingBook",
    "PlayedText",
    "SampleShop",
    "Sandbox",
    "SmsServer",
    "SmtpServer",
    "build_sample_mail",
    "build_sample_shop",
    "install",
]
