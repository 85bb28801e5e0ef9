# SPDX-License-Identifier: LicenseRef-Desk
"""Leaves of any HTML the few tags that a letter is written with; what runs, loads or styles goes; pure."""

from html import escape
from html.parser import HTMLParser

_SAME = {
    "b": "b", "strong": "b", "i": "i", "em": "i", "ul": "ul", "ol": "ol", "li": "li", "p": "p", "div": "p",
    "h1": "p", "h2": "p", "h3": "p", "h4": "p", "h5": "p", "h6": "p", "tr": "p", "blockquote": "blockquote",
}  # fmt: skip
_SILENT = frozenset(
    {"head", "script", "style", "title", "template", "noscript", "svg", "math", "object", "iframe"}
)
_SCHEMES = ("http://", "https://", "mailto:", "tel:")


def is_link(address: str) -> bool:
    """Say whether an address may stand behind a link: the web, mail, telephone."""
    return address.strip().casefold().startswith(_SCHEMES) and not any(one in address for one in "\n\r\t\0")


def cleaned(html: str) -> str:
    """Return `html` with p, br, b, i, ul, ol, li, blockquote and links only, each closed where it must be."""
    parser = _Cleaner()
    parser.feed(html)
    parser.close()
    return parser.result()


class _Cleaner(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._open: list[str] = []
        self._silent: list[str] = []

    def result(self) -> str:
        while self._open:
            self._pieces.append(f"</{self._open.pop()}>")
        return "".join(self._pieces)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent.append(tag)
        elif self._silent:
            return
        elif tag == "br":
            self._pieces.append("<br>")
        elif tag == "a":
            self._start_link(dict(attrs).get("href") or "")
        elif tag in _SAME:
            self._pieces.append(f"<{_SAME[tag]}>")
            self._open.append(_SAME[tag])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            if tag in self._silent:
                del self._silent[self._silent.index(tag) :]
            return
        name = "a" if tag == "a" else _SAME.get(tag, "")
        if self._silent or name not in self._open:
            return
        while True:
            last = self._open.pop()
            self._pieces.append(f"</{last}>")
            if last == name:
                return

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._pieces.append(escape(data, quote=False))

    def _start_link(self, address: str) -> None:
        if is_link(address) and "a" not in self._open:
            self._pieces.append(f'<a href="{escape(address.strip())}">')
            self._open.append("a")
