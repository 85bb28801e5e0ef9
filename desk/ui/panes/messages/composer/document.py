# SPDX-License-Identifier: LicenseRef-Desk
"""Turns what stands in the editor into HTML of few tags, or into plain text, and back."""

from collections.abc import Iterator
from html import escape

from PySide6.QtGui import QFont, QTextBlock, QTextDocument, QTextFragment, QTextList, QTextListFormat

from desk.ui.panes.messages.composer.clean_html import cleaned, is_link

BULLET = "• "
_EMPTY = '<p style="-qt-paragraph-type:empty"><br></p>'
"""What Qt reads as an empty line; it passes over an empty p."""
_Style = QTextListFormat.Style


def is_rich(document: QTextDocument) -> bool:
    """Say whether anything in it needs more than plain text."""
    return any(
        _list_of(block) is not None or any(_is_marked(fragment) for fragment in _fragments(block))
        for block in _blocks(document)
    )


def html_of(document: QTextDocument) -> str:
    """Return the document as p, br, b, i, ul, ol, li and links; lines that follow one another are one p."""
    pieces: list[str] = []
    lines: list[str] = []
    tag = ""
    for block in _blocks(document):
        wanted = _list_tag(block)
        if lines and (wanted or not block.text()):
            pieces.append(f"<p>{'<br>'.join(lines)}</p>")
            lines = []
        if wanted != tag:
            pieces += [f"</{tag}>"] if tag else []
            pieces += [f"<{wanted}>"] if wanted else []
            tag = wanted
        if wanted:
            pieces.append(f"<li>{_inline(block)}</li>")
        elif block.text():
            lines.append(_inline(block))
    pieces += [f"<p>{'<br>'.join(lines)}</p>"] if lines else []
    return "".join([*pieces, f"</{tag}>" if tag else ""])


def text_of(document: QTextDocument) -> str:
    """Return the document as plain text: items behind a mark, addresses of links after their words."""
    return "\n".join(_plain(block) for block in _blocks(document)).replace("\u2028", "\n")


def show(document: QTextDocument, text: str, html: str = "") -> None:
    """Put kept words into the document: `html`, cleaned, where there is any, else `text`."""
    if html:
        document.setHtml(cleaned(html).replace("</p><p>", f"</p>{_EMPTY}<p>"))
    else:
        document.setPlainText(text)


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    at = block.begin()
    while not at.atEnd():
        yield at.fragment()
        at += 1


def _is_marked(fragment: QTextFragment) -> bool:
    form = fragment.charFormat()
    return form.isAnchor() or form.fontWeight() > QFont.Weight.Medium or form.fontItalic()


def _list_tag(block: QTextBlock) -> str:
    around = _list_of(block)
    if around is None:
        return ""
    return "ol" if around.format().style() is _Style.ListDecimal else "ul"


def _list_of(block: QTextBlock) -> QTextList | None:
    """Return the list a block is in; Qt's own stubs forget that there may be none."""
    return block.textList()


def _inline(block: QTextBlock) -> str:
    return "".join(_marked(fragment) for fragment in _fragments(block))


def _marked(fragment: QTextFragment) -> str:
    form = fragment.charFormat()
    said = escape(fragment.text(), quote=False).replace("\u2028", "<br>").replace("\ufffc", "")
    if form.fontItalic():
        said = f"<i>{said}</i>"
    if form.fontWeight() > QFont.Weight.Medium:
        said = f"<b>{said}</b>"
    if form.isAnchor() and is_link(form.anchorHref()):
        said = f'<a href="{escape(form.anchorHref())}">{said}</a>'
    return said


def _plain(block: QTextBlock) -> str:
    said = "".join(_plain_fragment(fragment) for fragment in _fragments(block))
    around = _list_of(block)
    if around is None:
        return said
    mark = f"{around.itemNumber(block) + 1}. " if _list_tag(block) == "ol" else BULLET
    return mark + said


def _plain_fragment(fragment: QTextFragment) -> str:
    said = fragment.text().replace("\ufffc", "")
    address = fragment.charFormat().anchorHref() if fragment.charFormat().isAnchor() else ""
    shown = address.removeprefix("mailto:").removeprefix("tel:")
    return f"{said} <{shown}>" if shown and shown.rstrip("/") != said.strip().rstrip("/") else said
