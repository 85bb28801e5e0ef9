# SPDX-License-Identifier: LicenseRef-Desk
"""The language refuses what could reach, run or grow, and says exactly what a text uses."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import Refused
from desk.services.templates.formats import Formats
from desk.services.templates.language import compile_text, placeholders, uses
from desk.services.templates.names import Names
from desk.services.templates.policy import Policy, PolicyKind
from desk.services.templates.sandbox import Budget
from tests.services.templates.attacks import BOMBS, FIELDS, INJECTIONS

NAMES = Names(
    aliases={
        "prenom": "customer.first_name",
        "commande.numero": "order.number",
        "pieces": "order.parts",
        "session.date": "session.starts_at|date",
        "session.heure": "session.starts_at|time",
    },
    formats={"invoice.total": "money", "session.starts_at": "datetime", "shop.phone": "phone"},
)


def say(source, fields=None, *, policies=None, html=False, **formats):
    compiled = compile_text(source, names=NAMES, policies=policies or {}, html=html)
    return compiled.fill(fields or {}, Formats(**formats), Budget())


def why(source, fields=None, **more):
    with pytest.raises(Refused) as refused:
        say(source, fields, **more)
    (problem,) = refused.value.problems
    return problem


def test_there_are_enough_attacks():
    assert len(set(INJECTIONS)) >= 60
    assert len(set(BOMBS)) >= 29


@pytest.mark.parametrize("html", [False, True])
@pytest.mark.parametrize("source", INJECTIONS)
def test_nothing_is_reached(source, html):
    why(source, FIELDS, html=html)


@pytest.mark.parametrize("source", BOMBS, ids=lambda source: source[:40])
def test_nothing_grows(source):
    if source.startswith("x"):  # nothing but words: the output is bounded, not the language
        why(source * 2, FIELDS)
    else:
        why(source, FIELDS)


@pytest.mark.parametrize(
    ("source", "fields", "said"),
    [
        ("Bonjour {{prenom}},", {"customer.first_name": "Zoë"}, "Bonjour Zoë,"),
        ("{{ customer.first_name }}", {"customer": {"first_name": "Zoë"}}, "Zoë"),
        ("{{commande.numero}}", {"order.number": "1042"}, "1042"),
        ("{{ pieces[1].name }}", {"order.parts": [{"name": "a"}, {"name": "b"}]}, "b"),
        ("{{ n }}", {"n": 0}, "0"),
        ("{{ n }}", {"n": 12}, "12"),
        ("{{ n }}", {"n": 12.5}, "12,5"),
        ("{{ paid }}", {"paid": True}, "oui"),
        ("{{ words }}", {"words": ["selle", "pompe"]}, "selle, pompe"),
        ("{{ a ~ '-' ~ b }}", {"a": "x", "b": 3}, "x-3"),
        ("{{ a or b }}", {"a": "", "b": "c"}, "c"),
        ("{{ a|default('rien') }}", {}, "rien"),
        ("{{ a|upper|default('rien') }}", {"a": " "}, "rien"),
        ("{{ 'tard' if late else 'bien' }}", {"late": True}, "tard"),
        ("{{ 'tard' if late }}", {}, ""),
        ("{% if due > 0 %}reste{% endif %}", {"due": "12.50"}, "reste"),
        ("{% if due > 9 %}reste{% endif %}", {"due": "12.50"}, "reste"),
        ("{% if due > 0 %}reste{% endif %}", {}, ""),
        ("{% if not due %}payé{% endif %}", {}, "payé"),
        ("{% if day >= '2026-11-22' %}x{% endif %}", {"day": "2026-12-01"}, "x"),
        ("{% if status in ['ready', 'done'] %}x{% endif %}", {"status": "done"}, "x"),
        ("{% if status not in ('ready', 'done') %}x{% endif %}", {"status": "new"}, "x"),
        ("{% if 'selle' in words %}x{% endif %}", {"words": ["selle"]}, "x"),
        ("{% if n == '5' %}x{% endif %}", {"n": 5}, "x"),
        ("{% if code == '05' %}x{% endif %}", {"code": "5"}, ""),
        ("{% if a is filled and b is empty %}x{% endif %}", {"a": "y"}, "x"),
        ("{% if a is defined %}x{% elif b is odd %}y{% else %}z{% endif %}", {"b": 3}, "y"),
        ("{{ total - paid }}", {"total": "12.50", "paid": "2.25"}, "10,25"),
        ("{{ -n }}", {"n": 2}, "-2"),
        (
            "{% for p in pieces %}{{ loop.index }}{{ p.name }}{% endfor %}",
            {"order.parts": [{"name": "a"}]},
            "1a",
        ),
        ("{% for p in pieces %}x{% else %}rien{% endfor %}", {}, "rien"),
        ("{% for p in words if p != 'b' %}{{ p }}{% endfor %}", {"words": ["a", "b", "c"]}, "ac"),
        ("a{# note #}b", {}, "ab"),
    ],
)
def test_what_can_be_said(source, fields, said):
    assert say(source, fields) == said


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{{ session.date }}", "25 novembre 2026"),
        ("{{ session.heure }}", "14:30"),
        ("{{ session.starts_at }}", "25 novembre 2026 à 14:30"),
        ("{{ session.starts_at|date('day') }}", "mercredi 25 novembre"),
        ("{{ session.date|date('short') }}", "25/11/2026"),
        ("{{ invoice.total }}", "1\u202f234,50\u00a0€"),
        ("{{ invoice.total|default('rien') }}", "1\u202f234,50\u00a0€"),
        ("{{ invoice.other|default(invoice.total) }}", "1\u202f234,50\u00a0€"),
        ("{{ invoice.total if invoice.total > 0 else 'rien' }}", "1\u202f234,50\u00a0€"),
        ("{{ invoice.total|money('USD') }}", "1\u202f234,50\u00a0$US"),
        ("{{ invoice.total|number }}", "1\u202f234,5"),
        ("{{ shop.phone }}", "04 78 00 01 02"),
    ],
)
def test_values_are_written_as_their_field_wants(source, said):
    fields = {"session.starts_at": "2026-11-25T13:30:00+00:00", "invoice.total": "1234.50"}
    assert say(source, fields | {"shop.phone": "+33478000102"}) == said


def test_an_amount_takes_the_currency_beside_it():
    fields = {"invoice.total": "5", "invoice.currency": "CHF"}
    assert say("{{ invoice.total }}", fields) == "5,00\u00a0CHF"
    assert say("{{ invoice.total|money }}", fields) == "5,00\u00a0CHF"


@pytest.mark.parametrize("empty", [None, "", "  ", "\n", "\x1b", "\u200b", "\u3164 ", "\u200b\ufeff", [], {}])
def test_what_must_be_there_stops_the_message(empty):
    problem = why("Bonjour {{ customer.first_name }},", {"customer.first_name": empty})
    assert (problem.code, problem.place) == ("missing_value", "customer.first_name")


def test_what_is_not_shown_may_be_missing():
    assert say("{% if order.late %}{{ order.reason }}{% endif %}fin") == "fin"


def test_a_default_policy_speaks_for_a_missing_value():
    policies = {"customer.first_name": Policy(kind=PolicyKind.DEFAULT, default="client")}
    assert say("Bonjour {{prenom}}", policies=policies) == "Bonjour client"
    assert say("{% if prenom %}x{% endif %}", policies=policies) == ""


def test_a_required_list_must_have_items():
    policies = {"order.parts": Policy(kind=PolicyKind.REQUIRED)}
    assert why("{% for p in pieces %}x{% endfor %}", policies=policies).place == "order.parts"


@pytest.mark.parametrize("value", ["{{ 7 * 7 }}", "{% if x %}", "<b>&\"'", "{{", "__class__", "%s %(x)d {0}"])
def test_a_customer_is_never_a_template(value):
    assert say("{{ x }}", {"x": value}) == value
    assert "<" not in say("{{ x }}", {"x": value}, html=True)


@given(st.text(max_size=200))
def test_any_customer_comes_out_as_words(value):
    fields = {"x": f"a{value}"}
    written = say("{{ x }}", fields)
    assert written.startswith("a")
    shown = say("{{ x }}", fields, html=True)
    assert not set("<>\"'") & set(shown.replace("<br>", ""))


@given(st.text(max_size=300))
def test_any_text_is_filled_or_refused(source):
    with suppress(Refused):  # and nothing else
        assert isinstance(say(source, FIELDS), str)


@given(st.text(alphabet="{}%#'\"ab.|()[]~ +-*/<>=!0 \n", max_size=60))
def test_any_code_is_filled_or_refused(source):
    with suppress(Refused):  # and nothing else
        assert isinstance(say(source, FIELDS), str)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("{{ prenom", "syntax"),
        ("a\nb\n{% if %}", "syntax"),
        ("{% endif %}", "syntax"),
        ("{{ prenom|nothing }}", "unknown_filter"),
        ("{{ prenom is nothing }}", "unknown_test"),
        ("{{ prenom|upper(1, b=2) }}", "not_allowed"),
        ("{{ 'a' + 'b' }}", "not_a_number"),
        ("{{ 1 / 0 }}", "not_a_number"),
        ("{{ 'x'|date }}", "bad_value"),
        ("{{ 'x'|money }}", "bad_value"),
        ("{{ 5|money('nothing') }}", "bad_value"),
        ("{{ '2026-13-45'|date }}", "bad_value"),
        ("{{ '2026-11-22'|date('odd') }}", "unknown_format"),
        ("{% for a in 'abc' %}x{% endfor %}", "not_a_list"),
        ("{{ 1 < 2 < 3 }}", "not_allowed"),
        ("{{ prenom|upper('x') }}", "not_rendered"),
    ],
)
def test_a_mistake_is_named(source, code):
    assert why(source, FIELDS).code == code


def test_a_mistake_has_its_line():
    assert why("a\n\n{{ x|nothing }}").details["line"] == "3"
    assert why("a\n{% include 'x' %}").details["line"] == "2"


def test_what_a_text_uses():
    source = "{{prenom}} {% if order.late %}{{ order.number|upper }}{% endif %}"
    source += "{% for p in pieces %}{{ p.name }}{% endfor %}"
    assert placeholders(source, NAMES) == (
        "customer.first_name",
        "order.late",
        "order.number",
        "order.parts",
    )
    assert dict(uses("a\n{{prenom}}{% if b %}{% endif %}{{ c|default('d') }}", NAMES).shown) == {
        "customer.first_name": 2
    }
