# SPDX-License-Identifier: LicenseRef-Desk
"""The language of texts, whole: compile once, then fill for each person."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jinja2 import Template, TemplateError, nodes

from desk.services.templates.expressions import BUDGET, FORMATS, Scope
from desk.services.templates.formats import Formats
from desk.services.templates.grammar import Grammar, parse
from desk.services.templates.names import Names, look_up
from desk.services.templates.plain import refused
from desk.services.templates.policy import Policies
from desk.services.templates.sandbox import Budget, Sandbox

_PLAIN, _HTML = Sandbox(autoescape=False), Sandbox(autoescape=True)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A text ready to be filled. paths: those it uses, with the variables that hold them."""

    template: Template
    paths: Mapping[str, str]

    def fill(self, fields: Mapping[str, object], formats: Formats, budget: Budget) -> str:
        """Return the text for one person; raises Refused when anything is missing, wrong or too much."""
        values = {variable: look_up(fields, path) for path, variable in self.paths.items()}
        values[BUDGET], values[FORMATS] = budget, formats
        try:
            return budget.spent_on(self.template.root_render_func(self.template.new_context(values)))
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            raise refused("not_rendered", detail=type(error).__name__) from error
        except (RecursionError, MemoryError) as error:
            raise refused("too_long", detail=type(error).__name__) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """What a text asks for. paths: every path, in order. shown: path → line, of those that must be there."""

    paths: tuple[str, ...] = ()
    shown: Mapping[str, int] = field(default_factory=dict)


def compile_text(source: str, *, names: Names, policies: Policies, html: bool = False) -> Compiled:
    """Return a text ready to be filled; raises Refused with the line for what is not in the language."""
    sandbox = _HTML if html else _PLAIN
    scope = Scope(names, policies)
    tree = _tree(source, scope, sandbox)
    try:
        code = sandbox.compile(tree)
        template = Template.from_code(sandbox, code, {})
    except (TemplateError, SyntaxError, ValueError, OverflowError, RecursionError, MemoryError) as error:
        raise refused("syntax", detail=type(error).__name__) from error
    return Compiled(template, dict(scope.paths))


def uses(source: str, names: Names | None = None, policies: Policies | None = None) -> Uses:
    """Return what a text asks for, without running it; raises Refused as `compile_text` does."""
    scope = Scope(names or Names(), policies or {})
    _tree(source, scope, _PLAIN)
    return Uses(paths=tuple(scope.paths), shown=dict(scope.shown))


def placeholders(source: str, names: Names | None = None) -> tuple[str, ...]:
    """Return the paths a text uses, in order, each once; raises Refused for a text that is not one."""
    return uses(source, names).paths


def _tree(source: str, scope: Scope, sandbox: Sandbox) -> nodes.Template:
    tree = Grammar(scope).template(parse(source, sandbox))
    tree.set_environment(sandbox)
    return tree
