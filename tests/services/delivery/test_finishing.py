# SPDX-License-Identifier: LicenseRef-Desk
"""What the worker makes of a rendering: the whole message to send, and to keep without its secrets."""

import json
import pickle
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desk.errors import Problem, Refused
from desk.models.vocabulary import Channel
from desk.services.channels import Envelope, compose
from desk.services.delivery import finish
from desk.services.delivery.finishing import wish
from desk.services.delivery.history import pack_content
from desk.services.templates import Rendering

RENDERING = Rendering(subject="Code 4711", text="4711", html="<p>4711 &amp; a</p>", language="fr")


def envelope(**changes):
    given = {
        "channel": Channel.EMAIL,
        "sender_address": "shop@desk.example",
        "sender_name": "Café",
        "recipient_address": "ada@mail.example",
        "recipient_name": "Ada",
        "reference": "r1@desk.example",
        "at": datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
    }
    return Envelope(**given | changes)


def travelled(*given):
    return json.loads(json.dumps(wish(*given)))


def again(changed):
    return replace(RENDERING, subject=RENDERING.subject.replace("4711", changed["code"]))


def test_the_message_is_the_one_that_the_channel_composes():
    made = finish(RENDERING, travelled(envelope(), {}), again)
    assert made.body == compose(envelope(), RENDERING)
    assert made.content == pack_content(RENDERING.text, RENDERING.html)
    assert made.subject == RENDERING.subject


def test_secrets_leave_but_are_not_kept():
    made = finish(RENDERING, travelled(envelope(), {"code": "4711"}), again)
    assert made.body == compose(envelope(), RENDERING)
    assert made.subject == "Code •••"
    assert made.content == pack_content("•••", "<p>••• &amp; a</p>")


def test_a_code_that_is_written_otherwise_than_it_came_is_not_kept_either():
    spaced = replace(RENDERING, text="47 11", html="<p>47 11</p>")

    def filled(changed):
        return replace(spaced, text=changed["code"], html=f"<p>{changed['code']}</p>")

    made = finish(spaced, travelled(envelope(), {"code": "4711"}), filled)
    assert made.content == pack_content("•••", "<p>•••</p>")
    assert made.body == compose(envelope(), spaced)


def test_a_text_that_cannot_be_filled_without_the_code_is_not_kept_at_all():
    def refused(_changed):
        raise Refused(Problem(code="not_a_number"))

    made = finish(RENDERING, travelled(envelope(), {"code": "4711"}), refused)
    assert (made.subject, made.content) == ("•••", pack_content("•••", ""))


def test_a_name_that_breaks_the_header_is_refused():
    with pytest.raises(Refused):
        finish(RENDERING, travelled(envelope(recipient_name="Ada\r\nBcc: x@x.example"), {}), again)


def test_it_can_be_sent_to_a_worker():
    assert pickle.loads(pickle.dumps(finish)) is finish
