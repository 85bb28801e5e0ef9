# SPDX-License-Identifier: LicenseRef-Desk
from hypothesis import given
from hypothesis import strategies as st

from desk.services.inbox import choose_wording, fill_reply
from desk.services.templates import Names

NAMES = Names(aliases={"prenom": "customer.first_name"})
FIELDS = {"customer.first_name": "Zoë", "order.number": "1042"}
TEXTS = {"fr": ("", "Bonjour"), "en": ("", "Hello"), "de-CH": ("", "Grüezi")}


def test_placeholders_are_filled_and_holes_stay():
    filled = fill_reply(("N° {{ order.number }}", "Bonjour {{prenom}}, le [[date]]."), FIELDS, NAMES)
    assert (filled.subject, filled.text, filled.holes) == (
        "N° 1042",
        "Bonjour Zoë, le [[date]].",
        ("[[date]]",),
    )


def test_what_is_not_known_becomes_a_hole():
    filled = fill_reply(("", "{{order.total|money}} {{ x | default('rien') }}"), FIELDS, NAMES)
    assert (filled.text, filled.holes) == ("[[order.total]] rien", ("[[order.total]]",))


def test_nothing_is_run():
    filled = fill_reply(("", "{% for a in b %}{{ ''.__class__ }}{{ 7*7 }}{% endfor %}"), FIELDS, NAMES)
    assert "49" not in filled.text
    assert "class" not in filled.text.replace("__class__", "")


def test_the_nearest_language():
    assert choose_wording(TEXTS, "fr-CA", "en") == ("", "Bonjour")
    assert choose_wording(TEXTS, "de", "en") == ("", "Grüezi")
    assert choose_wording(TEXTS, "ja", "en") == ("", "Hello")
    assert choose_wording({}, "fr", "en") == ("", "")


@given(st.text(max_size=200))
def test_any_text(text):
    fill_reply((text, text), FIELDS, NAMES)
