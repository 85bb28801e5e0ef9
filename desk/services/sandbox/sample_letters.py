# SPDX-License-Identifier: LicenseRef-Desk
"""Decides what the sample shop's mails look like on the wire: made by the standard library; pure."""

import hashlib
import struct
import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any


def sample_mail(
    line: Mapping[str, Any], people: tuple[str, str], subject: str, at: datetime, before: Sequence[str]
) -> tuple[str, bytes]:
    """Return the Message-ID and the bytes of one mail. people: from, to; before: Message-IDs that it answers."""
    mail = EmailMessage()
    header_id = f"{hashlib.sha256(f'{people}{subject}{len(before)}'.encode()).hexdigest()[:24]}@mail.example"
    mail["From"], mail["To"] = people
    mail["Subject"] = f"Re: {subject}" if before else subject
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{header_id}>"
    if before:
        mail["In-Reply-To"] = f"<{before[-1]}>"
        mail["References"] = " ".join(f"<{one}>" for one in before)
    if line.get("is_newsletter"):
        mail["List-Id"] = "<offres.example.net>"
    mail.set_content(line["text"])
    if "html" in line:
        mail.add_alternative(line["html"], subtype="html")
    for name in line.get("files", ()):
        kind, _, sub = _TYPES[name.rpartition(".")[2]].partition("/")
        mail.add_attachment(_BODIES[name.rpartition(".")[2]](), maintype=kind, subtype=sub, filename=name)
    return header_id, mail.as_bytes()


def _picture() -> bytes:
    """Return a small picture (PNG): a brake disc, more or less."""
    size = 160
    rows = bytearray()
    for y in range(size):
        rows.append(0)
        for x in range(size):
            far = ((x - 80) ** 2 + (y - 80) ** 2) ** 0.5
            rows += bytes((90, 90, 95)) if 30 < far < 70 else bytes((225, 228, 226))
    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )


def _invoice() -> bytes:
    """Return a document of one page (PDF) that says what it is."""
    words = b"BT /F1 20 Tf 72 720 Td (Atelier du Rhone) Tj 0 -36 Td (Facture F-2291 : 148,00 EUR) Tj ET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(words), words),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + b"xref\n0 6\n0000000000 65535 f \n" + table + trailer


_TYPES = {"png": "image/png", "pdf": "application/pdf"}
_BODIES = {"png": _picture, "pdf": _invoice}
