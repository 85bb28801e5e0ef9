# SPDX-License-Identifier: LicenseRef-Desk
"""Expressions become variables and look-ups, never attributes; what is shown must be there."""

import pytest
from jinja2 import nodes

from desk.errors import Refused
from desk.services.templates.expressions import Expressions, Scope
from desk.services.templates.grammar import parse
from desk.services.templates.names import Names
from desk.services.templates.sandbox import Sandbox

SANDBOX = Sandbox(autoescape=False)
NAMES = Names(aliases={"prenom": "customer.first_name"}, formats={"invoice.total": "money"})


def expression(source):
    return parse("{{ " + source + " }}", SANDBOX).body[0].nodes[0]


def scope():
    return Scope(NAMES, {})


def test_a_path_is_one_variable():
    here = scope()
    found = Expressions(here).value(expression("prenom"))
    assert isinstance(found, nodes.Name)
    assert here.paths == {"customer.first_name": found.name}
    assert not here.shown


def test_the_same_path_is_the_same_variable():
    here = scope()
    expressions = Expressions(here)
    names = [expressions.value(expression(source)).name for source in ("prenom", "customer.first_name")]
    assert names[0] == names[1]


def test_what_is_shown_is_noted_with_its_line():
    here = scope()
    Expressions(here).printed(parse("a\n{{ prenom }}", SANDBOX).body[0].nodes[1])
    assert here.shown == {"customer.first_name": 2}


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("a", {"a"}),
        ("a|upper", {"a"}),
        ("a|default(b)", {"b"}),
        ("a or b", {"b"}),
        ("a and b", set()),
        ("a if b else c", {"a", "c"}),
        ("a ~ b", {"a", "b"}),
        ("a + b", {"a", "b"}),
        ("a > b", set()),
        ("not a", set()),
        ("a is filled", set()),
        ("-a", {"a"}),
        ("a|replace(b, c)", {"a", "b", "c"}),
        ("a|upper|default('x')", set()),
    ],
)
def test_what_must_be_there(source, shown):
    here = scope()
    Expressions(here).printed(expression(source))
    assert set(here.shown) == shown


def test_a_bare_amount_is_written_as_money_and_compared_as_a_number():
    expressions = Expressions(scope())
    assert expressions.printed(expression("invoice.total")).name == "money"
    assert isinstance(expressions.value(expression("invoice.total")), nodes.Name)


@pytest.mark.parametrize(
    ("source", "path", "keys"),
    [
        ("a.b.c", "a.b.c", ()),
        ("a['b'].c", "a.b.c", ()),
        ("a.b[0].c", "a.b", (0, "c")),
        ("prenom.x", "customer.first_name.x", ()),
    ],
)
def test_a_chain(source, path, keys):
    chain = Expressions(scope()).chain(expression(source))
    assert (chain.path, chain.keys) == (path, keys)


def test_a_row_is_no_path():
    here = scope()
    here.rows.append("line")
    expressions = Expressions(here)
    assert expressions.chain(expression("line.name")) is None
    assert expressions.value(expression("line.name")).name == "desk_item"
    assert isinstance(expressions.value(expression("loop.index")), nodes.Getattr)
    assert here.paths == {}


@pytest.mark.parametrize(
    "source",
    [
        "a()",
        "a.b()",
        "a[b]",
        "a[1:2]",
        "a[1.5]",
        "{'a': 1}",
        "[a]",
        "a ** 2",
        "a.__b",
        "a is sameas(1)",
        "a|map('x')",
    ],
)
def test_what_is_not_in_the_language(source):
    with pytest.raises(Refused):
        Expressions(scope()).printed(expression(source))
