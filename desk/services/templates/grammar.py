# SPDX-License-Identifier: LicenseRef-Desk
"""The language of texts: Jinja parses, then only what is named here and in `expressions` passes.

Text, placeholders, if and for: no assignments, no macros, no includes, no calls. Every loop counts its turns.
"""

import re
from collections.abc import Sequence

from jinja2 import TemplateSyntaxError, nodes

from desk.services.templates.expressions import (
    BUDGET,
    MOST_DEPTH,
    Expressions,
    Scope,
    not_allowed,
    passed,
    row_variable,
    shown,
)
from desk.services.templates.pieces import PieceKind, pieces
from desk.services.templates.plain import refused
from desk.services.templates.policy import PolicyKind
from desk.services.templates.sandbox import Sandbox

MOST_SOURCE = 200_000
MOST_CODE, MOST_PIECES = 2_000, 1_000
"""Characters of one placeholder or tag, and how many of them one text has: reading code is not linear."""
MOST_LOOPS = 3

_RAW = re.compile(r"\{%[-+]?\s*raw\b")


def parse(source: str, sandbox: Sandbox) -> nodes.Template:
    """Return the syntax tree of a text; raises Refused with the line."""
    if len(source) > MOST_SOURCE:
        raise refused("too_long", detail="source")
    code = [piece for piece in pieces(source) if piece.kind is not PieceKind.WORDS]
    if len(code) > MOST_PIECES or max((len(piece.source) for piece in code), default=0) > MOST_CODE:
        raise refused("too_long", detail="code")
    if raw := _RAW.search(source):  # it would send placeholders as they are; the parser leaves no trace of it
        raise refused("not_allowed", line=source.count("\n", 0, raw.start()) + 1, detail="raw")
    try:
        return sandbox.parse(source)
    except TemplateSyntaxError as error:
        raise refused("syntax", line=error.lineno, detail=error.message or "") from error
    except (ValueError, OverflowError, RecursionError, MemoryError) as error:
        raise refused("syntax", detail=type(error).__name__) from error


class Grammar:
    """Turns one syntax tree into the tree that runs; `scope` tells afterwards what it uses."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._expressions = Expressions(scope)
        self._depth = 0

    def template(self, tree: nodes.Template) -> nodes.Template:
        """Return the tree that runs; raises Refused for what is not in the language."""
        try:
            return nodes.Template(self._body(tree.body), lineno=1)
        except RecursionError as error:
            raise refused("too_long", detail="nesting") from error

    def _body(self, statements: Sequence[nodes.Node]) -> list[nodes.Node]:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise refused("too_long", detail="nesting")
        body = [self._statement(one) for one in statements]
        self._depth -= 1
        return body

    def _statement(self, node: nodes.Node) -> nodes.Node:
        if isinstance(node, nodes.Output):
            return nodes.Output([self._printed(one) for one in node.nodes], lineno=node.lineno)
        if isinstance(node, nodes.If):
            return self._if(node)
        if isinstance(node, nodes.For):
            return self._for(node)
        raise not_allowed(node)

    def _printed(self, node: nodes.Expr) -> nodes.Node:
        """Return what prints a piece; literal text is itself."""
        if isinstance(node, nodes.TemplateData):
            return node
        return shown(self._expressions.printed(node)).set_lineno(node.lineno)

    def _if(self, node: nodes.If) -> nodes.If:
        branches = [self._if(one) for one in node.elif_]
        test = self._expressions.value(_expr(node.test))
        return nodes.If(
            test, self._body(node.body), branches, self._body(node.else_ or []), lineno=node.lineno
        )

    def _for(self, node: nodes.For) -> nodes.For:
        if node.recursive or not isinstance(node.target, nodes.Name):
            raise not_allowed(node)
        if len(self._scope.rows) >= MOST_LOOPS:
            raise refused("too_long", line=node.lineno, detail="loops in loops")
        items = self._expressions.value(_expr(node.iter), needed=self._is_required(node.iter))
        turns = passed(items, "desk_turns", nodes.Name(BUDGET, "load"))
        self._scope.rows.append(node.target.name)
        target = nodes.Name(row_variable(node.target.name), "store")
        test = self._expressions.value(_expr(node.test)) if node.test else None
        body = self._body(node.body)
        self._scope.rows.pop()
        otherwise = self._body(node.else_ or [])
        return nodes.For(target, turns, body, otherwise, test, False, lineno=node.lineno)  # noqa: FBT003

    def _is_required(self, node: nodes.Node) -> bool:
        """Say whether a list must have items: it may be empty unless its policy says otherwise."""
        chain = self._expressions.chain(node)
        policy = self._scope.policies.get(chain.path) if chain else None
        return policy is not None and policy.kind is PolicyKind.REQUIRED


def _expr(node: nodes.Node) -> nodes.Expr:
    """Return a node as the expression that Jinja's grammar promises it to be."""
    assert isinstance(node, nodes.Expr)
    return node
