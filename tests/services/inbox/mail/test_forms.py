# SPDX-License-Identifier: LicenseRef-Desk
"""Which of two forms is the text of a mail."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.ground.corpus import TAIL, message
from desk.services.inbox.mail import forms, read_mail, words_of_page
from desk.services.inbox.mail.forms import text_of_forms

SAID = "Bonjour Martin,\n\nVotre vélo est réparé et attend au garage.\nPassez jeudi avec la facture 1042."
PAGE = """<body><p>Bonjour Martin,</p><p>Votre vélo est réparé et attend <b>au garage</b>.<br>
Passez jeudi avec la facture 1042.</p></body>"""
STUBS = [
    "Your program cannot show this mail.",
    "Ce message est au format HTML. Ouvrez-le dans votre navigateur : https://news.example/v?id=1",
    "https://news.example/v?id=1",
    "Bonjour Martin,",
    " \n\n",
    (
        "-- \nSent by the shop. If you have any question about this newsletter or about our opening hours, "
        "please write to contact@shop.example, and do have a look at our general terms."
    ),
]


@pytest.mark.parametrize("stub", STUBS)
def test_beside_a_stub_the_page_is_the_text(stub):
    assert text_of_forms(stub, PAGE) == words_of_page(PAGE)


@pytest.mark.parametrize(
    ("plain", "page"),
    [
        (SAID, PAGE),
        (SAID.upper(), PAGE),
        (SAID.replace(" ", "\n"), PAGE),
        (SAID, PAGE.replace("é", "&eacute;")),
        (SAID, f"{PAGE}<p>Nous.</p>"),
        (SAID, f'{PAGE}<a href="https://shop.example/a/very/long/target/of/many/words">facture</a>'),
        (f"{SAID}\n\n{'Plus de détails que sur la page. ' * 9}", PAGE),
        (SAID, f"<head><style>{'td.column {padding: small} ' * 50}</style></head>{PAGE}"),
        (SAID, ""),
        (SAID, "<img src=x>"),
    ],
)
def test_a_text_that_says_as_much_stays(plain, page):
    assert text_of_forms(plain, page) == plain


def test_a_quote_that_only_the_page_has_changes_nothing():
    asked = "Quelle est la couleur du cadre, et combien coûte la livraison à domicile ?"
    said = "<p>Le lun. 3 mai 2027 à 10:12, Anne a écrit :</p>"
    answer = "STOP merci beaucoup"
    assert text_of_forms(answer, f"<p>{answer}</p>{said}<blockquote><p>{asked}</p></blockquote>") == answer


def test_the_beginning_of_a_long_page_is_not_all_of_it():
    paragraphs = [" ".join(TAIL[number * 12 : number * 12 + 12]) for number in range(60)]
    page = "".join(f'<p style="margin:0">{one}</p>' for one in paragraphs)
    begun = "\n".join(paragraphs[:6])
    assert text_of_forms(begun, page) == words_of_page(page)


def test_letters_without_spaces():
    assert "配送" in text_of_forms(
        "see online", "<p>注文ありがとうございます。</p><p>配送 は 木曜日 です。</p>"
    )


def test_ordinary_mails_are_told_without_reading_the_page(monkeypatch):
    monkeypatch.setattr(forms, "words_of_page", lambda page: pytest.fail("a page was read"))
    mails = [read_mail(message(number)[0]) for number in range(200)]
    assert sum(one.html is not None for one in mails) > 100
    assert not any(one.plain for one in mails)


LINES = st.lists(st.text(alphabet="abcdefghéœ ,.<&", min_size=1, max_size=60), min_size=1, max_size=12)


@given(LINES)
def test_the_words_of_a_page_beside_it_stay_as_they_were_written(lines):
    plain = "\n".join(["Bonjour", *lines])
    assert text_of_forms(plain, "".join(f"<p>{escape(one)}</p>" for one in plain.split("\n"))) == plain


@given(st.text(max_size=300), st.text(max_size=300))
def test_it_is_always_one_of_the_two(plain, page):
    assert text_of_forms(plain, page) in {plain, words_of_page(page)}
    marked = f"<p>{page.replace(' ', '</p><p>')}</p>"
    assert text_of_forms(plain, marked) in {plain, words_of_page(marked)}


@given(
    st.lists(st.from_regex(r"[b-df-hj-np-tv-z]{5,9}", fullmatch=True), min_size=4, max_size=80, unique=True)
)
def test_words_that_only_the_page_has_are_never_lost_beside_a_stub(words):
    page = "".join(f"<p>{one} </p>" for one in words)
    assert set(words) <= set(text_of_forms("Ouvrez le lien", page).split())
