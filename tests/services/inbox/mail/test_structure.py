# SPDX-License-Identifier: LicenseRef-Desk
import email
import email.policy

import pytest

from desk.services.inbox.mail.mail import Flaw
from desk.services.inbox.mail.structure import header_of, structure
from tests.services.inbox.mail.mails import HTML, TEXT, attached, mail, multipart


def bodies(raw):
    return [(leaf.kind, raw[leaf.start : leaf.end]) for leaf in structure(raw).leaves]


def test_the_standard_library_finds_the_same_parts():
    raws = [
        mail("one"),
        multipart(TEXT, HTML, kind="multipart/alternative"),
        multipart(TEXT, attached("a.pdf", b"x" * 500)),
        multipart(
            f'Content-Type: multipart/alternative; boundary="=_c"\n\n--=_c\n{TEXT}\n--=_c\n{HTML}\n--=_c--\n',
            attached("b.png", b"y", "image/png"),
        ),
        mail("preamble\n--=_b\n\nno header\n--=_b--\nepilogue", kind="multipart/mixed; boundary==_b").replace(
            b"==_b", b'="=_b"'
        ),
    ]
    for raw in raws:
        message = email.message_from_bytes(raw, policy=email.policy.compat32)
        theirs = [
            (part.get_content_type(), part.get_payload().encode())
            for part in message.walk()
            if not part.is_multipart()
        ]
        assert bodies(raw) == theirs


def test_parts_that_are_all_header_are_not_read_over_and_over():
    raw = b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\nA: b\r\n" * 40_000
    leaves = structure(raw).leaves
    assert len(leaves) == 999
    assert (
        sum(len(value) for leaf in leaves for values in leaf.headers.values() for value in values) < 3 << 20
    )


def test_a_delimiter_belongs_to_the_innermost_that_has_it():
    raw = multipart("Content-Type: multipart/mixed; boundary=in\n\n--in\n\none\n--in--", TEXT)
    assert [body for _, body in bodies(raw)] == [b"one", b"plain words"]


def test_an_inner_part_without_its_end():
    raw = multipart("Content-Type: multipart/mixed; boundary=in\n\n--in\n\none", TEXT)
    assert [body for _, body in bodies(raw)] == [b"one", b"plain words"]


def test_a_mail_that_was_cut():
    raw = multipart(TEXT, "Content-Type: image/png\n\nabc").partition(b"--=_b--")[0]
    assert [kind for kind, _ in bodies(raw)] == ["text/plain", "image/png"]


@pytest.mark.parametrize("kind", ["multipart/mixed", "multipart/mixed; boundary=never"])
def test_what_has_no_parts_is_shown_as_it_stands(kind):
    found = structure(mail("all of it", kind=kind))
    assert [leaf.kind for leaf in found.leaves] == ["text/plain"]
    assert Flaw.BAD_STRUCTURE in found.flaws


def test_a_forwarded_mail_is_one_part():
    raw = multipart(
        TEXT, "Content-Type: message/rfc822\n\n" + multipart(TEXT, HTML).decode().replace("=_b", "=_in")
    )
    assert [kind for kind, _ in bodies(raw)] == ["text/plain", "message/rfc822"]


def test_parts_of_a_digest_are_mails():
    raw = multipart("\nFrom: a@b.example\n\nhi", kind="multipart/digest")
    assert [kind for kind, _ in bodies(raw)] == ["message/rfc822"]


def test_parts_without_a_blank_line():
    raw = mail(
        "--=_b\nContent-Type: image/png\n--=_b\n\ntwo\n--=_b--", kind='multipart/mixed; boundary="=_b"'
    )
    assert len(bodies(raw)) == 2
    assert bodies(raw)[-1][1] == b"two"


def test_alternatives_share_a_group():
    raw = multipart(TEXT, HTML, kind="multipart/alternative")
    assert len({leaf.group for leaf in structure(raw).leaves}) == 1


def test_a_header_alone():
    assert header_of(b"A: 1\nB: 2")["b"] == ["2"]
