# SPDX-License-Identifier: LicenseRef-Desk
"""Turns the blocks of an e-mail into its plain text part, placeholders intact."""

import re
from collections.abc import Callable, Iterator

from desk.services.templates import footer, markup
from desk.services.templates.brand import Brand
from desk.services.templates.mail_html import condition, source_path
from desk.services.templates.pieces import Guard, PieceKind, literal, pieces
from desk.services.templates.sentences import Kept
from desk.services.templates.text import Block, BlockKind

Keep = Callable[[str], Kept]

_MANY_LINES = re.compile(r"\n{3,}")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
_ROLE = re.compile(r"\{%[-+]?\s*(\w+)")
_RULE = "—" * 12


def to_text(blocks: tuple[Block, ...], keep: Keep) -> str:
    """Return the text part without its foot, still with its placeholders; `tidy` what comes out of it."""
    return "\n\n".join(_parts(blocks, keep))


def foot(brand: Brand, language: str) -> str:
    """Return who writes and the ways out, those that a message has; still with its placeholders."""
    links = "".join(
        f"{{% if {path} is filled %}}\n{words} : {{{{ {path}|link }}}}{{% endif %}}"
        for path, words in footer.ways_out(language)
    )
    return literal("\n".join(["-- ", *footer.identity(brand)])) + links


def without_foot(text: str, brand: Brand) -> str:
    """Return a filled text without the foot that it ends with; a line of dashes of its author stays."""
    mark = tidy("\n".join(["--", *footer.identity(brand)])).rstrip("\n")
    place = text.rfind(f"\n{mark}\n")
    return text[:place].rstrip("\n") if place >= 0 else text


def tidy(text: str) -> str:
    """Return a filled text without blank ends and without more than one empty line at a time."""
    lines = "\n".join([line.rstrip(" \t") for line in text.split("\n")])
    return _MANY_LINES.sub("\n\n", lines).strip() + "\n"


def plain_body(body: str, keep: Keep) -> str:
    """Return a body without blocks as plain text, still with its placeholders."""
    guard = Guard()
    return guard.reveal(markup.to_text(guard.hide(keep(body).source)))


def paragraphs(body: str) -> tuple[Block, ...]:
    """Return a body as text blocks, split on empty lines; a tag and its end stay in one block."""
    blocks: list[Block] = []
    waiting = ""
    for paragraph in _PARAGRAPHS.split(body.strip()):
        waiting = f"{waiting}\n\n{paragraph}" if waiting else paragraph
        if waiting and _open_tags(waiting) <= 0:
            blocks.append(Block(kind=BlockKind.TEXT, text=waiting))
            waiting = ""
    return (*blocks, Block(kind=BlockKind.TEXT, text=waiting)) if waiting else tuple(blocks)


def _open_tags(source: str) -> int:
    tags = [_ROLE.match(piece.source) for piece in pieces(source) if piece.kind is PieceKind.TAG]
    roles = [str(tag[1]) for tag in tags if tag]
    return sum(role in ("if", "for") for role in roles) - sum(role.startswith("end") for role in roles)


def _parts(blocks: tuple[Block, ...], keep: Keep) -> Iterator[str]:
    for block in blocks:
        if block.kind is BlockKind.CONDITIONAL:
            inner = "\n\n".join(_parts(block.blocks, keep))
            other = "\n\n".join(_parts(block.otherwise, keep))
            other = f"{{% else %}}{other}" if other else ""
            yield f"{{% if {condition(block.condition)} %}}{inner}{other}{{% endif %}}"
        else:
            yield _part(block, keep)


def _part(block: Block, keep: Keep) -> str:
    match block.kind:
        case BlockKind.BUTTON:
            return _if(keep(block.url).condition, f"{keep(block.text).source} : {_link(block.url)}")
        case BlockKind.IMAGE:
            return f"[{block.alt}]" if block.alt else ""
        case BlockKind.DIVIDER:
            return _RULE
        case BlockKind.LINES:
            path = source_path(block)
            cells = " · ".join(plain_body(one.cell, keep) for one in block.columns)
            return f"{{% for line in {path} %}}- {cells}\n{{% endfor %}}"
        case _:
            return plain_body(block.text, keep)


def _link(url: str) -> str:
    guard = Guard()
    return guard.reveal(markup.plain_url(guard.hide(url.strip()), guard))


def _if(wanted: str, part: str) -> str:
    return f"{{% if {wanted} %}}{part}{{% endif %}}" if wanted else part
