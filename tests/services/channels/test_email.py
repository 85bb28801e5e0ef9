# SPDX-License-Identifier: LicenseRef-Desk
"""The writer of mails, compared with the standard library's reader, and attacked."""

import email
import email.policy
import email.utils
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email.header import decode_header, make_header

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import Refused
from desk.models.vocabulary import Channel
from desk.services.channels import Envelope, Rendering, compose

ENVELOPE = Envelope(
    channel=Channel.EMAIL,
    sender_address="bonjour@atelier.example",
    sender_name="Atelier Lyon",
    recipient_address="zoe@client.example",
    recipient_name="Zoë Martin",
    reference="01939f2a6c1e7d3f@atelier.example",
    at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
)
FULL = replace(
    ENVELOPE,
    reply_to="reponses@atelier.example",
    unsubscribe_url="https://atelier.example/u/k7d2",
    unsubscribe_address="stop+k7d2@atelier.example",
)
MAIL = Rendering(
    subject="Votre commande est prête", text="Bonjour Zoë,\n", html="<p>Bonjour Zoë,</p>", language="fr"
)

printable = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=120).map(
    lambda text: " ".join(text.split())
)
bodies = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="".join(map(chr, [*range(32), 127])))
    | st.just("\n"),
    max_size=400,
)


def read(raw):
    return email.message_from_bytes(raw, policy=email.policy.default)


def person(raw, name):
    """Return (display name, address) of a header.

    The new parser of Python 3.11 leaves the blanks between two encoded words of one name (RFC 2047 6.2), so
    names are read with the old one; the address must be the same to both.
    """
    written = email.message_from_bytes(raw)[name]
    shown, address = email.utils.parseaddr(written)
    (found,) = read(raw)[name].addresses
    assert found.addr_spec == address
    return str(make_header(decode_header(shown))), address


def sent(envelope=ENVELOPE, rendering=MAIL, **changes):
    return compose(replace(envelope, **changes), rendering)


def part(raw, subtype):
    return read(raw).get_body((subtype,)).get_content().replace("\r\n", "\n")


def test_the_whole_shape():
    message = read(sent(FULL))
    assert message.defects == []
    assert message["From"] == "Atelier Lyon <bonjour@atelier.example>"
    assert message["To"].addresses[0].display_name == "Zoë Martin"
    assert message["Reply-To"] == "reponses@atelier.example"
    assert message["Subject"] == "Votre commande est prête"
    assert message["Date"].datetime == ENVELOPE.at
    assert message["Message-ID"] == "<01939f2a6c1e7d3f@atelier.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert (
        message["List-Unsubscribe"] == "<https://atelier.example/u/k7d2>, <mailto:stop+k7d2@atelier.example>"
    )
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Content-Language"] == "fr"
    assert message.get_content_type() == "multipart/alternative"
    assert [one.get_content_type() for one in message.iter_parts()] == ["text/plain", "text/html"]


def test_what_was_not_asked_for_is_not_there():
    message = read(sent(auto_submitted=False, rendering=replace(MAIL, language="")))
    for name in (
        "Reply-To",
        "Auto-Submitted",
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
        "Content-Language",
        "Bcc",
    ):
        assert name not in message


def test_without_html_it_is_one_part():
    message = read(sent(rendering=replace(MAIL, html="")))
    assert message.get_content_type() == "text/plain"
    assert message.get_content() == "Bonjour Zoë,\r\n"


@pytest.mark.parametrize(
    "name",
    [
        'Zoë "<x@y>" 😀',
        "O'Brien, Pat",
        'Pat "Paddy" O\\Brien',
        "=?utf-8?q?evil?=",
        "Dr. Who (really)",
        "a@b.example",
        "Ünï" * 40,
        "x" * 300,
        "名前は太郎です" * 8,
        "مطعم الأصيل",
        "👩‍👩‍👧‍👦" * 20,
        "a;b:c,d<e>f[g]h",
        "",
        ".",
    ],
)
def test_any_name_arrives(name):
    for field in ("sender_name", "recipient_name"):
        header = "From" if field == "sender_name" else "To"
        raw = sent(**{field: name})
        assert person(raw, header) == (name, getattr(ENVELOPE, field.replace("name", "address")))


@given(printable, printable, printable)
def test_names_and_subjects_arrive_intact(sender, recipient, subject):
    subject = subject or "x"
    raw = sent(rendering=replace(MAIL, subject=subject), sender_name=sender, recipient_name=recipient)
    assert person(raw, "From") == (sender, ENVELOPE.sender_address)
    assert person(raw, "To") == (recipient, ENVELOPE.recipient_address)
    assert read(raw)["Subject"] == subject


@given(bodies, bodies)
def test_bodies_arrive_intact(text, html):
    raw = sent(rendering=replace(MAIL, text=text, html=html or "x"))
    expected = text if text.endswith("\n") else text + "\n"
    assert part(raw, "plain") == expected
    if html:
        assert part(raw, "html").removesuffix("\n") == html.removesuffix("\n")


@given(printable, bodies, st.booleans())
def test_the_wire_rules_hold(name, body, is_plain):
    rendering = replace(MAIL, subject=name or "x", text=body, html="" if is_plain else f"<p>{body}</p>")
    raw = sent(FULL, rendering, recipient_name=name, sender_name=name)
    assert raw.endswith(b"\r\n")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\0" not in raw
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    head = raw.partition(b"\r\n\r\n")[0]
    assert head.isascii()
    assert max(map(len, head.split(b"\r\n"))) <= 100
    assert all(line.strip() for line in head.split(b"\r\n"))
    assert all(re.match(rb"[A-Za-z-]+: |[ \t]+\S", line) for line in head.split(b"\r\n"))


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=300))
def test_encoded_words_are_short_and_whole(subject):
    raw = sent(rendering=replace(MAIL, subject=f"é{subject}"))
    for word in re.findall(rb"=\?utf-8\?[qb]\?[^?]*\?=", raw.partition(b"\r\n\r\n")[0]):
        assert len(word) <= 75
        _, _, kind, payload, _ = word.split(b"?")
        padded = payload if kind == b"b" else b""
        assert len(padded) % 4 == 0


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n.\n", "\n\n", ""])
def test_line_ends_become_crlf(end):
    raw = sent(rendering=replace(MAIL, html="", text=f"a{end}b{end}"))
    said = f"a{end}b{end}".replace("\r\n", "\n").replace("\r", "\n")
    assert part(raw, "plain") == (said if said.endswith("\n") else f"{said}\n")


def test_short_plain_text_travels_readable_and_long_lines_do_not():
    assert b"Hello there\r\n" in sent(rendering=replace(MAIL, html="", text="Hello there"))
    assert b"base64" in sent(rendering=replace(MAIL, html="", text="x" * 77))
    assert b"base64" in sent(rendering=replace(MAIL, html="", text="--=_01939f2a6c1e7d3f--"))


@pytest.mark.parametrize("offset", [0, 60, -210, 765])
def test_the_date_tells_its_zone(offset):
    at = ENVELOPE.at.astimezone(timezone(timedelta(minutes=offset)))
    assert read(sent(at=at))["Date"].datetime.utcoffset() == timedelta(minutes=offset)


BREAKS = ("\r\n", "\n", "\r", "\0", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\u2028", "\u2029", "\ud800")
FIELDS = (
    "sender_address",
    "sender_name",
    "recipient_address",
    "recipient_name",
    "reference",
    "reply_to",
    "unsubscribe_url",
    "unsubscribe_address",
)


@pytest.mark.parametrize("sign", BREAKS, ids=ascii)
@pytest.mark.parametrize("where", ["before", "inside", "after"])
@pytest.mark.parametrize("field", FIELDS)
def test_no_field_can_break_the_head(field, where, sign):
    good = getattr(FULL, field)
    middle = len(good) // 2
    evil = f"{sign}Bcc: evil@example.org{sign}"
    bad = {"before": evil + good, "inside": good[:middle] + evil + good[middle:], "after": good + evil}[where]
    with pytest.raises(Refused):
        sent(FULL, **{field: bad})
    with pytest.raises(Refused):
        sent(FULL, **{field: good + sign})


@pytest.mark.parametrize("sign", BREAKS, ids=ascii)
def test_no_subject_can_break_the_head(sign):
    for subject in (f"a{sign}Bcc: evil@example.org", f"{sign}a", f"a{sign}", f"a{sign}\r\n\r\n<script>"):
        with pytest.raises(Refused) as refused:
            sent(rendering=replace(MAIL, subject=subject))
        assert refused.value.problems[0].place == "subject"


@pytest.mark.parametrize("sign", ["\0", "\x08", "\x0b", "\x1b", "\x7f", "\ud800"], ids=ascii)
def test_no_body_holds_what_may_not_travel(sign):
    for changes in ({"text": f"a{sign}"}, {"html": f"a{sign}"}):
        with pytest.raises(Refused) as refused:
            sent(rendering=replace(MAIL, **changes))
        assert refused.value.problems[0].code == "forbidden_character"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "zoe",
        "zoe@",
        "@client.example",
        "zoe@client@example",
        "zoe@client .example",
        "<zoe@client.example>",
        "zoe@client.example, eve@example.org",
        "alice@example.org <bob@example.com>",
        '"zoe"@client.example',
        "zoe(x)@client.example",
        "zoé@client.example",
        "zoe@clïent.example",
        ".zoe@client.example",
        "zoe..b@client.example",
        "zoe@-client.example",
        "zoe@client..example",
        "zoe@[127.0.0.1]",
        "x" * 65 + "@client.example",
        "zoe@" + "x" * 64 + ".example",
        "zoe@" + ".".join(["x" * 60] * 5),
        "group: zoe@client.example;",
    ],
)
@pytest.mark.parametrize("field", ["sender_address", "recipient_address", "unsubscribe_address"])
def test_an_address_is_one_address(field, address):
    if field == "unsubscribe_address" and not address:
        return
    with pytest.raises(Refused) as refused:
        sent(**{field: address})
    assert refused.value.problems[0].place == field


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"reference": ""}, "reference"),
        ({"reference": "a b@c"}, "reference"),
        ({"reference": "a@b>"}, "reference"),
        ({"reference": "x" * 200 + "@a"}, "reference"),
        ({"unsubscribe_url": "http://a.example"}, "unsubscribe_url"),
        ({"unsubscribe_url": "https://a.example/<>"}, "unsubscribe_url"),
        ({"unsubscribe_url": "https://a.example/é"}, "unsubscribe_url"),
        ({"sender_name": "x" * 3000}, "sender_name"),
    ],
)
def test_other_fields_are_checked_too(changes, place):
    with pytest.raises(Refused) as refused:
        sent(**changes)
    assert refused.value.problems[0].place == place


def test_there_must_be_a_subject():
    with pytest.raises(Refused):
        sent(rendering=replace(MAIL, subject="  "))


def test_a_body_is_not_endless():
    with pytest.raises(Refused):
        sent(rendering=replace(MAIL, text="x" * 3_000_000))


@given(st.text(max_size=60), st.sampled_from(FIELDS))
def test_whatever_a_field_holds_the_head_is_ours(value, field):
    try:
        raw = sent(FULL, **{field: value})
    except Refused:
        return
    names = [
        line.split(b":")[0] for line in raw.partition(b"\r\n\r\n")[0].split(b"\r\n") if line[:1] not in b" \t"
    ]
    known = {
        b"From",
        b"To",
        b"Reply-To",
        b"Subject",
        b"Date",
        b"Message-ID",
        b"Auto-Submitted",
        b"MIME-Version",
    }
    known |= {b"X-Auto-Response-Suppress", b"List-Unsubscribe", b"List-Unsubscribe-Post", b"Content-Language"}
    assert set(names) - known == {b"Content-Type"}
    assert len(names) == len(set(names))
