# SPDX-License-Identifier: LicenseRef-Desk
"""Mails for the tests: short ways to write them."""

import base64


def mail(body="Hello", *, head="", kind="text/plain; charset=utf-8", sender="Ann <ann@kunde.example>"):
    """Return the bytes of a mail with CRLF ends."""
    lines = [
        f"From: {sender}",
        "To: shop@atelier.example",
        "Subject: A question",
        "Message-ID: <1@kunde.example>",
    ]
    lines += ["Date: Mon, 23 Nov 2026 10:00:00 +0100", "MIME-Version: 1.0"]
    if kind:
        lines.append(f"Content-Type: {kind}")
    text = "\n".join([*lines, *head.splitlines(), "", body])
    return text.replace("\r\n", "\n").replace("\n", "\r\n").encode("utf-8", "surrogateescape")


def multipart(*parts, kind="multipart/mixed"):
    """Return a mail of parts, each written with its own header."""
    inner = "".join(f"--=_b\n{part}\n" for part in parts)
    return mail(f"{inner}--=_b--\n", kind=f'{kind}; boundary="=_b"')


def attached(name, octets=b"%PDF-1.7", media_type="application/pdf", head=""):
    """Return a part that is a file."""
    coded = base64.encodebytes(octets).decode()
    return (
        f'Content-Type: {media_type}\nContent-Disposition: attachment; filename="{name}"\n{head}'
        f"Content-Transfer-Encoding: base64\n\n{coded}"
    )


TEXT = "Content-Type: text/plain; charset=utf-8\n\nplain words"
HTML = "Content-Type: text/html; charset=utf-8\n\n<p>page words</p>"
