# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import Unavailable
from desk.services.providers import Blame
from desk.services.providers.smtp.offer import offer_of
from desk.services.providers.smtp.reply import MOST_BYTES, Reply, ReplyReader, Stage, blame


def read(*pieces):
    reader = ReplyReader()
    for piece in pieces:
        reader.feed(piece)
    return reader


def reply(text):
    (one,) = read(text.encode() + b"\r\n").ready
    return one


texts = st.binary(max_size=30).filter(lambda text: b"\n" not in text and b"\r" not in text)
codes = st.integers(200, 599)


@given(st.lists(st.tuples(codes, st.lists(texts, min_size=1, max_size=4)), max_size=5), st.data())
def test_replies_are_the_same_however_the_bytes_are_cut(replies, data):
    wire = b""
    for code, lines in replies:
        for place, line in enumerate(lines):
            mark = b" " if place == len(lines) - 1 else b"-"
            wire += str(code).encode() + mark + line + b"\r\n"
    cuts = sorted(data.draw(st.lists(st.integers(0, len(wire)), max_size=6)))
    reader = read(*(wire[start:end] for start, end in zip([0, *cuts], [*cuts, len(wire)], strict=True)))
    assert list(reader.ready) == [Reply(code, tuple(lines)) for code, lines in replies]
    assert reader.is_quiet is not bool(replies)


@given(st.binary(max_size=200))
def test_no_bytes_upset_the_reader(junk):
    reader, code = ReplyReader(), ""
    try:
        reader.feed(junk + b"\r\n")
    except Unavailable as error:
        code = error.code
    assert code in {"", "garbled"}


@pytest.mark.parametrize(
    "junk", [b"\r\n", b"hello\r\n", b"999 x\r\n", b"199 x\r\n", b"25 x\r\n", b"250+x\r\n", b"2500\r\n"]
)
def test_what_is_no_reply_is_garbled(junk):
    with pytest.raises(Unavailable) as error:
        read(junk)
    assert error.value.code == "garbled"


def test_lines_of_one_reply_have_one_code():
    with pytest.raises(Unavailable):
        read(b"250-a\r\n550 b\r\n")


@pytest.mark.parametrize(
    "flood",
    [
        b"250-" + b"x" * MOST_BYTES + b"\r\n",
        b"250-ab\r\n" * 9000,
        b"x" * (MOST_BYTES + 1),
        b"250 ok\r\n" * 200,
    ],
)
def test_a_flood_is_cut_off(flood):
    with pytest.raises(Unavailable) as error:
        read(flood)
    assert error.value.code in {"reply_too_long", "garbled"}


def test_what_a_reply_says():
    one = reply("451-4.7.1 Come\r\n451 4.7.1 later\x07é")
    assert (one.label, one.enhanced, one.text) == ("451 4.7.1", "4.7.1", "4.7.1 Come 4.7.1 later é")
    assert reply("250").label == "250"
    assert reply("250 2.0.0 Ok: queued as 4b.X-1").queue_id == "4b.X-1"
    assert reply("250 fine").queue_id == ""


def test_a_bare_line_feed_ends_a_line_too():
    assert [one.code for one in read(b"250-a\n250 b\n").ready] == [250]


@pytest.mark.parametrize(
    ("stage", "text", "whose"),
    [
        (Stage.BANNER, "554 no", Blame.ACCOUNT),
        (Stage.EHLO, "550 no", Blame.ACCOUNT),
        (Stage.MAIL, "451 4.3.0 later", Blame.ACCOUNT),
        (Stage.MAIL, "452 4.3.4 too big", Blame.MESSAGE),
        (Stage.RCPT, "550 5.1.1 nobody", Blame.MESSAGE),
        (Stage.RCPT, "450 4.7.1 greylisted", Blame.MESSAGE),
        (Stage.RCPT, "454 4.7.1 relay denied for now", Blame.ACCOUNT),
        (Stage.RCPT, "421 4.3.2 closing", Blame.ACCOUNT),
        (Stage.DATA, "554 5.5.1 no valid recipients", Blame.MESSAGE),
        (Stage.DOT, "554 5.7.1 spam", Blame.MESSAGE),
        (Stage.DOT, "535 5.7.8 who are you", Blame.ACCOUNT),
    ],
)
def test_whose_fault_it_is(stage, text, whose):
    assert blame(stage, reply(text)) is whose


def test_an_offer():
    offer = offer_of(
        reply("250-mx.example\r\n250-pipelining\r\n250-SIZE 1000\r\n250-AUTH=LOGIN\r\n250 AUTH plain XOAUTH2")
    )
    assert (offer.pipelining, offer.size, offer.most_bytes) == (True, True, 1000)
    assert offer.mechanisms == {"LOGIN", "PLAIN", "XOAUTH2"}
    assert (offer.starttls, offer.eight_bit, offer.utf8) == (False, False, False)


@pytest.mark.parametrize("size", ["", " x", " -1", " ٣", " 0"])
def test_a_size_that_is_none_limits_nothing(size):
    assert offer_of(reply(f"250-mx\r\n250 SIZE{size}")).most_bytes == 0
