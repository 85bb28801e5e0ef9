# SPDX-License-Identifier: LicenseRef-Desk
"""What the worker makes of a rendering: the whole message to send, and to keep without its secrets."""

import json
import pickle
from datetime import UTC, datetime

import pytest

from desk.errors import Refused
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


def test_the_message_is_the_one_that_the_channel_composes():
    made = finish(RENDERING, travelled(envelope(), ()))
    assert made.body == compose(envelope(), RENDERING)
    assert made.content == pack_content(RENDERING.text, RENDERING.html)
    assert made.subject == RENDERING.subject


def test_secrets_leave_but_are_not_kept():
    made = finish(RENDERING, travelled(envelope(), ("4711",)))
    assert made.body == compose(envelope(), RENDERING)
    assert made.subject == "Code •••"
    assert made.content == pack_content("•••", "<p>••• &amp; a</p>")


def test_a_name_that_breaks_the_header_is_refused():
    with pytest.raises(Refused):
        finish(RENDERING, travelled(envelope(recipient_name="Ada\r\nBcc: x@x.example"), ()))


def test_it_can_be_sent_to_a_worker():
    assert pickle.loads(pickle.dumps(finish)) is finish
