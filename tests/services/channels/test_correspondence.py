# SPDX-License-Identifier: LicenseRef-Desk
"""Our writer of correspondence against the standard library's reader, which shares no code with it."""

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desk.errors import Refused
from desk.models.vocabulary import Channel
from desk.services.channels import Correspondence, Envelope, MailFile, write_mail

AT = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)
ENVELOPE = Envelope(
    channel=Channel.EMAIL,
    sender_address="contact@atelier.example",
    sender_name="Atelier",
    recipient_address="zoe@kunde.example",
    recipient_name='Zoë "<x@y>" 😀',
    reference="0123456789abcdef@atelier.example",
    at=AT,
    reply_to="contact+dcabc@atelier.example",
)
LETTER = Correspondence(envelope=ENVELOPE, subject="Re: Vélo", text="Bonjour,\nil est prêt.\n", language="fr")
TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029"), max_size=250
)


def read(letter):
    raw = write_mail(letter)
    assert raw.isascii()
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    return email.message_from_bytes(raw, policy=email.policy.default)


def test_a_plain_answer_in_its_thread():
    mail = read(replace(LETTER, in_reply_to="b@x.example", references=("a@x.example", "b@x.example")))
    assert (mail["Subject"], mail["In-Reply-To"]) == ("Re: Vélo", "<b@x.example>")
    assert mail["References"].split() == ["<a@x.example>", "<b@x.example>"]
    assert mail["Message-ID"] == "<0123456789abcdef@atelier.example>"
    assert mail["Reply-To"].addresses[0].addr_spec == ENVELOPE.reply_to
    assert (mail["To"].addresses[0].display_name, mail["To"].addresses[0].addr_spec) == (
        'Zoë "<x@y>" 😀', "zoe@kunde.example",
    )  # fmt: skip
    assert mail.get_content().splitlines() == ["Bonjour,", "il est prêt."]
    assert mail["Content-Language"] == "fr"
    assert "Auto-Submitted" not in mail


def test_copies_are_named():
    mail = read(replace(LETTER, cc=(("Marc Ö", "marc@x.example"), ("", "b@x.example"))))
    assert [(one.display_name, one.addr_spec) for one in mail["Cc"].addresses] == [
        ("Marc Ö", "marc@x.example"), ("", "b@x.example"),
    ]  # fmt: skip


def test_html_and_files_are_read_back_to_the_byte():
    files = (
        MailFile(name="bon de commande.pdf", media_type="application/pdf", body=bytes(range(256)) * 300),
        MailFile(name="été.txt", media_type="text/plain", body=b"=_a0123456789abcdef\r\n.\r\n"),
        MailFile(name="leer.bin", media_type="nonsense", body=b""),
    )
    mail = read(replace(LETTER, html="<p>Prêt</p>", files=files))
    assert mail.get_content_type() == "multipart/mixed"
    words, *rest = mail.iter_parts()
    assert [one.get_content_type() for one in words.iter_parts()] == ["text/plain", "text/html"]
    assert [one.get_filename() for one in rest] == [file.name for file in files]
    assert [one.get_payload(decode=True) for one in rest] == [file.body for file in files]
    assert [one.get_content_type() for one in rest] == [
        "application/pdf", "text/plain", "application/octet-stream",
    ]  # fmt: skip
    assert {one.get_content_disposition() for one in rest} == {"attachment"}


def test_a_mail_that_is_attached_is_not_taken_for_a_part_of_ours():
    file = MailFile(name="mail.eml", media_type="message/rfc822", body=b"Subject: x\r\n\r\ny")
    (_, part) = read(replace(LETTER, files=(file,))).iter_parts()
    assert part.get_content_type() == "application/octet-stream"


@given(name=TEXT, body=st.binary(max_size=400))
@example(name="a/../../etc/passwd", body=b"x")
@example(name="x" * 250, body=b"")
@example(name="😀" * 200, body=b"")
@example(name='quote".pdf', body=b"")
@example(name="%41%", body=b"")
@example(name="fdp.\u202egpj", body=b"")
@example(name="  ", body=b"")
def test_any_name_of_a_file_is_read_back_without_folders(name, body):
    mail = read(replace(LETTER, files=(MailFile(name=name, media_type="a/b", body=body),)))
    (_, part) = mail.iter_parts()
    shown = part.get_filename()
    assert part.get_payload(decode=True) == body
    assert "/" not in shown
    assert "\\" not in shown
    assert "\u202e" not in shown
    if name.isascii() and name.strip() and not set(name) & set("/\\"):
        assert shown == name.strip()


@pytest.mark.parametrize("bad", ["a\r\nBcc: evil@x.example", "a\nX: y", "a\rb", "a\x00", "a\u2028b"])
@pytest.mark.parametrize(
    "change",
    [
        lambda bad: {"subject": bad},
        lambda bad: {"cc": ((bad, "a@b.example"),)},
        lambda bad: {"cc": (("", f"a{bad}@b.example"),)},
        lambda bad: {"files": (MailFile(name=bad, media_type="a/b", body=b""),)},
        lambda bad: {"envelope": replace(ENVELOPE, recipient_name=bad)},
        lambda bad: {"envelope": replace(ENVELOPE, recipient_address=bad)},
        lambda bad: {"envelope": replace(ENVELOPE, sender_name=bad)},
        lambda bad: {"envelope": replace(ENVELOPE, sender_address=bad)},
        lambda bad: {"envelope": replace(ENVELOPE, reply_to=bad)},
        lambda bad: {"envelope": replace(ENVELOPE, reference=bad)},
        lambda bad: {"automatic": bad},
    ],
)
def test_no_field_adds_a_header(bad, change):
    with pytest.raises(Refused):
        write_mail(replace(LETTER, **change(bad)))


@given(
    reference=st.text(max_size=60),
    kind=st.text(max_size=60),
    language=st.text(max_size=20),
)
def test_what_others_have_named_is_left_out_rather_than_trusted(reference, kind, language):
    letter = replace(
        LETTER,
        in_reply_to=reference,
        references=(reference, "good@x.example"),
        language=language,
        files=(MailFile(name="a.bin", media_type=kind, body=b"1"),),
    )
    mail = read(letter)
    known = {
        "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Content-Language",
        "MIME-Version", "Content-Type",
    }  # fmt: skip
    assert set(mail.keys()) <= known
    assert mail["References"].split()[-1] == "<good@x.example>"


def test_a_name_that_was_made_here_is_nobodys_reference():
    mail = read(replace(LETTER, in_reply_to="sha256:abc@none", references=("sha256:abc@none",)))
    assert mail["In-Reply-To"] is None
    assert mail["References"] is None


def test_a_long_thread_names_its_first_and_its_newest():
    mail = read(replace(LETTER, references=tuple(f"{n}@x.example" for n in range(100))))
    named = mail["References"].split()
    assert (len(named), named[0], named[-1]) == (20, "<0@x.example>", "<99@x.example>")


def test_what_nobody_wrote_says_so():
    mail = read(replace(LETTER, automatic="auto-replied"))
    assert (mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"], mail["X-Desk"]) == (
        "auto-replied", "All", "automatic",
    )  # fmt: skip


def test_the_same_letter_is_the_same_bytes():
    assert write_mail(LETTER) == write_mail(LETTER)


def test_a_large_file_takes_no_time_to_speak_of():
    body = b"0123456789" * 1_000_000
    raw = write_mail(replace(LETTER, files=(MailFile(name="a.bin", media_type="a/b", body=body),)))
    assert len(raw) < len(body) * 1.4
