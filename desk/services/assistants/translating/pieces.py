# SPDX-License-Identifier: LicenseRef-Desk
"""Decides how a text is cut for an engine and put together again: its line breaks and placeholders stay; pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WRAPPED = 55
"""A line so long that goes on in small letters was broken by a mail program, not by its writer."""
_LINE = re.compile(r"([^\n]*)(\n*)")
_MARK = re.compile(r"(?:[ \t]*>)*[ \t]*(?:[-*•·–][ \t]+|\d{1,3}[.)][ \t]+)?")
"""What begins a line and is no word: quotes, indents, the points of a list."""
_KEPT = re.compile(
    r"\{\{.*?\}\}|\[\[.*?\]\]|\{[\w. ]{1,60}\}|(?:https?://|www\.)[^\s<>]*[^\s<>.,;:!?)\]'\"]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
)
_TOKEN = re.compile(r"\{\s*(\d{1,3})\s*\}")
_SENTENCE_END = re.compile(r"(?<=[.!?\u2026\u3002\uff01\uff1f])\s+")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text. before, after: what stands around its words and is never translated."""

    before: str
    text: str
    after: str

    @property
    def has_words(self) -> bool:
        """Whether there is anything to translate."""
        return any(one.isalpha() for one in _KEPT.sub("", self.text))


def pieces(text: str, most: int) -> tuple[Piece, ...]:
    """Return a text in pieces of at most `most` characters each; `joined` makes it whole again.

    What a mail program has wrapped is one piece, so that an engine sees whole sentences.
    """
    return tuple(part for piece in _unwrapped(_lines(text)) for part in _short(piece, most))


def joined(parts: Sequence[Piece], words: Sequence[str]) -> str:
    """Return the text with other words in its pieces."""
    return "".join(f"{part.before}{said}{part.after}" for part, said in zip(parts, words, strict=True))


def masked(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text with {1}, {2} … for what must come back as it is, and what they stand for."""
    kept: list[str] = []

    def token(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"{{{len(kept)}}}"

    return _KEPT.sub(token, text), tuple(kept)


def unmasked(text: str, kept: Sequence[str]) -> str | None:
    """Return a text with what its tokens stand for; None when an engine has lost, doubled or made up one."""
    found = sorted(int(number) for number in _TOKEN.findall(text))
    if found != list(range(1, len(kept) + 1)):
        return None
    return _TOKEN.sub(lambda match: kept[int(match[1]) - 1], text)


def fragments(text: str) -> tuple[Piece, ...]:
    """Return the words between what must stay, for an engine that does not keep tokens."""
    found: list[Piece] = []
    at = 0
    for match in _KEPT.finditer(text):
        found.append(_trimmed(text[at : match.start()]))
        found.append(Piece(match[0], "", ""))
        at = match.end()
    found.append(_trimmed(text[at:]))
    return tuple(found)


def _lines(text: str) -> Iterator[Piece]:
    for match in _LINE.finditer(text.replace("\r\n", "\n")):
        line, breaks = match[1], match[2]
        if not line and not breaks:
            continue
        mark = _MARK.match(line)
        before = mark[0] if mark else ""
        words = line[len(before) :]
        bare = words.rstrip()
        yield Piece(before, bare, words[len(bare) :] + breaks)


def _unwrapped(lines: Iterator[Piece]) -> Iterator[Piece]:
    waiting: Piece | None = None
    last = 0
    for line in lines:
        if waiting is not None and last >= WRAPPED and _goes_on(waiting, line):
            waiting = Piece(waiting.before, f"{waiting.text} {line.text}", line.after)
        else:
            if waiting is not None:
                yield waiting
            waiting = line
        last = len(line.before) + len(line.text)
    if waiting is not None:
        yield waiting


def _goes_on(line: Piece, following: Piece) -> bool:
    return line.after.strip(" ") == "\n" and following.before == line.before and following.text[:1].islower()


def _short(piece: Piece, most: int) -> Iterator[Piece]:
    if len(piece.text) <= most:
        yield piece
        return
    parts = _cut(piece.text, most)
    for number, (words, gap) in enumerate(parts):
        is_last = number == len(parts) - 1
        yield Piece(piece.before if number == 0 else "", words, piece.after if is_last else gap)


def _cut(text: str, most: int) -> list[tuple[str, str]]:
    """Return (words, the gap after them): at the end of a sentence if there is one, at a space, or anywhere."""
    found = []
    while len(text) > most:
        window = text[: most + 1]
        ends = list(_SENTENCE_END.finditer(window)) or list(_SPACE.finditer(window))
        end = next((one for one in reversed(ends) if 0 < one.start() <= most), None)
        at, to = (end.start(), end.end()) if end else (most, most)
        found.append((text[:at], text[at:to]))
        text = text[to:]
    found.append((text, ""))
    return found


def _trimmed(text: str) -> Piece:
    bare = text.strip()
    at = text.find(bare) if bare else len(text)
    return Piece(text[:at], bare, text[at + len(bare) :])
