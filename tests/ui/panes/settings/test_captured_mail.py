# SPDX-License-Identifier: LicenseRef-Desk
"""A captured message in its views."""

from email.message import EmailMessage

from desk import clock
from desk.models.vocabulary import Channel
from desk.services.sandbox import CaptureCard, CaptureRow
from desk.ui.panes.settings.captured_mail import read_capture


def card(raw, channel=Channel.EMAIL):
    row = CaptureRow(
        id="1",
        at=clock.now(),
        channel=channel,
        sender="a@x.fr",
        recipient="b@y.fr",
        message_id="",
        subject="",
    )
    return CaptureCard(row=row, raw=raw)


def test_a_mail_has_html_words_and_source():
    message = EmailMessage()
    message["Subject"] = "Prête"
    message.set_content("Votre vélo est prêt.\n")
    message.add_alternative("<p>Votre <b>vélo</b> est prêt.</p>", subtype="html")
    shown = read_capture(card(message.as_bytes()))
    assert shown.html.strip() == "<p>Votre <b>vélo</b> est prêt.</p>"
    assert shown.text.strip() == "Votre vélo est prêt."
    assert "Subject:" in shown.source


def test_an_sms_is_its_words():
    shown = read_capture(card("Prêt".encode(), Channel.SMS))
    assert (shown.html, shown.text, shown.source) == ("", "Prêt", "Prêt")


def test_what_is_no_mail_is_shown_as_it_is():
    shown = read_capture(card(b"\xff\xfe nothing"))
    assert shown.html == ""
    assert shown.text
    odd = b"Content-Type: text/html; charset=martian\r\n\r\n<p>caf\xc3\xa9</p>"
    assert "caf" in read_capture(card(odd)).html
