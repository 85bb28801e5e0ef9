# SPDX-License-Identifier: LicenseRef-Desk
"""Turns the blocks of an e-mail into responsive HTML, placeholders intact."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from html import escape
from string import Template

import mrml

from desk import resources
from desk.services.templates import footer, markup
from desk.services.templates.brand import Brand
from desk.services.templates.pieces import Guard
from desk.services.templates.plain import refused
from desk.services.templates.sentences import Kept
from desk.services.templates.text import Block, BlockKind, Column, Text

Keep = Callable[[str], Kept]
"""Given a text as written, returns it with its sentences ready to go."""

ALIGNMENTS = ("left", "center", "right")
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
MOST_BLOCKS = 200

_PATH = re.compile(r"\w+(?:\.\w+)*")
_SIZES = {1: "26px", 2: "21px", 3: "18px"}
_FAILED = re.compile(r"\s+")


@cache
def _layout() -> Template:
    """Read the layout that comes with the program."""
    return Template(resources.path("mail/layout.mjml").read_text(encoding="utf-8"))


def to_html(text: Text, blocks: tuple[Block, ...], brand: Brand, language: str, keep: Keep) -> str:
    """Return the whole HTML document, still with its placeholders; raises Refused for an impossible block."""
    drawing = _Drawing(brand, keep)
    guard = drawing.guard
    root = language.replace("_", "-").split("-", maxsplit=1)[0].lower()
    is_mirrored = root in RIGHT_TO_LEFT
    preheader = guard.aside(escape(guard.hide(keep(text.preheader).source)))
    source = _layout().substitute(
        language=escape(language or "und"),
        direction="rtl" if is_mirrored else "ltr",
        start="right" if is_mirrored else "left",
        title=guard.aside(escape(guard.hide(keep(text.subject).source))),
        preview=f"<mj-preview>{preheader}</mj-preview>" if text.preheader else "",
        colour=brand.band,
        ink=brand.ink,
        head=_head(brand, guard),
        rows="\n".join(drawing.rows(blocks)),
        footer=drawing.foot(language),
    )
    try:
        document = mrml.to_html(source).content
    except OSError as error:  # mrml's own word for a document it cannot read
        raise refused("syntax", "blocks", detail=_FAILED.sub(" ", str(error))) from error
    return guard.reveal(document)


def _head(brand: Brand, guard: Guard) -> str:
    name = guard.aside(_settled(brand.name) or "&nbsp;")
    if brand.picture:
        picture = guard.aside(_settled(brand.picture))
        return f'<mj-image src="{picture}" alt="{name}" width="160px" align="left" />'
    return f'<mj-text font-size="20px" font-weight="bold" color="{brand.ink}">{name}</mj-text>'


def _settled(words: str) -> str:
    """Return words of a setting as HTML: they are never a template."""
    return escape(words).replace("{", "&#123;")


class _Drawing:
    """Draws blocks as rows of one column, so that a condition may stand between any two of them."""

    def __init__(self, brand: Brand, keep: Keep) -> None:
        self.guard = Guard()
        self._brand, self._keep = brand, keep
        self._left = MOST_BLOCKS
        self._draw: dict[BlockKind, Callable[[Block], str]] = {
            BlockKind.HEADING: self._heading,
            BlockKind.TEXT: self._text,
            BlockKind.BUTTON: self._button,
            BlockKind.IMAGE: self._image,
            BlockKind.DIVIDER: lambda _block: "<mj-divider />",
            BlockKind.LINES: self._lines,
        }

    def rows(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        """Give the MJML of each block."""
        for block in blocks:
            self._left -= 1
            if self._left < 0:
                raise refused("too_long", "blocks")
            if block.kind is BlockKind.CONDITIONAL:
                yield from self._conditional(block)
            else:
                yield self._draw[block.kind](block)

    def foot(self, language: str) -> str:
        """Return the identity and the ways out, those that this message has."""
        lines = [_settled(line) for line in footer.identity(self._brand)]
        links = "".join(self._way_out(path, words) for path, words in footer.ways_out(language))
        return self.guard.aside("<br>".join([*lines, links]))

    def _way_out(self, path: str, words: str) -> str:
        target = self.guard.show("{{ " + path + "|link }}")
        link = f'<a href="{target}" style="color:#5b6660;">{escape(words)}</a> '
        return self.guard.tag(f"{{% if {path} is filled %}}") + link + self.guard.tag("{% endif %}")

    def _conditional(self, block: Block) -> Iterator[str]:
        yield self._raw("{% if " + condition(block.condition) + " %}")
        yield from self.rows(block.blocks)
        if block.otherwise:
            yield self._raw("{% else %}")
            yield from self.rows(block.otherwise)
        yield self._raw("{% endif %}")

    def _raw(self, tag: str) -> str:
        return f"<mj-raw>{self.guard.aside(self.guard.tag(tag))}</mj-raw>"

    def _if(self, conditions: list[str], row: str) -> str:
        """Return a row that is only there when its sentences are."""
        wanted = " and ".join(f"({one})" for one in conditions if one)
        return f"{self._raw('{% if ' + wanted + ' %}')}{row}{self._raw('{% endif %}')}" if wanted else row

    def _heading(self, block: Block) -> str:
        level = min(max(block.level, 1), 3)
        kept = self._keep(block.text)
        style = f"margin:0;font-size:{_SIZES[level]};line-height:1.3;"
        words = self.guard.aside(f'<h{level} style="{style}">{self._words(kept.source)}</h{level}>')
        return self._if([kept.condition], f'<mj-text css-class="words"{_align(block)}>{words}</mj-text>')

    def _text(self, block: Block) -> str:
        kept = self._keep(block.text)
        words = self.guard.aside(self._words(kept.source))
        return self._if([kept.condition], f'<mj-text css-class="words"{_align(block)}>{words}</mj-text>')

    def _button(self, block: Block) -> str:
        label, target = self._keep(block.text), self._keep(block.url)
        url = markup.safe_url(self.guard.hide(block.url.strip()), self.guard)
        if not url:
            raise refused("bad_url", "blocks")
        words = self.guard.aside(escape(self.guard.hide(label.source)))
        row = f'<mj-button href="{self.guard.aside(url)}"{_align(block)}>{words}</mj-button>'
        return self._if([label.condition, target.condition], row)

    def _image(self, block: Block) -> str:
        picture = self._keep(block.url)
        url = markup.safe_url(self.guard.hide(block.url.strip()), self.guard)
        if not url:
            raise refused("bad_url", "blocks")
        link = markup.safe_url(self.guard.hide(block.link.strip()), self.guard) if block.link.strip() else ""
        target = f' href="{self.guard.aside(link)}"' if link else ""
        alt = self.guard.aside(escape(self.guard.hide(block.alt)))
        row = f'<mj-image src="{self.guard.aside(url)}" alt="{alt}"{target}{_align(block)} />'
        return self._if([picture.condition], row)

    def _lines(self, block: Block) -> str:
        path = source_path(block)
        head = "".join(self._cell("th", one, escape(self.guard.hide(one.title))) for one in block.columns)
        cells = "".join(self._cell("td", one, self._words(one.cell)) for one in block.columns)
        turn, end = self.guard.tag(f"{{% for line in {path} %}}"), self.guard.tag("{% endfor %}")
        titles = f"<tr>{head}</tr>" if any(one.title for one in block.columns) else ""
        rows = self.guard.aside(f"{titles}{turn}<tr>{cells}</tr>{end}")
        return self._if([f"{path} is filled"], f'<mj-table css-class="words">{rows}</mj-table>')

    def _words(self, source: str) -> str:
        return markup.to_html(self.guard.hide(source), self.guard, self._brand.band)

    def _cell(self, tag: str, column: Column, words: str) -> str:
        align = column.align if column.align in ALIGNMENTS else "left"
        border = "border-bottom:1px solid #dfe4e1;padding:6px 8px 6px 0;vertical-align:top"
        return f'<{tag} style="{border};text-align:{align};">{words}</{tag}>'


def condition(source: str) -> str:
    """Return a conditional block's expression when it is one; raises Refused. The grammar checks the rest."""
    if not source.strip() or any(sign in source for sign in ("{%", "%}", "{{", "}}", "{#", "#}", "\n")):
        raise refused("bad_condition", "blocks")
    return source.strip()


def source_path(block: Block) -> str:
    """Return the path of the list that a table of lines goes through; raises Refused."""
    if not _PATH.fullmatch(block.source.strip()) or not block.columns:
        raise refused("bad_source", "blocks")
    return block.source.strip()


def _align(block: Block) -> str:
    return f' align="{block.align}"' if block.align in ALIGNMENTS[1:] else ""
