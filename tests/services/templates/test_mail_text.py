# SPDX-License-Identifier: LicenseRef-Desk
"""The plain text part says what the HTML says."""

import pytest

from desk.services.templates.brand import Brand
from desk.services.templates.footer import identity
from desk.services.templates.mail_text import foot, paragraphs, plain_body, tidy, to_text, without_foot
from desk.services.templates.sentences import Kept
from desk.services.templates.text import Block, BlockKind
from tests.services.templates.test_mail_html import EVERYTHING


def keep(source):
    return Kept(source, "")


def test_every_kind_of_block_in_words():
    text = to_text(EVERYTHING, keep)
    assert text.startswith("Bonjour {{ a }}\n\nUn deux\n- trois\n- {{ b|default('<é\"') }}\n\n")
    for part in (
        "Payer {{ c }} : {{ (links.payment)|link }}",
        '[Photo "de" {{ e }}]',
        "————",
        "{% for line in order.parts %}- {{ line.name }} · {{ line.price|money }}\n{% endfor %}",
        "{% if order.due > 0 and a != 'é<' %}Reste{% else %}Payé{% endif %}",
    ):
        assert part in text


def test_the_foot_is_never_a_template_but_for_its_links():
    text = foot(Brand(name="Atelier {Lyon}"), "fr")
    assert text.startswith("-- \nAtelier {{ '{' }}Lyon}")
    assert "Se désinscrire : {{ links.unsubscribe|link }}" in text


@pytest.mark.parametrize(
    "brand", [Brand(name="Atelier"), Brand(name="A", footer="SARL\n\n\n\n--\n1 €"), Brand()]
)
@pytest.mark.parametrize("body", ["Bonjour", "Bonjour\n\n--\nreste", "a\n--", "--\nAtelier\n\nb"])
def test_only_the_foot_is_taken_off(body, brand):
    end = "\n".join(["-- ", *identity(brand)])
    assert without_foot(tidy(f"{body}\n\n{end}\nSe désinscrire : https://x.example"), brand) == body
    assert without_foot(tidy(f"{body}\n\n{end}"), brand) == body


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("", 1),
        ("a", 1),
        ("a\nb", 1),
        ("a\n\nb\n \n\nc", 3),
        ("a\n\n{% if b %}\n\nc\n\n{% endif %}\n\nd", 3),
        ("{% for a in b %}\n\n{% if c %}x{% endif %}\n\n{% endfor %}", 1),
        ("{% if a %}\n\nb", 1),
    ],
)
def test_paragraphs(body, count):
    blocks = paragraphs(body)
    assert len([block for block in blocks if block.text]) == (count if body else 0)
    assert all(block.kind is BlockKind.TEXT for block in blocks)


def test_tidy():
    assert tidy("\n a \n\n\n \nb\t\nc") == "a\n\nb\nc\n"


def test_a_button_goes_with_its_address():
    block = Block(kind=BlockKind.BUTTON, text="Payer", url="{{ p }}")
    text = to_text((block,), lambda source: Kept(source, "p is filled" if "p" in source else ""))
    assert text.startswith("{% if p is filled %}Payer : {{ (p)|link }}{% endif %}")


def test_a_body_for_a_telephone():
    assert plain_body("**a** [b](https://c.example)", keep) == "a b (https://c.example)"
