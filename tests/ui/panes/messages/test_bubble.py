# SPDX-License-Identifier: LicenseRef-Desk
"""What a bubble says, and that strangers' words in it are only words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk import clock
from desk.models.vocabulary import Author, DeliveryState, Direction, Reason, TranslationState
from desk.ui.panes.messages.bubble import _DOUBTS, Bubbles, delivery_text, doubt_text, file_icon
from desk.ui.panes.messages.document import ICONS
from desk.ui.panes.messages.lines import SystemLines
from desk.ui.panes.messages.thread import Body, Doubt, Part
from desk.ui.wording import formats
from tests.ui.panes.messages.rows import (
    at,
    attachment,
    delivery,
    event,
    message,
    note,
    reply,
    thread,
    translation,
)

EVIL = "<img src=x onerror=alert(1)>\"'"


def bubble(one, *, body=None, is_paper=False, **more):
    bodies = {one.id: body} if body else None
    made = Bubbles(thread=thread(one, bodies=bodies, **more), word="w0rd", mail_style="", is_paper=is_paper)
    return made.bubble(one)


def test_a_customer_stands_left_and_we_right():
    assert '<article class="b"' in bubble(message())
    assert '<article class="b out"' in bubble(reply())
    assert '<article class="b note"' in bubble(note())


def test_a_note_says_in_words_that_it_is_one():
    assert "Internal note · Julien Lopez" in bubble(note())


def test_whoever_gave_no_name_is_called_as_everywhere_else():
    made = Bubbles(thread=thread(shop="Vélo Shop"), word="w0rd", mail_style="")
    ours = message("m", direction=Direction.OUTGOING, sender_name="", sender="shop@kunde.example")
    assert made.name(ours) == "Vélo Shop"
    theirs = message("m", sender_name="", sender="Sophie.Bernard@mail.example")
    assert made.name(theirs) == "Sophie Bernard"
    assert made.name(message("m", sender_name="", sender="paul@kunde.example")) == "paul@kunde.example"


def test_what_a_rule_sent_leads_to_why():
    one = message("m", author=Author.RULE, direction=Direction.OUTGOING, rule_id="r1", delivery=delivery())
    made = bubble(one)
    assert "Rule “Commande prête” · Email · 11:14" in made
    assert 'href="desk-action:w0rd/why/d1"' in made
    assert "(automatic)" in made


@pytest.mark.parametrize(
    "one",
    [
        message("m", sender_name=EVIL, sender=EVIL, recipients={"cc": [[EVIL, EVIL]]}),
        message("m", attachments=(attachment(name=EVIL, sha256=EVIL),)),
        reply(delivery=delivery(DeliveryState.FAILED, error=EVIL)),
    ],
)
def test_names_of_strangers_are_escaped(one):
    assert "<img src=x" not in bubble(one)


def test_system_lines_are_escaped_and_folded():
    events = tuple(event(f"s{n}", EVIL) for n in range(3))
    made = Bubbles(thread=thread(*events), word="w", mail_style="").system(
        SystemLines(shown=events[2:], folded=events[:2])
    )
    assert "<img" not in made
    assert "… 2 earlier events" in made


def test_a_mail_stands_in_a_shadow_root_of_its_own():
    made = bubble(message(), body=Body(key="k", own="<b>x</b>", is_mail=True, is_page=True))
    assert '<template shadowrootmode="open"' in made
    assert 'class="mail paper"' in made
    assert 'class="b wide"' in made


def test_blocked_pictures_can_be_shown_once_or_always():
    body = Body(key="k", own="x", is_mail=True, remote=("https://a.example/x.png",))
    made = bubble(message("m1"), body=body)
    assert "desk-action:w0rd/images/m1" in made
    assert "desk-action:w0rd/always/m1" in made
    assert "desk-action" not in bubble(message("m1"), body=body, is_paper=True)


def test_pictures_are_shown_and_what_may_harm_is_not():
    picture = attachment()
    parts = {f"/part/{picture.sha256}": Part(media_type="image/jpeg", body=b"x")}
    assert f'<img src="/part/{picture.sha256}"' in bubble(message(attachments=(picture,)), parts=parts)
    harmful = attachment(is_dangerous=True)
    made = bubble(message(attachments=(harmful,)), parts=parts)
    assert "<img" not in made
    assert "file danger" in made


def test_what_lies_in_the_mail_is_not_listed_again():
    shown = bubble(message(has_html=True, attachments=(attachment(is_inline=True),)))
    assert "frein-arriere" not in shown


def test_a_translation_can_be_turned_back():
    one = message("m", translation=translation())
    made = bubble(one, body=Body(key="k", own="明日", translated="Tomorrow"))
    assert "Translated from Japanese" in made
    assert "Tomorrow" in made
    assert "明日" in made
    waiting = message("m", translation=translation(state=TranslationState.IN_PROGRESS))
    assert "Translation in progress…" in bubble(waiting)
    failed = message("m", translation=translation(state=TranslationState.FAILED))
    assert "The translation failed." in bubble(failed)
    unset = message("m", translation=translation(state=TranslationState.FAILED, error="no_engine"))
    assert "The translation failed. No translation engine is set up." in bubble(unset)


def test_a_translation_that_was_put_off_says_so_and_can_be_tried_now():
    state, again = TranslationState.IN_PROGRESS, '<a href="desk-action:w0rd/translate/m">Try again</a>'
    put_off = replace(translation(state=state, error="gone"), retry_at=at("15:25"))
    made = bubble(message("m", translation=put_off))
    said = f"The engine does not answer. Next try at {formats.time(put_off.retry_at)}."
    assert f"{said} {again}" in made
    known = replace(put_off, error="host_unknown")
    assert "The server of this address is not known." in bubble(message("m", translation=known))
    assert again in bubble(message("m", translation=translation(state=TranslationState.FAILED)))
    assert again not in bubble(message("m", translation=translation(state=state)))


def test_how_far_an_answer_has_come():
    assert "Sent 11:30" in bubble(reply())
    assert delivery_text(delivery(DeliveryState.FAILED, "30007 filtered")) == "Failed: 30007 filtered"
    assert "desk-action:w0rd/why/d1" in bubble(reply(state=DeliveryState.FAILED))


def test_a_refusal_is_said_in_our_words_and_the_server_s_are_at_hand():
    answer = "550 5.1.1 <paul@x.example>: Recipient address rejected"
    made = bubble(reply(delivery=delivery(DeliveryState.FAILED, answer)))
    assert "Failed: address refused" in made
    assert 'title="550 5.1.1 &lt;paul@x.example&gt;: Recipient address rejected"' in made


@pytest.mark.parametrize(
    ("later", "changed", "said"),
    [
        (timedelta(hours=3), {}, "Leaves"),
        (timedelta(seconds=10), {}, "Queued"),
        (timedelta(hours=3), {"error": "connection"}, "Queued"),
        (timedelta(hours=3), {"reason": Reason.QUIET_HOURS}, "Held"),
        (timedelta(hours=3), {"state": DeliveryState.SENDING}, "Sending"),
    ],
)
def test_what_was_put_off_says_until_when(later, changed, said):
    look = delivery(DeliveryState.QUEUED)
    look = replace(look, due_at=clock.now() + later, settled_at=None, **changed)
    assert delivery_text(look).startswith(said)


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.DELIVERED])
def test_what_was_caught_in_the_trial_is_not_called_sent(state):
    caught = delivery(state, is_caught=True)
    made = bubble(reply(delivery=caught))
    assert delivery_text(caught) == "Trial – not sent"
    assert '<footer class="warn">' in made
    assert "#i-test-tube" in made
    assert "test-tube" in ICONS
    assert "desk-action:w0rd/why/d1" in made
    assert delivery_text(delivery(DeliveryState.FAILED, "30007", is_caught=True)) == "Failed: 30007"


@pytest.mark.parametrize("code", sorted(_DOUBTS))
def test_doubts_about_a_sender_are_said(code):
    said = doubt_text(Doubt(code=code, seen="a@b.example", meant="a@c.example"))
    assert said
    assert "{" not in said


def test_a_doubt_nobody_knows_is_no_warning():
    assert doubt_text(Doubt(code="new", seen="")) == ""


def test_kinds_of_files():
    kinds = ("image/png", "application/pdf", "text/csv", "text/plain", "application/zip")
    assert [file_icon(attachment(media_type=one)) for one in kinds] == [
        "image", "file-pdf", "file-csv", "file-text", "paperclip",
    ]  # fmt: skip
    assert file_icon(attachment(is_dangerous=True)) == "warning"
