# SPDX-License-Identifier: LicenseRef-Desk
"""A signature goes under a mail when it leaves, and comes off when it is taken back."""

from hypothesis import given
from hypothesis import strategies as st

from desk.models.vocabulary import Channel
from desk.services.inbox import DraftContent
from desk.ui.panes.messages.composer.signature import signed, unsigned

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


@given(st.text(max_size=20), st.booleans(), st.text(max_size=12))
def test_it_comes_off_again(text, is_rich, signature):
    mail = DraftContent(text=text.rstrip(), html=f"<p>{len(text)}</p>" if is_rich else "")
    assert unsigned(signed(mail, signature), signature) == mail
