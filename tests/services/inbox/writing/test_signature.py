# SPDX-License-Identifier: LicenseRef-Desk
"""A signature goes under a mail when it leaves."""

from dataclasses import replace

from desk.models.vocabulary import Channel
from desk.services.inbox import DraftContent
from desk.services.inbox.writing.content import said
from desk.services.inbox.writing.signature import signed

MINE = "Camille <Martin>\nAtelier Lyon"


def test_every_form_of_a_mail_is_signed():
    typed = DraftContent(text="Bonjour\n", html="<p>Bonjour</p>", translated="Hello", translated_of="Bonjour")
    mail = signed(typed, MINE)
    assert mail.text == "Bonjour\n\n-- \nCamille <Martin>\nAtelier Lyon"
    assert mail.html == "<p>Bonjour</p><p>-- <br>Camille &lt;Martin&gt;<br>Atelier Lyon</p>"
    assert mail.translated.startswith("Hello\n\n-- \n")
    assert said(mail).startswith("Hello"), "it is signed, and is still of these words"
    other = signed(replace(typed, text="Bonsoir"), MINE)
    assert said(other).startswith("Bonsoir"), "a signature does not make it one of other words"


def test_an_sms_is_not_signed_nor_is_anything_by_nobody():
    sms = DraftContent(channel=Channel.SMS, text="Bonjour")
    assert signed(sms, MINE) == sms
    assert signed(DraftContent(text="a"), " ") == DraftContent(text="a")
