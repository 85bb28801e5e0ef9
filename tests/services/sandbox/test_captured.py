# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.sandbox.captured import reference_of, subject_of


def mail(head):
    return head.replace("\n", "\r\n").encode() + b"\r\n\r\nSubject: not this\r\n"


@pytest.mark.parametrize(
    ("head", "subject"),
    [
        ("Subject: Bonjour", "Bonjour"),
        ("From: x\nSUBJECT:Bonjour", "Bonjour"),
        ("Subject: =?utf-8?q?V=C3=A9lo?= pr=?x", "Vélo pr=?x"),
        ("Subject: =?utf-8?b?VsOpbG8=?=\n =?utf-8?b?IHByw6p0?=", "Vélo prêt"),
        ("Subject: =?no-such?q?a?=", "=?no-such?q?a?="),
        ("Subject: Vélo", "Vélo"),
        ("From: x", ""),
        ("X-Subject: no\n Subject: folded", ""),
    ],
)
def test_the_subject(head, subject):
    assert subject_of(mail(head)) == subject


@pytest.mark.parametrize(
    ("head", "reference"),
    [("Message-ID: <a@b>", "a@b"), ("message-id:\n <a@b>", "a@b"), ("From: x", ""), ("Message-ID: ", "")],
)
def test_the_reference(head, reference):
    assert reference_of(mail(head)) == reference


@given(st.binary(max_size=200))
def test_no_bytes_upset_the_reading(raw):
    assert isinstance(subject_of(b"Subject: =?utf-8?b?" + raw), str)
    assert len(reference_of(b"Message-ID: " + raw)) <= 200
