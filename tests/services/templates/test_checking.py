# SPDX-License-Identifier: LicenseRef-Desk
"""What a careful colleague would say about a version."""

from dataclasses import dataclass

import pytest

from desk.services.channels import segments
from desk.services.templates import (
    WARNINGS,
    Block,
    BlockKind,
    Column,
    Knowledge,
    Names,
    Policy,
    PolicyKind,
    Text,
    Wording,
    check,
    grammar_problems,
    is_warning,
)


@dataclass
class Known:
    path: str
    alias: str = ""
    sample: object = "exemple"


KNOWLEDGE = Knowledge(
    fields=(
        Known("customer.first_name", "client.prenom", "Sophie"),
        Known("order.number", "commande.numero", "1042"),
        Known("order.note", "", "x" * 150),
        Known("order.total", "", "12.50"),
        Known("order.parts", "commande.pieces", [{"name": "Chaîne"}]),
    ),
    names=Names(
        aliases={"prenom": "customer.first_name", "commande.numero": "order.number"},
        formats={"order.total": "money"},
    ),
    sure=frozenset({"customer.first_name", "order.number", "order.total", "order.parts"}),
    languages=("fr", "en"),
    segments=lambda text: segments(text).count,
)
BOTH = ("fr", "en")


def wording(text, channel="email", policies=None, languages=BOTH):
    return Wording(texts={channel: dict.fromkeys(languages, text)}, policies=policies or {})


def mail(body="Bonjour", **more):
    return Text(**{"subject": "Bonjour", "body": body} | more)


def codes(text, channel="email", **more):
    found = check(wording(text, channel, **more), KNOWLEDGE)
    return {(one.code, one.place.replace(".en.", ".fr.")) for one in found}


def test_a_good_version_has_no_problem():
    text = mail(
        "Bonjour {{ prenom }}, {{ commande.numero }}. {% for p in order.parts %}{{ p.name }}{% endfor %}"
    )
    assert codes(text) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (mail("{{ prenon }}"), ("unknown_placeholder", "email.fr.body")),
        (mail("{{ prenom|uper }}"), ("unknown_filter", "email.fr.body")),
        (mail("{{ prenom"), ("syntax", "email.fr.body")),
        (mail("{{ prenom.upper() }}"), ("not_allowed", "email.fr.body")),
        (mail("{{ order.note }}"), ("may_be_empty", "email.fr.body")),
        (mail("Bonjour {prenom}"), ("single_brace", "email.fr.body")),
        (mail("http://a.example"), ("no_https", "email.fr.body")),
        (mail(subject=""), ("empty_subject", "email.fr.subject")),
        (mail(subject="x" * 90), ("subject_long", "email.fr.subject")),
        (mail(subject="{{ nothing }}"), ("unknown_placeholder", "email.fr.subject")),
        (mail(preheader="{% if %}"), ("syntax", "email.fr.preheader")),
    ],
)
def test_each_mistake_has_its_place(text, found):
    assert found in codes(text)


@pytest.mark.parametrize(
    ("block", "found"),
    [
        (Block(kind=BlockKind.TEXT, text="{{ nothing }}"), ("unknown_placeholder", "email.fr.blocks.0.text")),
        (Block(kind=BlockKind.BUTTON, text="a", url="javascript:x"), ("bad_url", "email.fr.blocks.0.url")),
        (Block(kind=BlockKind.BUTTON, text="a", url="{{ x"), ("syntax", "email.fr.blocks.0.url")),
        (
            Block(kind=BlockKind.IMAGE, url="https://a.example/b.png"),
            ("alt_missing", "email.fr.blocks.0.alt"),
        ),
        (Block(kind=BlockKind.LINES, source="order.parts"), ("bad_source", "email.fr.blocks.0")),
        (
            Block(kind=BlockKind.LINES, source="order.part", columns=(Column(cell="{{ line.name }}"),)),
            ("unknown_placeholder", "email.fr.blocks.0.columns"),
        ),
        (Block(kind=BlockKind.CONDITIONAL, condition=""), ("bad_condition", "email.fr.blocks.0")),
        (Block(kind=BlockKind.CONDITIONAL, condition="a >"), ("syntax", "email.fr.blocks.0.condition")),
        (
            Block(
                kind=BlockKind.CONDITIONAL,
                condition="order.total > 0",
                otherwise=(Block(kind=BlockKind.TEXT, text="{{ x|y }}"),),
            ),
            ("unknown_filter", "email.fr.blocks.0.otherwise.0.text"),
        ),
    ],
)
def test_blocks_have_places_of_their_own(block, found):
    assert found in codes(Text(subject="a", blocks=(block,)))


@pytest.mark.parametrize(
    ("body", "suggestion"),
    [("{{ prenon }}", "prenom"), ("{{ order.numer }}", "order.number"), ("{{ prenom|mony }}", "money")],
)
def test_the_nearest_right_word_is_offered(body, suggestion):
    assert suggestion in {one.details.get("suggestion") for one in check(wording(mail(body)), KNOWLEDGE)}


def test_a_policy_answers_the_question():
    policies = {"order.note": Policy(kind=PolicyKind.DROP)}
    assert codes(mail("Note {{ order.note }}."), policies=policies) == set()


def test_a_language_the_shop_speaks_and_the_text_does_not():
    found = check(wording(mail(), languages=("fr-CA",)), KNOWLEDGE)
    assert [(one.code, one.place, one.details) for one in found] == [
        ("language_missing", "email", {"language": "en"})
    ]


def test_a_text_message_is_measured_with_samples():
    assert codes(Text(body="a" * 300), "sms") == set()
    assert ("sms_long", "sms.fr.body") in codes(Text(body="a" * 320 + "{{ order.note|default('') }}"), "sms")


def test_without_fields_placeholders_are_left_alone():
    assert check(wording(mail("{{ anything }}")), Knowledge()) == ()


def test_nothing_said_is_no_version():
    assert [one.code for one in grammar_problems(Wording(texts={}))] == ["no_text"]
    assert [one.code for one in grammar_problems(wording(Text()))] == ["no_text"]


def test_the_grammar_alone_finds_what_no_field_could_mend():
    assert grammar_problems(wording(mail("{{ anything }} {{ x|default('') }}"))) == ()
    assert {one.code for one in grammar_problems(wording(mail("{% set a = 1 %}")))} == {"not_allowed"}
    assert {one.code for one in grammar_problems(wording(mail("x" * 300_000)))} == {"too_long"}


def test_warnings_do_not_stop_a_version():
    found = check(wording(mail("{{ order.note }}"), languages=("fr",)), KNOWLEDGE)
    assert found
    assert all(is_warning(one) for one in found)
    assert "syntax" not in WARNINGS
