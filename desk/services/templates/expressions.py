# SPDX-License-Identifier: LicenseRef-Desk
"""The expressions of the language: what may stand in a placeholder or a condition, and what it becomes.

There are no calls and no attributes: a dotted path becomes one plain variable, a part of a loop's row is
looked up in a dict, so a text cannot reach an object. What is shown must be there, unless a
policy says otherwise.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from jinja2 import nodes

from desk.errors import Refused
from desk.services.templates.filters import FILTERS, LOCALISED
from desk.services.templates.names import Names
from desk.services.templates.plain import refused
from desk.services.templates.policy import Policies, PolicyKind

BUDGET, FORMATS = "desk_budget", "desk_formats"
"""The two hidden variables, beside the paths."""

MOST_DEPTH = 40

_LOOP = ("index", "index0", "first", "last", "length", "revindex", "revindex0")
_TESTS = {"filled": True, "defined": True, "empty": False, "none": False, "undefined": False}
_MOST_NUMBER = 10**12


def not_allowed(node: nodes.Node) -> Refused:
    """Return the error for something that Jinja knows and the language does not."""
    return refused("not_allowed", line=node.lineno or 0, detail=type(node).__name__)


def passed(node: nodes.Expr, name: str, *arguments: nodes.Expr) -> nodes.Filter:
    """Return `node` passed through the filter `name`."""
    keywords = [nodes.Keyword("formats_", nodes.Name(FORMATS, "load"))] if name in LOCALISED else []
    return nodes.Filter(node, name, list(arguments), keywords, None, None)


@dataclass(slots=True)
class Scope:
    """What the text uses, found on the way.

    paths: path → hidden variable. shown: path → line of those that must have a value.
    """

    names: Names
    policies: Policies
    paths: dict[str, str] = field(default_factory=dict)
    shown: dict[str, int] = field(default_factory=dict)
    rows: list[str] = field(default_factory=list)
    """The names of the loops' rows that are known here, outermost first."""

    def variable(self, path: str) -> nodes.Name:
        """Return the variable that holds a path's value."""
        return nodes.Name(self.paths.setdefault(path, f"desk_path_{len(self.paths)}"), "load")

    def is_row(self, name: str) -> bool:
        """Say whether a name is a loop's row here, or the loop itself."""
        return name in self.rows or (name == "loop" and bool(self.rows))


@dataclass(frozen=True, slots=True)
class Chain:
    """A dotted chain: the path it names, the filter that implies, and keys below the path (`[0].name`)."""

    path: str
    written: str
    keys: tuple[str | int, ...]


class Expressions:
    """Turns expressions into what may run; syntax that has no rule here is not in the language."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._depth = 0
        sums = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod)
        self._plain_rules: dict[type[nodes.Node], Callable[..., nodes.Expr]] = {
            nodes.Const: self._const,
            nodes.Test: self._test,
            nodes.Not: self._not,
            nodes.Neg: self._negative,
            nodes.Compare: self._compare,
            nodes.List: self._list,
            nodes.Tuple: self._list,
            **dict.fromkeys(sums, self._sum),
        }
        self._shown_rules: dict[type[nodes.Node], Callable[..., nodes.Expr]] = {
            nodes.Name: self._placeholder,
            nodes.Getattr: self._placeholder,
            nodes.Getitem: self._placeholder,
            nodes.Filter: self._filter,
            nodes.CondExpr: self._choice,
            nodes.Or: self._logic,
            nodes.And: self._logic,
            nodes.Concat: self._concat,
        }

    def printed(self, node: nodes.Expr, *, needed: bool = True) -> nodes.Expr:
        """Return what is written for `node`: a bare placeholder passes through the filter of its kind."""
        if isinstance(node, nodes.CondExpr):
            last = self.printed(node.expr2, needed=needed) if node.expr2 else nodes.Const("")
            return nodes.CondExpr(self.value(node.test), self.printed(node.expr1, needed=needed), last)
        if isinstance(node, nodes.Or):
            left = self.printed(node.left, needed=False)
            return nodes.Or(left, self.printed(node.right, needed=needed))
        if isinstance(node, nodes.Filter) and node.name == "default" and node.node is not None:
            words = [self.printed(one) for one in node.args[:1]]
            return passed(self.printed(node.node, needed=False), "default", *words)
        chain = self.chain(node)
        found = self.value(node, needed=needed)
        return self._written(found, chain) if chain and chain.written and not chain.keys else found

    def value(self, node: nodes.Expr, *, needed: bool = False) -> nodes.Expr:
        """Return what computes `node`. needed: nothing to say stops the message."""
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise refused("too_long", line=node.lineno, detail="nesting")
        if plain := self._plain_rules.get(type(node)):
            found = plain(node)
        elif rule := self._shown_rules.get(type(node)):
            found = rule(node, needed=needed)
        else:
            raise not_allowed(node)
        self._depth -= 1
        found.set_lineno(node.lineno)
        return found

    def chain(self, node: nodes.Node) -> Chain | None:
        """Return what a dotted chain names; None when it is none, or a part of a loop's row."""
        keys: list[str | int] = []
        while isinstance(node, nodes.Getattr | nodes.Getitem):
            keys.insert(0, _key(node))
            node = node.node
        if not isinstance(node, nodes.Name) or self._scope.is_row(node.name):
            return None
        cut = next((at for at, key in enumerate(keys) if isinstance(key, int)), len(keys))
        path, written = self._scope.names.path_of(".".join([node.name, *map(str, keys[:cut])]))
        return Chain(path, written, tuple(keys[cut:]))

    def _written(self, node: nodes.Expr, chain: Chain) -> nodes.Expr:
        """Pass a placeholder through the filter of its kind; an amount takes the currency beside it."""
        if chain.written not in FILTERS:
            return node
        if chain.written == "money" and "." in chain.path:
            beside = self._scope.variable(f"{chain.path.partition('.')[0]}.currency")
            return passed(node, "money", beside)
        return passed(node, chain.written)

    def _const(self, node: nodes.Const) -> nodes.Expr:
        number = node.value if isinstance(node.value, int | float) else 0
        if not abs(number) <= _MOST_NUMBER:
            raise refused("too_long", line=node.lineno, detail="number")
        return nodes.Const(node.value)

    def _placeholder(self, node: nodes.Expr, *, needed: bool) -> nodes.Expr:
        chain = self.chain(node)
        if chain is None:
            return self._of_row(node, needed=needed)
        found: nodes.Expr = self._scope.variable(chain.path)
        for key in chain.keys:
            found = passed(found, "desk_item", nodes.Const(key))
        if not needed:
            return found
        policy = self._scope.policies.get(chain.path)
        other = policy.default if policy is not None and policy.kind is PolicyKind.DEFAULT else ""
        self._scope.shown.setdefault(chain.path, node.lineno)
        return passed(found, "desk_need", nodes.Const(chain.path), nodes.Const(other))

    def _of_row(self, node: nodes.Expr, *, needed: bool) -> nodes.Expr:
        """Return a loop's own row, `row.name`, or `loop.index`."""
        found: nodes.Expr
        if isinstance(node, nodes.Name):
            if node.name == "loop":
                raise not_allowed(node)
            found = nodes.Name(row_variable(node.name), "load")
        elif isinstance(node, nodes.Getattr | nodes.Getitem):
            if isinstance(node.node, nodes.Name) and node.node.name == "loop":
                return _of_loop(node)
            found = passed(self.value(node.node), "desk_item", nodes.Const(_key(node)))
        else:
            raise not_allowed(node)
        return passed(found, "desk_need", nodes.Const(_spelling(node)), nodes.Const("")) if needed else found

    def _filter(self, node: nodes.Filter, *, needed: bool) -> nodes.Expr:
        if node.name not in FILTERS or node.node is None:
            raise refused("unknown_filter", line=node.lineno, detail=node.name)
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            raise not_allowed(node)
        inner = self.value(node.node, needed=needed and node.name != "default")
        chain = self.chain(node.node)
        if node.name == "money" and not node.args and chain is not None:
            return self._written(inner, Chain(chain.path, "money", ()))
        return passed(inner, node.name, *[self.value(one, needed=True) for one in node.args])

    def _test(self, node: nodes.Test) -> nodes.Expr:
        if node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
            raise not_allowed(node)
        is_parity = node.name in ("odd", "even")
        if not is_parity and node.name not in _TESTS:
            raise refused("unknown_test", line=node.lineno, detail=node.name)
        name = "desk_odd" if is_parity else "filled"
        found = nodes.Test(self.value(node.node), name, [], [], None, None)
        return found if node.name == "odd" or _TESTS.get(node.name) else nodes.Not(found)

    def _choice(self, node: nodes.CondExpr, *, needed: bool) -> nodes.Expr:
        other = self.value(node.expr2, needed=needed) if node.expr2 else nodes.Const("")
        return nodes.CondExpr(self.value(node.test), self.value(node.expr1, needed=needed), other)

    def _logic(self, node: nodes.Or | nodes.And, *, needed: bool) -> nodes.Expr:
        is_last_shown = needed and isinstance(node, nodes.Or)
        return type(node)(self.value(node.left), self.value(node.right, needed=is_last_shown))

    def _not(self, node: nodes.Not) -> nodes.Expr:
        return nodes.Not(self.value(node.node))

    def _sum(self, node: nodes.BinExpr) -> nodes.Expr:
        return type(node)(self.value(node.left, needed=True), self.value(node.right, needed=True))

    def _negative(self, node: nodes.Neg) -> nodes.Expr:
        return nodes.Sub(nodes.Const(0), self.value(node.node, needed=True))

    def _concat(self, node: nodes.Concat, *, needed: bool) -> nodes.Expr:
        parts = [self.printed(one, needed=needed) for one in node.nodes]
        return nodes.Concat([shown(one) for one in parts])

    def _compare(self, node: nodes.Compare) -> nodes.Expr:
        if len(node.ops) != 1:
            raise not_allowed(node)
        right = self.value(node.ops[0].expr)
        return passed(self.value(node.expr), "desk_compare", nodes.Const(node.ops[0].op), right)

    def _list(self, node: nodes.List | nodes.Tuple) -> nodes.Expr:
        if not all(isinstance(one, nodes.Const) for one in node.items):
            raise not_allowed(node)
        return nodes.List([self.value(one) for one in node.items])


def shown(node: nodes.Expr) -> nodes.Expr:
    """Return `node` as text."""
    return passed(node, "desk_show", nodes.Name(FORMATS, "load"))


def row_variable(name: str) -> str:
    """Return the variable that holds a loop's row."""
    return f"desk_row_{name}"


def _key(node: nodes.Getattr | nodes.Getitem) -> str | int:
    if isinstance(node, nodes.Getattr) and not node.attr.startswith("_"):
        return node.attr
    if isinstance(node, nodes.Getattr):
        raise not_allowed(node)
    if isinstance(node.arg, nodes.Const) and type(node.arg.value) in (str, int):
        return str(node.arg.value) if isinstance(node.arg.value, str) else int(node.arg.value)
    raise not_allowed(node)


def _of_loop(node: nodes.Getattr | nodes.Getitem) -> nodes.Expr:
    if isinstance(node, nodes.Getitem) or node.attr not in _LOOP:
        raise not_allowed(node)
    return nodes.Getattr(nodes.Name("loop", "load"), node.attr, "load")


def _spelling(node: nodes.Node) -> str:
    parts: list[str] = []
    while isinstance(node, nodes.Getattr | nodes.Getitem):
        parts.insert(0, str(_key(node)))
        node = node.node
    return ".".join([node.name, *parts]) if isinstance(node, nodes.Name) else ".".join(parts)
