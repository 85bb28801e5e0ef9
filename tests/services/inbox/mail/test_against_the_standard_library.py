# SPDX-License-Identifier: LicenseRef-Desk
"""Our reader reads the mails of the corpus as Python's own library does."""

import email
import hashlib
from datetime import UTC
from email.header import decode_header, make_header
from email.utils import parsedate_to_datetime

import pytest

from benchmarks.ground.corpus import message
from desk.services.inbox import attachment_bytes, read_mail

NUMBERS = range(0, 1200, 3)


def said(header):
    """Return a header as the library decodes it, on one line."""
    return " ".join(str(make_header(decode_header(header))).split())


def words(text):
    return text.split()


@pytest.mark.parametrize("block", [NUMBERS[start : start + 100] for start in range(0, len(NUMBERS), 100)])
def test_the_corpus_reads_the_same(block):
    for number in block:
        raw = message(number)[0]
        theirs, ours = email.message_from_bytes(raw), read_mail(raw)
        assert ours.header_id == theirs["Message-ID"].strip("<>"), number
        assert ours.subject == said(theirs["Subject"]), number
        sent = parsedate_to_datetime(theirs["Date"])  # "-0000" makes it a naive one
        assert ours.date == sent.replace(tzinfo=sent.tzinfo or UTC), number
        assert ours.sender.address in theirs["From"], number
        files = [part for part in theirs.walk() if part.get_filename()]
        assert [part.sha256 for part in ours.parts] == [
            hashlib.sha256(part.get_payload(decode=True)).hexdigest() for part in files
        ], number
        for part, file in zip(ours.parts, files, strict=True):
            assert attachment_bytes(raw, part.position) == file.get_payload(decode=True), number
        plain = [part for part in theirs.walk() if part.get_content_type() == "text/plain"]
        try:
            text = plain[0].get_payload(decode=True).decode(plain[0].get_content_charset("ascii"))
        except (LookupError, UnicodeDecodeError):
            continue  # what the library cannot read has tables of its own in test_charsets
        assert words(ours.text) == words(text), number
