# SPDX-License-Identifier: LicenseRef-Desk
"""A signature goes under a mail when it leaves."""

from desk.models.vocabulary import Channel
from desk.services.inbox import DraftContent
from desk.services.inbox.writing.signature import signed

MINE = "Camille <Martin>\nAtelier Lyon"


def test_every_form_of_a_mail_is_signed():
    mail = signed(DraftContent(text="Bonjour\n", html="<p>Bonjour</p>", translated="Hello"), MINE)
    assert mail.text == "Bonjour\n\n-- \nCamille <Martin>\nAtelier Lyon"
    assert mail.html == "<p>Bonjour</p><p>-- <br>Camille &lt;Martin&gt;<br>Atelier Lyon</p>"
    assert mail.translated.startswith("Hello\n\n-- \n")


def test_an_sms_is_not_signed_nor_is_anything_by_nobody():
    sms = DraftContent(channel=Channel.SMS, text="Bonjour")
    assert signed(sms, MINE) == sms
    assert signed(DraftContent(text="a"), " ") == DraftContent(text="a")
