# SPDX-License-Identifier: LicenseRef-Desk
"""Reads a version as a careful colleague would, before anybody gets it: nothing is run, only read.

Places are "channel.language.part", such as "email.fr.subject" or "email.fr.blocks.3.text".
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Protocol

from desk.errors import Problem, Refused
from desk.services.templates import markup
from desk.services.templates.filters import FILTERS, show
from desk.services.templates.formats import Formats
from desk.services.templates.job import RenderJob
from desk.services.templates.language import uses
from desk.services.templates.mail_html import condition, source_path
from desk.services.templates.names import Names
from desk.services.templates.pieces import Guard, PieceKind, pieces
from desk.services.templates.render import MAIL, prepare
from desk.services.templates.text import Block, BlockKind, Text
from desk.services.templates.version import Wording

MOST_SEGMENTS = 3
"""Beyond this a text message is worth a second look."""

WARNINGS = frozenset({
    "alt_missing",
    "language_missing",
    "may_be_empty",
    "no_https",
    "single_brace",
    "sms_long",
    "subject_long",
})  # fmt: skip
"""Codes that a person should look at, but that do not stop a version from being published."""

_LONG_SUBJECT = 78


class KnownField(Protocol):
    """What the check has to know of a field; `events.Field` is one."""

    @property
    def path(self) -> str:
        """The dotted path."""

    @property
    def alias(self) -> str:
        """Another spelling, or ""."""

    @property
    def sample(self) -> object:
        """A value such as the field has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What the text is read against; the caller, who stands above, knows it.

    fields: those the event type has; () leaves placeholders alone. sure: paths that always have a value.
    languages: those the shop speaks. segments: how many segments a text message takes; None leaves its length
    alone.
    """

    fields: tuple[KnownField, ...] = ()
    names: Names = field(default_factory=Names)
    sure: frozenset[str] = frozenset()
    languages: tuple[str, ...] = ()
    segments: Callable[[str], int] | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """One stretch that a person writes, as a text of the language."""

    place: str
    source: str


def grammar_problems(wording: Wording) -> tuple[Problem, ...]:
    """Return what keeps a version from being published whatever its fields: nothing said, or wrongly."""
    if not any(_says(text) for _, text in _texts(wording)):
        return (Problem(code="no_text", place="texts"),)
    return tuple(problem for place, text in _texts(wording) for problem in _faults(place, text, wording))


def check(wording: Wording, knowledge: Knowledge) -> tuple[Problem, ...]:
    """Return everything wrong with a version or worth a look, in reading order; `WARNINGS` do not stop it."""
    found = [*grammar_problems(wording), *_missing_languages(wording, knowledge.languages)]
    reader = _Reader(wording, knowledge)
    for place, text in _texts(wording):
        found += reader.text(place, text)
    return tuple(problem for at, problem in enumerate(found) if problem not in found[:at])


def is_warning(problem: Problem) -> bool:
    """Say whether a problem leaves a version fit to be published."""
    return problem.code in WARNINGS


def _texts(wording: Wording) -> Iterator[tuple[str, Text]]:
    for channel, by_language in wording.texts.items():
        for language, text in by_language.items():
            yield f"{channel}.{language}", text


def _says(text: Text) -> bool:
    return bool(text.body.strip() or text.blocks)


def _parts(place: str, text: Text) -> Iterator[_Part]:
    """Give every stretch with a place of its own."""
    for name, source in (("subject", text.subject), ("preheader", text.preheader), ("body", text.body)):
        if source:
            yield _Part(f"{place}.{name}", source)
    yield from _block_parts(f"{place}.blocks", text.blocks)


def _block_parts(place: str, blocks: Iterable[Block]) -> Iterator[_Part]:
    for number, block in enumerate(blocks):
        here = f"{place}.{number}"
        for name, source in (
            ("text", block.text),
            ("url", block.url),
            ("alt", block.alt),
            ("link", block.link),
        ):
            if source:
                yield _Part(f"{here}.{name}", source)
        if block.kind is BlockKind.LINES:
            cells = "".join(f"{column.title}{column.cell}" for column in block.columns)
            yield _Part(f"{here}.columns", f"{{% for line in {block.source} %}}{cells}{{% endfor %}}")
        if block.kind is BlockKind.CONDITIONAL:
            yield _Part(f"{here}.condition", f"{{% if {block.condition} %}}{{% endif %}}")
        yield from _block_parts(f"{here}.blocks", block.blocks)
        yield from _block_parts(f"{here}.otherwise", block.otherwise)


def _faults(place: str, text: Text, wording: Wording) -> Iterator[Problem]:
    """Give what no message could be made of: each part alone, then the whole as the sender prepares it."""
    if not _says(text):
        return
    channel, language = place.split(".", maxsplit=1)
    found = [*_block_faults(f"{place}.blocks", text.blocks)]
    found += [problem for part in _parts(place, text) for problem in _broken(part)]
    if channel == MAIL and not text.subject.strip():
        found.append(Problem(code="empty_subject", place=f"{place}.subject"))
    if not found:
        texts, policies = wording.to_json()
        job = RenderJob(key="", channel=channel, language=language, texts=texts, policies=policies, fields={})
        try:
            prepare(job, Names())
        except Refused as error:
            found += [_moved(problem, place) for problem in error.problems]
    yield from found


def _broken(part: _Part) -> Iterator[Problem]:
    try:
        uses(part.source)
    except Refused as error:
        for problem in error.problems:
            yield _moved(problem, part.place)


def _moved(problem: Problem, place: str) -> Problem:
    """Return a problem of the grammar with the place that the editor knows, and the nearest right word."""
    details = dict(problem.details)
    if problem.code == "unknown_filter":
        details |= _nearest(details.get("detail", ""), FILTERS)
    return Problem(code=problem.code, place=place, details=details)


def _block_faults(place: str, blocks: Iterable[Block]) -> Iterator[Problem]:
    for number, block in enumerate(blocks):
        here = f"{place}.{number}"
        try:
            if block.kind is BlockKind.CONDITIONAL:
                condition(block.condition)
            if block.kind is BlockKind.LINES:
                source_path(block)
            if block.kind in (BlockKind.BUTTON, BlockKind.IMAGE) and not _is_url(block.url):
                yield Problem(code="bad_url", place=f"{here}.url")
        except Refused as error:
            yield from (Problem(code=problem.code, place=here) for problem in error.problems)
        yield from _block_faults(f"{here}.blocks", block.blocks)
        yield from _block_faults(f"{here}.otherwise", block.otherwise)


def _is_url(source: str) -> bool:
    guard = Guard()
    return bool(markup.plain_url(guard.hide(source.strip()), guard))


def _missing_languages(wording: Wording, languages: tuple[str, ...]) -> Iterator[Problem]:
    for channel, by_language in wording.texts.items():
        roots = {language.split("-", maxsplit=1)[0] for language, text in by_language.items() if _says(text)}
        for language in languages:
            if roots and language.split("-", maxsplit=1)[0] not in roots:
                yield Problem(code="language_missing", place=channel, details={"language": language})


def _nearest(word: str, words: Iterable[str]) -> dict[str, str]:
    close = get_close_matches(word, list(words), n=1, cutoff=0.6)
    return {"suggestion": close[0]} if close else {}


class _Reader:
    """Reads the parts of one version against what is known of its fields."""

    def __init__(self, wording: Wording, knowledge: Knowledge) -> None:
        self._policies, self._knowledge = wording.policies, knowledge
        self._samples = {one.path: one.sample for one in knowledge.fields}
        self._spellings = {*self._samples, *(one.alias for one in knowledge.fields if one.alias)}
        self._spellings |= knowledge.names.aliases.keys()

    def text(self, place: str, text: Text) -> Iterator[Problem]:
        """Give what is wrong or remarkable in one text."""
        for part in _parts(place, text):
            yield from self._part(part)
        if len(text.subject) > _LONG_SUBJECT:
            details = {"characters": str(len(text.subject))}
            yield Problem(code="subject_long", place=f"{place}.subject", details=details)
        if place.startswith("sms.") and self._knowledge.segments is not None:
            count = self._knowledge.segments(self._imagined(text.body))
            if count > MOST_SEGMENTS:
                yield Problem(code="sms_long", place=f"{place}.body", details={"segments": str(count)})
        yield from _images(f"{place}.blocks", text.blocks)

    def _part(self, part: _Part) -> Iterator[Problem]:
        try:
            used = uses(part.source, self._knowledge.names, self._policies)
        except Refused:  # told by `grammar_problems`
            return
        for path in used.paths:
            if self._samples and not self._is_known(path):
                details = {"placeholder": path, **_nearest(path, self._spellings)}
                yield Problem(code="unknown_placeholder", place=part.place, details=details)
        for path, line in used.shown.items():
            is_told = path in self._policies or path in self._knowledge.sure
            if self._is_known(path) and not is_told:
                details = {"placeholder": path, "line": str(line)}
                yield Problem(code="may_be_empty", place=part.place, details=details)
        if single := _SINGLE_BRACE.search(part.source):
            yield Problem(code="single_brace", place=part.place, details={"word": single[1]})
        if "http://" in part.source:
            yield Problem(code="no_https", place=part.place)

    def _is_known(self, path: str) -> bool:
        """Say whether a path is a field, a part of one, or the currency an amount looks for beside it."""
        heads = [path[: at.start()] for at in re.finditer(r"\.", path)]
        return (
            path in self._samples
            or path.endswith(".currency")
            or any(isinstance(self._samples.get(head), list | dict) for head in heads)
        )

    def _imagined(self, body: str) -> str:
        """Return a body with samples in place of placeholders and every branch taken: the longest it gets."""
        try:
            return "".join(self._sampled(piece.kind, piece.source) for piece in pieces(body))
        except Refused:
            return body

    def _sampled(self, kind: PieceKind, source: str) -> str:
        if kind is PieceKind.WORDS:
            return source
        if kind is not PieceKind.SHOW:
            return ""
        paths = uses(source, self._knowledge.names).paths
        sample = self._samples.get(paths[0], "") if paths else ""
        return show(sample, Formats()) if isinstance(sample, str | int | float) else ""


_SINGLE_BRACE = re.compile(r"(?<!\{)\{([A-Za-zÀ-ÿ_][\w.]*)\}(?!\})")


def _images(place: str, blocks: Iterable[Block]) -> Iterator[Problem]:
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.IMAGE and not block.alt.strip():
            yield Problem(code="alt_missing", place=f"{place}.{number}.alt")
        yield from _images(f"{place}.{number}.blocks", block.blocks)
        yield from _images(f"{place}.{number}.otherwise", block.otherwise)
