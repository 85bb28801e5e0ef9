# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.models.vocabulary import MessageKind
from desk.services.inbox.feedback import StopKind, recognise
from desk.services.inbox.mail import read_mail
from tests.services.inbox.feedback.reports import ANN, ORIGINAL, REPORTS, SHOP, coded, complaint, dsn
from tests.services.inbox.mail.mails import mail, multipart


def told(raw):
    return recognise(read_mail(raw), raw)


def written(subject, text, head="", sender=ANN, to=SHOP):
    return coded(
        f"From: {sender}\nTo: {to}\nSubject: {subject}\n{head}Content-Type: text/plain; charset=utf-8\n\n{text}"
    )


def test_there_are_enough_reports():
    assert len(REPORTS) >= 60


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_reports(report):
    found = told(report.raw)
    assert found.kind == report.kind
    assert [one.address for one in found.recipients] == [report.address]
    assert [one.failure for one in found.recipients] == [report.failure]
    assert found.original_message_id == report.original
    assert found.is_automatic


def test_several_recipients_and_one_that_was_reached():
    recipient = (
        "Final-Recipient: rfc822; ok@kunde.example\nAction: delivered\nStatus: 2.0.0\n\n"
        "Final-Recipient: rfc822; full@kunde.example\nAction: failed\nStatus: 5.2.2\n\n"
        f"Final-Recipient: rfc822; {ANN}"
    )
    found = told(dsn("", "5.1.1", "550 no such user", "hard", recipient=recipient).raw)
    assert [(one.address, one.failure) for one in found.recipients] == [
        ("full@kunde.example", "soft"),
        (ANN, "hard"),
    ]


def test_a_mere_success_is_no_failure():
    found = told(dsn("", "2.0.0", "250 ok", "", action="delivered").raw)
    assert (found.kind, found.recipients) == (MessageKind.AUTO_REPLY, ())


def test_complaints():
    found = told(complaint())
    assert (found.kind, found.complainant, found.original_message_id) == (
        MessageKind.COMPLAINT,
        ANN,
        ORIGINAL,
    )
    assert told(complaint(told="")).complainant == ANN
    assert told(complaint("not-spam")).kind == MessageKind.AUTO_REPLY
    assert told(complaint("auth-failure")).kind == MessageKind.AUTO_REPLY
    assert told(complaint("opt-out")).kind == MessageKind.UNSUBSCRIBE


@pytest.mark.parametrize(
    "raw",
    [
        written("Re: Your bike", "My last mail could not be delivered to bob@x.example, why?"),
        written("Undeliverable parcel", "The parcel was not delivered, the address is unknown."),
        written("Fwd: Undelivered Mail Returned to Sender", "See below.\n\n> <a@b.example>: user unknown"),
        written("failure notice", "I got this notice from my insurance. What should I do?"),
        written("Mail delivery failed: returning message to sender", "Hi, I keep getting this subject. Ann"),
        written("Delivery delayed", "Is my bike delayed? It has not been delivered yet."),
        written("Votre message", "Votre dernier message n'a pas été remis à mon mari."),
        written("Out of office furniture", "Do you repair office chairs?"),
        written("Vacances", "Nous sommes en vacances jusqu'au 12, gardez le vélo svp."),
        written("Question", "Ma chaîne saute, stop !"),
        mail("How much is a new chain?"),
    ],
)  # fmt: skip
def test_words_of_people_are_messages(raw):
    assert told(raw).kind == MessageKind.MESSAGE
    assert not told(raw).is_automatic


AWAY = [
    ("Automatic reply: Your bike", "I am out of the office until Monday."),
    ("Out of Office: Your bike", "I am away."),
    ("Réponse automatique : Votre vélo", "Je suis absent jusqu'au 12 décembre."),
    ("Absence du bureau Re: Votre vélo", "De retour le 12."),
    ("Message d'absence", "En congés"),
    ("Automatische Antwort: Ihr Rad", "Ich bin nicht im Büro."),
    ("Abwesenheitsnotiz: Ihr Rad", "Ich bin im Urlaub."),
    ("Respuesta automática: Su bici", "Estoy fuera de la oficina."),
    ("Risposta automatica: La tua bici", "Sono fuori ufficio."),
    ("Automatisch antwoord: Uw fiets", "Ik ben niet aanwezig."),
    ("Resposta automática: Bicicleta", "Estou fora do escritório."),
    ("Autosvar: Din cykel", "Jag är på semester."),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "text"), AWAY)
@pytest.mark.parametrize(
    "head",
    ["Auto-Submitted: auto-replied\n", "X-Autoreply: yes\n", "Precedence: auto_reply\n", "Return-Path: <>\n"],
)
def test_absences(subject, text, head):
    found = told(written(subject, text, f"{head}In-Reply-To: <{ORIGINAL}>\n"))
    assert (found.kind, found.is_automatic) == (MessageKind.OUT_OF_OFFICE, True)
    assert found.original_message_id == ORIGINAL


def test_other_automatic_answers():
    found = told(written("Ticket 123", "We received your request.", "Auto-Submitted: auto-replied\n"))
    assert found.kind == MessageKind.AUTO_REPLY


@pytest.mark.parametrize(
    ("subject", "text", "kind", "stop"),
    [
        ("Re: Offer", "STOP", MessageKind.STOP, StopKind.STOP),
        (
            "Re: Offer",
            "Stop.\n\nLe 3 mai 2024 à 10:12, Atelier <shop@x.example> a écrit :\n> Offre",
            MessageKind.STOP,
            StopKind.STOP,
        ),
        ("STOP", "", MessageKind.STOP, StopKind.STOP),
        ("Unsubscribe", "\n", MessageKind.STOP, StopKind.STOP),
        ("Re: Stop", "", MessageKind.MESSAGE, None),
        ("Re: Appointment", "Cancel", MessageKind.MESSAGE, StopKind.UNCLEAR),
        ("Re: Offer", "Please stop writing to me", MessageKind.MESSAGE, StopKind.UNCLEAR),
        ("Re: Offer", "START", MessageKind.MESSAGE, StopKind.START),
        ("Re: Offer", "Thank you", MessageKind.MESSAGE, None),
    ],
)
def test_wishes(subject, text, kind, stop):
    found = told(written(subject, text))
    assert (found.kind, found.stop) == (kind, stop)


@pytest.mark.parametrize(
    "found", ["mx.example; dmarc=fail", "mx.example; spf=fail", "mx.example; spf=softfail; dkim=none"]
)
def test_a_forged_word_is_left_to_a_person(found):
    head = f"Authentication-Results: {found}\n"
    for words in ("START", "STOP"):
        forged = told(written("Re: Offer", words, head))
        assert (forged.kind, forged.stop) == (MessageKind.MESSAGE, StopKind.UNCLEAR)
    box = told(written("anything", "", head, to="shop+unsubscribe@atelier.example"))
    assert (box.kind, box.stop) == (MessageKind.MESSAGE, StopKind.UNCLEAR)
    assert (
        told(complaint("opt-out").replace(b"From:", head.encode() + b"From:", 1)).kind is MessageKind.MESSAGE
    )


@pytest.mark.parametrize(
    "head",
    [
        "",
        "Authentication-Results: mx.example; spf=pass; dmarc=pass\n",
        "Authentication-Results: mx.example; spf=none; dkim=none; dmarc=none\n",
        "Authentication-Results: mx.example; spf=softfail; dkim=pass; dmarc=pass\n",
        "Authentication-Results: mx.example; spf=pass\nAuthentication-Results: said.by.somebody; dmarc=fail\n",
    ],
)
def test_a_word_that_is_not_found_forged_counts(head):
    assert told(written("Re: Offer", "START", head)).stop is StopKind.START
    asked = told(written("Re: Offer", "STOP", head))
    assert (asked.kind, asked.stop, asked.is_forged) == (MessageKind.STOP, StopKind.STOP, False)


def checked(raw, found):
    """Return a report as a server hands it over that has said what it found of its sender."""
    return f"Authentication-Results: mx.atelier.example; {found}\r\n".encode() + raw


@pytest.mark.parametrize("report", REPORTS[:8] + REPORTS[-8:], ids=lambda report: report.name)
@pytest.mark.parametrize(
    "found",
    ["none", "spf=none; dkim=none; dmarc=none", "spf=neutral", "spf=none; dkim=pass; dmarc=pass",
     "spf=permerror; dmarc=none"],
)  # fmt: skip
def test_a_report_needs_nobody_who_vouches_for_it(report, found):
    seen = told(checked(report.raw, found))
    assert (seen.kind, seen.is_forged) == (report.kind, False)


@pytest.mark.parametrize(
    ("return_path", "found", "is_forged"),
    [
        ("<>", "spf=fail smtp.helo=mx.kunde.example; dmarc=none", False),
        ("<>", "spf=softfail smtp.helo=mx.kunde.example", False),
        ("<>", "spf=fail smtp.helo=mx.kunde.example; dmarc=fail header.from=kunde.example", True),
        ("<x@evil.example>", "spf=fail smtp.mailfrom=x@evil.example", True),
        ("<x@evil.example>", "spf=pass smtp.mailfrom=x@evil.example; dmarc=fail", True),
    ],
)
def test_a_report_that_was_found_forged(return_path, found, is_forged):
    """The name by which a server greets is often listed nowhere: that alone makes no report a forgery."""
    raw = dsn("", "5.1.1", "550 no such user", "hard").raw.replace(b"<>", return_path.encode(), 1)
    seen = told(checked(raw, found))
    assert (seen.kind, seen.is_forged) == (MessageKind.BOUNCE, is_forged)


def test_a_complaint_that_was_found_forged():
    assert told(checked(complaint(), "dmarc=fail; spf=fail")).is_forged
    assert not told(checked(complaint(), "spf=none; dkim=pass; dmarc=none")).is_forged
    assert not told(complaint()).is_forged


def test_a_box_for_unsubscribing():
    found = told(written("anything", "", to="shop+unsubscribe@atelier.example"))
    assert (found.kind, found.stop, found.tokens) == (
        MessageKind.UNSUBSCRIBE,
        StopKind.STOP,
        ("unsubscribe",),
    )


def test_tokens_of_the_addresses_it_came_to():
    raw = written(
        "Hi", "Hello", "Delivered-To: shop+d.abc@atelier.example\n", to="shop+c.123@atelier.example"
    )
    assert told(raw).tokens == ("c.123", "d.abc")


@pytest.mark.parametrize("plain", ["STOP", "Your program cannot show this mail."])
def test_a_stop_counts_in_either_form(plain):
    """A long signature on the page takes none back, and a stub beside the page hides none."""
    page = "<p>STOP</p>"
    if plain == "STOP":
        page += f"<div>{'This mail is confidential and meant for its reader alone. ' * 12}</div>"
    raw = multipart(
        f"Content-Type: text/plain\n\n{plain}",
        f"Content-Type: text/html\n\n{page}",
        kind="multipart/alternative",
    )
    assert told(raw).stop is StopKind.STOP
