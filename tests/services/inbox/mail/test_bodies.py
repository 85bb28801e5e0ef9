# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.services.inbox.mail import Flaw, bodies, read_mail
from desk.services.inbox.mail.flowed import unflowed
from tests.services.inbox.mail.mails import HTML, TEXT, attached, mail, multipart


def test_alternatives_give_both_forms():
    read = read_mail(multipart(TEXT, HTML, kind="multipart/alternative"))
    assert (read.text, read.html, read.parts) == ("plain words", "<p>page words</p>", ())


def test_a_page_alone_gives_its_words():
    read = read_mail(mail("<p>page <b>words</b></p>", kind="text/html; charset=utf-8"))
    assert (read.text, read.html) == ("page words", "<p>page <b>words</b></p>")


def test_an_empty_text_gives_the_words_of_the_page():
    empty = "Content-Type: text/plain\n\n  \n"
    assert read_mail(multipart(empty, HTML, kind="multipart/alternative")).text == "page words"


PAGE = "<p>Bonjour Martin,</p><p>Votre vélo est au garage, passez jeudi avec la facture.</p>"
STUB = "Content-Type: text/plain; charset=utf-8\n\nYour program cannot show this mail."
SHOWN = f"Content-Type: text/html; charset=utf-8\n\n{PAGE}"


def test_a_stub_gives_the_words_of_the_page_and_is_kept_beside_them():
    read = read_mail(multipart(STUB, SHOWN, kind="multipart/alternative"))
    assert "au garage" in read.text
    assert (read.plain, read.html) == ("Your program cannot show this mail.", PAGE)


def test_a_text_that_says_the_same_stays_and_is_kept_once():
    same = (
        "Content-Type: text/plain; charset=utf-8\n\nBonjour Martin,\nVotre vélo est au garage,\npassez jeudi."
    )
    read = read_mail(multipart(same, SHOWN, kind="multipart/alternative"))
    assert (read.text, read.plain) == ("Bonjour Martin,\nVotre vélo est au garage,\npassez jeudi.", "")


def test_a_stub_among_other_texts_gives_the_words_of_its_page():
    inner = f'Content-Type: multipart/alternative; boundary="=_i"\n\n--=_i\n{STUB}\n--=_i\n{SHOWN}\n--=_i--'
    read = read_mail(multipart(inner, attached("a.pdf"), "Content-Type: text/plain\n\nbelow"))
    assert "au garage" in read.text
    assert read.text.endswith("\nbelow")
    assert read.plain == "Your program cannot show this mail.\nbelow"


def test_of_more_pages_than_anybody_reads_the_texts_are_enough(monkeypatch):
    monkeypatch.setattr(bodies, "MOST", 300)
    form = f'Content-Type: multipart/alternative; boundary="=_{{0}}"\n\n--=_{{0}}\n{STUB}\n--=_{{0}}\n{SHOWN}\n--=_{{0}}--'
    assert "garage" in read_mail(multipart(*map(form.format, range(2)))).text
    assert "garage" not in read_mail(multipart(*map(form.format, range(9)))).text


def test_words_behind_a_file_are_words_too():
    read = read_mail(multipart(TEXT, attached("a.pdf"), "Content-Type: text/plain\n\nbelow"))
    assert read.text == "plain words\nbelow"
    assert len(read.parts) == 1


def test_a_page_among_texts_takes_them_along():
    read = read_mail(multipart(HTML, "Content-Type: text/plain\n\n<footer>"))
    assert read.text == "page words\n<footer>"
    assert "<p>page words</p>" in read.html
    assert "&lt;footer&gt;" in read.html


@pytest.mark.parametrize(
    "head",
    [
        "Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt",
        "Content-Type: text/plain\nContent-Disposition: inline; filename=a.txt",
        "Content-Type: text/plain; name=a.txt",
        "Content-Type: text/plain\nContent-Disposition: attachment",
    ],
)
def test_a_text_that_comes_as_a_file(head):
    read = read_mail(multipart(TEXT, f"{head}\n\nfile words"))
    assert read.text == "plain words"
    assert [part.size for part in read.parts] == [len("file words")]


def test_a_calendar_among_alternatives_is_a_file():
    invite = "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR"
    read = read_mail(multipart(TEXT, HTML, invite, kind="multipart/alternative"))
    assert [(part.name, part.media_type) for part in read.parts] == [("attachment-1.ics", "text/calendar")]


def test_flaws_of_the_words_are_told():
    assert Flaw.UNKNOWN_CHARSET in read_mail(mail("é", kind="text/plain; charset=x-odd")).problems
    assert Flaw.WRONG_CHARSET in read_mail(mail("é", kind="text/plain; charset=us-ascii")).problems
    assert Flaw.BAD_ENCODING in read_mail(mail("Y", head="Content-Transfer-Encoding: base64")).problems


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("one \ntwo\nthree", "one two\nthree"),
        ("> a \n> b\nc", "> a b\nc"),
        ("> a \n>> b", "> a\x20\n>> b"),
        (" from\n >no", "from\n>no"),
        ("x \n-- \nme", "x \n-- \nme"),
        ("", ""),
    ],
)
def test_flowed_paragraphs(written, read):
    assert unflowed(written) == read


def test_flowed_words_without_spaces():
    assert unflowed("日本 \n語", joins_words=True) == "日本語"
