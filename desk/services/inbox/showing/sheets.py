# SPDX-License-Identifier: LicenseRef-Desk
"""Writes what a page's own style sheets say of its elements into the elements themselves; pure.

So nothing of a sheet is ever shown as one: each declaration goes the way of a style attribute, through `safe_style`
and the cleaner. What a sheet says of screens, states, fonts and other sheets (@media, :hover, @font-face, @import)
is left out, and so is everything past the limits.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from desk.services.inbox.showing.css import safe_style

_MOST_SHEET = 100_000
_MOST_RULES = 400
_MOST_WORK = 300_000
"""Elements that are looked at, over all rules."""
_MOST_STYLE = 3_000
_MOST_WRITTEN = 400_000
"""Characters of all styles of a page; a page that asks for more is shown without its sheets."""
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_MARK = re.compile(r"([{};])")
_NAME = r"(?:--|-?[^\W\d])[\w\-]{0,80}"
_ELEMENT = rf"(?=[*a-zA-Z.#])(?:\*|[a-zA-Z][\w\-]{{0,80}})?(?:[.#]{_NAME}){{0,5}}"
_PLAIN = re.compile(rf"{_ELEMENT}(?:(?: ?> ?| ){_ELEMENT}){{0,3}}")
_LINK = re.compile(r"^a:link$", re.IGNORECASE)
_IMPORTANT = re.compile(r"!\s*important\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A selector and what it says. weight: how much it counts against others, then its place."""

    weight: tuple[int, int, int]
    place: int
    selector: str
    usual: str
    important: str


@dataclass(slots=True)
class _Told:
    """What sheets say of one element."""

    node: LexborNode
    usual: list[str]
    important: list[str]


def inlined(tree: LexborHTMLParser) -> None:
    """Give each element the looks that the page's sheets give it; its own attribute wins, as ever."""
    sheet = "\n".join(node.text() for node in tree.css("style"))[:_MOST_SHEET]
    if "{" not in sheet:
        return
    told: dict[int, _Told] = {}
    for rule in _afforded(_rules(sheet), len(tree.css("*"))):
        for node in _found(tree, rule.selector):
            one = told.setdefault(node.mem_id, _Told(node, [], []))
            one.usual.append(rule.usual)
            one.important.append(rule.important)
    styles = [(one.node, _style_of(one)) for one in told.values()]
    if sum(len(style) for _, style in styles) <= _MOST_WRITTEN:
        for node, style in styles:
            if style:
                node.attrs["style"] = style


def _afforded(rules: Iterable[_Rule], size: int) -> list[_Rule]:
    """Return rules, those that win last; where a page has too many, the ones that would win are kept."""
    work, kept = 0, []
    for rule in sorted(rules, key=lambda rule: (rule.weight, rule.place), reverse=True):
        work += size * (1 + rule.selector.count(" "))
        if work > _MOST_WORK:
            break
        kept.append(rule)
    return kept[::-1]


def _found(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    """Return the elements that are meant; none where the selector turns out to be none."""
    try:
        return tree.css(selector)
    except SelectolaxError:
        return []


def _style_of(one: _Told) -> str:
    """Return the style attribute of an element, its own where it would be too long."""
    own = one.node.attributes.get("style") or ""
    parts = (*one.usual, own, *one.important)
    style = ";".join(part.strip().strip(";") for part in parts if part.strip())
    return style if len(style) <= _MOST_STYLE else own


def _rules(sheet: str) -> Iterator[_Rule]:
    place = 0
    for selectors, body in _blocks(_COMMENT.sub(" ", sheet)):
        usual, important = _parted(body)
        if not usual and not important:
            continue
        for written in selectors.split(",")[:50]:
            selector = _LINK.sub("a", " ".join(written.split()))
            if _PLAIN.fullmatch(selector):
                place += 1
                yield _Rule(_weight(selector), place, selector, usual, important)
            if place >= _MOST_RULES:
                return


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield (selectors, declarations) of the rules that stand outside of any @ block."""
    depth, head = 0, ""
    body: list[str] = []
    pieces = _MARK.split(sheet)
    for text, mark in zip(pieces[::2], pieces[1::2], strict=False):
        if mark == "{":
            depth += 1
            if depth == 1:
                head, body = text.strip(), []
        elif mark == ";":
            body.append(text)
        else:
            if depth == 1 and head and not head.startswith("@"):
                yield head, ";".join((*body, text))
            depth = max(depth - 1, 0)


def _parted(body: str) -> tuple[str, str]:
    """Return declarations that may stay: the usual ones, and those that win over an element's own."""
    usual: list[str] = []
    important: list[str] = []
    for declaration in body[:_MOST_STYLE].split(";"):
        (important if _IMPORTANT.search(declaration) else usual).append(declaration)
    return safe_style(";".join(usual)), safe_style(";".join(important))


def _weight(selector: str) -> tuple[int, int, int]:
    names = re.findall(r"(?:^|[ >])[a-zA-Z]", selector)
    return selector.count("#"), selector.count("."), len(names)
