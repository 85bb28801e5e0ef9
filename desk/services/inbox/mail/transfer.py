# SPDX-License-Identifier: LicenseRef-Desk
"""Decides how the encoded bytes of a part are decoded (RFC 2045), mending what is broken; pure."""

import binascii
import re

_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_UU_BEGIN = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} [^\r\n]*\r?\n", re.MULTILINE)
_MOST_RUNS = 1000
_PLAIN = frozenset({"", "7bit", "8bit", "binary"})


def decoded(octets: bytes, encoding: str) -> tuple[bytes, bool]:
    """Return the bytes that were meant, and whether they were encoded as they say. Never raises."""
    name = encoding.strip().lower() if encoding else ""
    if name in _PLAIN:
        return octets, True
    if name == "quoted-printable":
        return binascii.a2b_qp(octets), True
    if name == "base64":
        return from_base64(octets)
    if name in {"x-uuencode", "uuencode", "x-uue", "uue"}:
        return _from_uu(octets)
    word = name.partition(";")[0].partition(" ")[0].strip("\"'")
    return decoded(octets, word) if word != name else (octets, False)


def from_base64(octets: bytes) -> tuple[bytes, bool]:
    """Return decoded bytes and whether the input was clean; broken input gives all that can be read."""
    end = octets.rstrip(b" \t\r\n=")
    if b"=" not in end:
        try:
            return binascii.a2b_base64(octets), True
        except binascii.Error:
            return _padded(end), False
    runs = end.split(b"=", _MOST_RUNS)  # several behind each other
    return b"".join(_padded(run) for run in runs), False


def _padded(octets: bytes) -> bytes:
    """Decode one run of base64, whatever stands between and however many characters its end lacks."""
    run = _NO_BASE64.sub(b"", octets)
    whole = run[: len(run) - 1] if len(run) % 4 == 1 else run
    return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))


def _from_uu(octets: bytes) -> tuple[bytes, bool]:
    begin = _UU_BEGIN.search(octets)
    lines = octets[begin.end() if begin else 0 :].splitlines()
    pieces = []
    for line in lines:
        if not line.strip(b"` ") or line == b"end":
            break
        pieces.append(_uu_line(line))
    return b"".join(pieces), begin is not None


def _uu_line(line: bytes) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:  # some writers add characters to the end
        wanted = (((line[0] - 32) & 63) * 4 + 5) // 3
        try:
            return binascii.a2b_uu(line[:wanted])
        except binascii.Error:
            return b""
