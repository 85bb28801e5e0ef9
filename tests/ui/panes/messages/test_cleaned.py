# SPDX-License-Identifier: LicenseRef-Desk
"""What messages say is made safe once, and kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import SelectolaxError
from sqlalchemy import update

from desk.models import Message
from desk.services import inbox
from desk.ui.panes.messages.cleaned import Cleaned, Said
from desk.ui.panes.messages.thread import Body, Part
from desk.ui.panes.messages.thread_readings import Wanted, read_thread

DOT = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")


def body_of(post, conversation_id, pictures=None):
    wanted = Wanted(conversation_id=conversation_id, pictures=pictures or {})
    thread = post.db.read_now(lambda session: read_thread(session, wanted))
    return thread.messages[-1], thread.bodies[thread.messages[-1].id], thread


def test_a_page_loses_what_acts(post):
    html = "<p onclick='x()'>Bonjour <script>alert(1)</script><b>vous</b></p><iframe src='http://a.example'></iframe>"
    _message, body, _thread = body_of(post, post.mail(html=html))
    assert body.is_mail
    assert "<b>vous</b>" in body.own
    for part in ("script", "onclick", "iframe"):
        assert part not in body.own


def test_distant_pictures_are_named_and_come_from_memory_once_fetched(post):
    address = "https://pictures.example/x.gif"
    found = post.mail(html=f"<p>Bonjour</p><img src='{address}'>")
    message, body, _thread = body_of(post, found)
    assert body.remote == (address,)
    assert address not in body.own
    fetched = {message.id: {address: Part(media_type="image/gif", body=DOT)}}
    _message, body, thread = body_of(post, found, fetched)
    assert body.remote == ()
    assert any(part.body == DOT and path in body.own for path, part in thread.parts.items())


def test_a_page_with_a_layout_gets_paper_and_plain_words_do_not(post):
    assert not body_of(post, post.mail(html="<p>Merci <b>bien</b></p>"))[1].is_page
    assert body_of(post, post.mail(html="<table bgcolor='#eee'><tr><td>Offre</td></tr></table>"))[1].is_page


def test_what_was_kept_as_it_came_is_not_read_again(post, monkeypatch):
    found = post.mail(text="As it came", html="<p>As it came</p>")
    odd = {Message.header_id: "sha256:" + Message.raw_sha256 + "@odd"}
    post.db.write_now(lambda session: session.execute(update(Message).values(odd)))
    monkeypatch.setattr(inbox, "read_mail", None)
    message, body, _thread = body_of(post, found)
    assert message.is_odd
    assert "As it came" in body.own


def test_a_mail_that_cannot_be_cleaned_is_shown_in_plain_words_and_takes_no_other(
    post, monkeypatch, log_guard
):
    log_guard.expect("could not be made ready to show")
    clean = inbox.safe_html

    def stumbling(html, **more):
        if "odd" in html:
            raise SelectolaxError("not a selector")
        return clean(html, **more)

    monkeypatch.setattr(inbox, "safe_html", stumbling)
    _message, body, _thread = body_of(post, post.mail(html="<p>Bonjour <b>odd</b></p>"))
    assert "Bonjour, mon vélo est-il prêt" in body.own
    assert not body.is_mail
    assert "<b>vous</b>" in body_of(post, post.mail(html="<p>Et <b>vous</b></p>"))[1].own


def test_text_is_escaped_and_its_quote_folded(post):
    _message, body, _thread = body_of(
        post, post.mail(text="<b>Oui</b>\n\nLe 3 mars 2026 à 10:00, A a écrit :\n> non")
    )
    assert "&lt;b&gt;Oui" in body.own
    assert "desk-quote" in body.own
    assert not body.is_mail


def test_a_sender_who_imitates_is_doubted(post):
    _message, body, _thread = body_of(post, post.mail(sender="Boutique <contact@sh0p.example>"))
    assert body.doubts


@pytest.mark.parametrize("name", ["photo.gif"])
def test_pictures_have_a_thumbnail(post, name):
    _message, _body, thread = body_of(post, post.mail(files=((name, "image/gif", DOT),)))
    assert [part.body for part in thread.parts.values()] == [DOT]


def test_links_that_mislead_are_known(post):
    html = (
        '<p><a title="x href=" href="http://evil.example/?a=1&amp;b=2">https://bank.example/login</a> '
        '<a href="https://x.example">x</a></p>'
    )
    _message, body, _thread = body_of(post, post.mail(html=html))
    assert (body.warned, body.sound) == ({"evil.example"}, {"x.example"})


def test_links_in_plain_words_are_sound(post):
    _message, body, _thread = body_of(post, post.mail(text="Voyez https://shop.example/a et a@b.example"))
    assert "shop.example" in body.sound
    assert body.warned == frozenset()


@given(st.lists(st.integers(0, 9), max_size=60))
def test_only_so_many_are_kept_and_the_same_is_made_once(keys):
    made = []
    kept = Cleaned(most=5)

    def make(key):
        made.append(key)
        return Said(body=Body(key=str(key), own=""))

    for key in keys:
        assert kept.of(str(key), lambda key=key: make(key)).body.key == str(key)
    if len(set(keys)) <= 5:
        assert len(made) == len(set(keys))
