# SPDX-License-Identifier: LicenseRef-Desk
"""Statements: text, placeholders, if and for; nothing else, not too deep, not too long."""

import pytest
from jinja2 import nodes

from desk.errors import Refused
from desk.services.templates.expressions import Scope
from desk.services.templates.grammar import MOST_CODE, MOST_LOOPS, MOST_PIECES, MOST_SOURCE, Grammar, parse
from desk.services.templates.names import Names
from desk.services.templates.sandbox import Sandbox

SANDBOX = Sandbox(autoescape=True)


def tree(source):
    return Grammar(Scope(Names(), {})).template(parse(source, SANDBOX))


def problem(source):
    with pytest.raises(Refused) as refused:
        tree(source)
    return refused.value.problems[0]


def test_only_output_if_and_for_remain():
    found = tree(
        "a{{ b }}{% if c %}d{% elif e %}f{% else %}g{% endif %}{% for h in i %}{{ h }}{% else %}j{% endfor %}"
    )
    kinds = {type(node) for node in found.find_all(nodes.Stmt)}
    assert kinds == {nodes.Output, nodes.If, nodes.For}
    assert not list(found.find_all(nodes.Call))
    assert not list(found.find_all(nodes.Getattr))


def test_every_loop_counts():
    (loop,) = tree("{% for a in b %}x{% endfor %}").find_all(nodes.For)
    assert loop.iter.name == "desk_turns"


def test_loops_go_so_deep():
    deep = "".join(f"{{% for a{n} in b %}}" for n in range(MOST_LOOPS))
    tree(deep + "{% endfor %}" * MOST_LOOPS)
    deeper = "{% for a in b %}" + deep
    assert problem(deeper + "{% endfor %}" * (MOST_LOOPS + 1)).code == "too_long"


def test_a_row_hides_the_path_of_its_name_only_inside():
    scope = Scope(Names(), {})
    Grammar(scope).template(parse("{% for a in a %}{{ a }}{% endfor %}{{ a }}", SANDBOX))
    assert list(scope.paths) == ["a"]
    assert scope.rows == []


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("\n{% set a = 1 %}", "2"),
        ("\n\n{% raw %}x{% endraw %}", "3"),
        ("{% for a, b in c %}{% endfor %}", "1"),
    ],
)
def test_what_is_not_in_the_language(source, line):
    found = problem(source)
    assert (found.code, found.details["line"]) == ("not_allowed", line)


@pytest.mark.parametrize(
    "source",
    [
        "x" * (MOST_SOURCE + 1),
        "{{ " + "a" * MOST_CODE + " }}",
        "{{ a }}" * (MOST_PIECES + 1),
        "{{ " + "9" * 99 + " }}",
    ],
)
def test_a_text_is_so_long(source):
    assert problem(source).code == "too_long"


@pytest.mark.parametrize("source", ["{{", "{{ 'a }}", "{% if %}", "{% elif a %}"])
def test_broken_syntax(source):
    assert problem(source).code == "syntax"
