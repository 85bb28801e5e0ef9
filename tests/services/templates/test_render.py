# SPDX-License-Identifier: LicenseRef-Desk
"""A message is whole or it is not made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.templates.brand import Brand
from desk.services.templates.job import RenderFailure, RenderJob
from desk.services.templates.names import Names
from desk.services.templates.render import render
from desk.services.templates.text import Block, BlockKind, Text

NAMES = Names(aliases={"prenom": "customer.first_name"}, formats={"order.total": "money"})
TEXT = Text(
    subject="Commande {{ order.number }}",
    preheader="Pour {{ prenom }}",
    body="Bonjour {{ prenom }},\n\nReste {{ order.total }}. Code {{ order.code }}.\n\nMerci.",
)
FIELDS = {"customer.first_name": "Zoë", "order.number": "1042", "order.total": "64", "order.code": "X7"}


def made(text=TEXT, fields=None, *, channel="email", policies=None, **more):
    given = {"key": "k", "policies": policies or {}, "brand": Brand(name="Atelier")} | more
    given.setdefault("texts", {channel: {"fr": text.to_json()}})
    return render(RenderJob(channel=channel, fields=FIELDS if fields is None else fields, **given), NAMES)


def test_a_whole_mail():
    mail = made()
    assert mail.subject == "Commande 1042"
    assert mail.text.startswith("Bonjour Zoë,\n\nReste 64,00\u00a0€. Code X7.\n\nMerci.\n")
    assert "Pour Zoë" in mail.html
    assert mail.language == "fr"


@pytest.mark.parametrize("path", sorted(FIELDS))
@pytest.mark.parametrize("empty", [None, "", "   "])
@pytest.mark.parametrize("channel", ["email", "sms"])
def test_without_a_policy_everything_is_required(path, empty, channel):
    failed = made(fields=FIELDS | {path: empty}, channel=channel)
    if channel == "sms" and path == "order.number":
        assert failed.text
    else:
        assert failed == RenderFailure(code="missing_value", place=path)


@pytest.mark.parametrize(
    ("policy", "text", "failed"),
    [
        ({"policy": "required"}, "", True),
        ({"policy": "default", "default": "à venir"}, "Reste 64,00 €. Code à venir.", False),
        ({"policy": "default", "default": ""}, "", True),
        ({"policy": "drop"}, "Reste 64,00 €.", False),
    ],
)
def test_each_policy(policy, text, failed):
    found = made(fields=FIELDS | {"order.code": ""}, channel="sms", policies={"order.code": policy})
    if failed:
        assert found == RenderFailure(code="missing_value", place="order.code")
    else:
        assert found.text == f"Bonjour Zoë,\n\n{text} \n\nMerci.".replace(
            ". \n", ".\n" if "venir" in text else ". \n"
        )


def test_a_dropped_greeting_goes_whole():
    found = made(
        fields=FIELDS | {"customer.first_name": ""}, policies={"customer.first_name": {"policy": "drop"}}
    )
    assert found.text.startswith("Reste 64")
    assert "Bonjour" not in found.html


def test_a_policy_may_name_the_french_alias():
    policies = {"prenom": {"policy": "default", "default": "client"}}
    assert "Bonjour client" in made(fields=FIELDS | {"customer.first_name": ""}, policies=policies).text


def test_a_mail_that_drops_all_its_words_is_not_made():
    text = Text(subject="{{ a }}", body="Bonjour")
    drop = {"a": {"policy": "drop"}}
    assert made(text, policies=drop).code == "empty_subject"
    for channel in ("sms", "email"):  # a foot alone is no mail
        assert made(Text(subject="b", body="{{ a }}"), channel=channel, policies=drop).code == "empty_text"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"texts": {}}, "no_text"),
        ({"texts": {"email": {}}}, "no_text"),
        ({"texts": {"email": {"fr": {"subject": "a", "body": ""}}}}, "no_text"),
        ({"texts": {"email": {"fr": {"subject": "a", "blocks": [{"kind": "odd"}]}}}}, "bad_text"),
        ({"policies": {"a": {"policy": "odd"}}}, "bad_policy"),
        ({"policies": {"a": {}}}, "bad_policy"),
    ],
)
def test_what_was_kept_badly_is_a_failure(more, code):
    assert made(**more).code == code


@pytest.mark.parametrize(
    ("wanted", "default", "spoken"),
    [("fr-CA", "de", "fr"), ("de-AT", "fr", "de"), ("es", "de", "de"), ("es", "it", "de"), ("", "fr", "fr")],
)
def test_the_language_that_was_chosen_is_told(wanted, default, spoken):
    texts = {"sms": {tag: {"body": tag} for tag in ("fr", "de")} | {"es": {"body": ""}}}
    found = made(channel="sms", texts=texts, language=wanted, default_language=default)
    assert (found.text, found.language) == (spoken, spoken)


def test_dates_follow_the_language_and_the_zone_of_the_location():
    text = Text(body="{{ at|datetime }}")
    found = made(text, {"at": "2026-11-25T23:30:00+00:00"}, channel="sms", brand=Brand(zone="Asia/Tokyo"))
    assert found.text == "26 novembre 2026 à 08:30"


def test_a_text_message_keeps_to_the_telephones_alphabet():
    text = Text(body="L’« été »… {{ order.total }}\u202f! – Œuf")
    assert made(text, channel="sms").text == 'L\'" été "... 64,00 € ! - OEuf'


def test_a_subject_is_one_line_and_not_endless():
    text = Text(subject="a\r\n{{ order.number }}", body="b")
    found = made(text, FIELDS | {"order.number": "x\r\nBcc: y\x00" + "z" * 900})
    assert found.subject.startswith("a x Bcc: yz")
    assert len(found.subject) == 400


def test_values_cannot_break_the_html():
    found = made(fields=FIELDS | {"customer.first_name": '"><script>alert(1)</script>{{ order }}'})
    assert "<script>" not in found.html
    assert "&lt;script&gt;" in found.html


def test_a_link_out_of_a_field_must_be_one():
    block = Block(kind=BlockKind.BUTTON, text="Payer", url="{{ links.payment }}")
    text = Text(subject="a", blocks=(block,))
    assert made(text, {"links.payment": "javascript:alert(1)"}).code == "bad_value"
    assert (
        "https://p.example/a?b=1&amp;c=2" in made(text, {"links.payment": "https://p.example/a?b=1&c=2"}).html
    )


def test_a_missing_link_drops_its_button():
    block = Block(kind=BlockKind.BUTTON, text="Payer", url="{{ links.payment }}")
    text = Text(subject="a", blocks=(Block(kind=BlockKind.TEXT, text="Bonjour"), block))
    found = made(text, {}, policies={"links.payment": {"policy": "drop"}})
    assert "Payer" not in found.html + found.text


def test_the_foot_has_the_ways_out_of_this_message():
    found = made(fields=FIELDS | {"links.unsubscribe": "https://u.example/1"})
    assert 'href="https://u.example/1"' in found.html
    assert "Se désinscrire : https://u.example/1" in found.text
    assert "désinscrire" not in made().html


values = st.one_of(st.text(max_size=40), st.none(), st.integers(-(10**6), 10**6), st.booleans())


@given(values, values, values)
def test_no_message_is_ever_half(first_name, number, code):
    fields = FIELDS | {"customer.first_name": first_name, "order.number": number, "order.code": code}
    policies = {
        "order.code": {"policy": "drop"},
        "order.number": {"policy": "default", "default": "en cours"},
    }
    found = made(fields=fields, policies=policies)
    if isinstance(found, RenderFailure):
        assert (found.code, found.place) in {
            ("missing_value", "customer.first_name"),
            ("empty_subject", "subject"),
        }
        return
    assert found.subject.strip() != "Commande"
    assert "Bonjour ,\n" not in found.text
    assert "Code ." not in found.text
