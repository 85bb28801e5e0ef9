# SPDX-License-Identifier: LicenseRef-Desk
"""What Outlook packs into winmail.dat is there as files; what is broken is one file, as it came."""

import base64
import struct

from hypothesis import given
from hypothesis import strategies as st

from desk.services.inbox.mail import attachment_bytes, read_mail
from desk.services.inbox.mail.tnef import MOST_PACKED, PackedFile, packed_files
from tests.examples import MANY


def record(level, attribute, data, kind=6):
    head = struct.pack("<BHHI", level, attribute, kind, len(data))
    return head + data + struct.pack("<H", sum(data) & 0xFFFF)


def wide_name(name):
    """Return MAPI properties: a number, a named one, a list of numbers, then the long name."""
    text = (name + "\0").encode("utf-16-le")
    named = (
        struct.pack("<HH16sII", 0x0003, 0x8001, b"g" * 16, 1, 6) + b"a\0b\0\0\0\0\0" + struct.pack("<I", 7)
    )
    several = struct.pack("<HHIII", 0x1003, 0x1234, 2, 1, 2)
    long = struct.pack("<HHII", 0x001F, 0x3707, 1, len(text)) + text + b"\0" * (-len(text) % 4)
    return struct.pack("<IHHI", 4, 0x0003, 0x3705, 1) + named + several + long


def pack(*files):
    octets = b"\x78\x9f\x3e\x22" + struct.pack("<H", 1) + record(1, 0x9006, struct.pack("<I", 0x10000))
    for title, long_name, data in files:
        octets += record(2, 0x9002, b"r" * 14) + record(2, 0x8010, title.encode("cp1252") + b"\0")
        octets += record(2, 0x800F, data)
        octets += record(2, 0x9005, wide_name(long_name)) if long_name else b""
    return octets


TWO = pack(("DEVIS~1.PDF", "Devis été.pdf", b"%PDF-1"), ("photo.jpg", "", b"\xff\xd8"))


def mail(octets):
    body = base64.encodebytes(octets).replace(b"\n", b"\r\n")
    return (
        b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nVoici\r\n"
        b"--x\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n"
        + body
        + b"--x\r\nContent-Type: text/csv; name=z.csv\r\n\r\n1\r\n--x--"
    )


def test_names_and_bytes_come_out():
    assert packed_files(TWO) == (PackedFile("Devis été.pdf", b"%PDF-1"), PackedFile("photo.jpg", b"\xff\xd8"))


def empty_values(count):
    """Return MAPI properties: a list of so many empty words."""
    return struct.pack("<IHHI", 1, 0x101E, 0x1234, count) + struct.pack("<I", 0) * count


def test_a_pack_of_nothing_but_values_is_not_read_to_its_end():
    head = record(2, 0x9002, b"r" * 14)
    full = [head, *(record(2, 0x9005, empty_values(1_500)) for _ in range(20)), record(2, 0x800F, b"late")]
    assert packed_files(TWO + b"".join(full)) == packed_files(TWO)
    assert packed_files(TWO + record(1, 0x9006, b"") * 30_000 + pack(("z", "", b"late"))[6:]) == packed_files(
        TWO
    )


def test_they_follow_the_files_of_the_mail_and_can_be_opened():
    raw = mail(TWO)
    parts = read_mail(raw).parts
    assert [(part.position, part.name, part.media_type) for part in parts] == [
        (0, "winmail.dat", "application/ms-tnef"),
        (1, "z.csv", "text/csv"),
        (2, "Devis été.pdf", "application/pdf"),
        (3, "photo.jpg", "image/jpeg"),
    ]
    assert [attachment_bytes(raw, position) for position in (0, 2, 3)] == [TWO, b"%PDF-1", b"\xff\xd8"]


def test_a_name_leads_nowhere():
    (_, _, part) = read_mail(mail(pack(("x", "../../etc/\u202egnp.exe", b"MZ")))).parts
    assert part.name == "gnp.exe"


def test_what_is_cut_short_ends_there():
    assert packed_files(b"") == packed_files(b"PK") == ()
    assert [len(packed_files(TWO[:size])) for size in (20, 60, len(TWO))] == [0, 0, 2]
    assert len(packed_files(pack(*[("a", "", b"x")] * (MOST_PACKED + 5)))) == MOST_PACKED


@given(st.binary(max_size=300), st.integers(0, len(TWO)))
@MANY
def test_any_bytes_are_taken(octets, at):
    packed_files(b"\x78\x9f\x3e\x22" + octets)
    assert len(read_mail(mail(TWO[:at] + octets + TWO[at:])).parts) >= 2
