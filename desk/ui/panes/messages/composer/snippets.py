# SPDX-License-Identifier: LicenseRef-Desk
"""What a slash offers: saved replies first, then the texts of templates, each in the customer's language."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desk.errors import NotFound
from desk.models.identity import TemplateId
from desk.models.vocabulary import Channel
from desk.services import inbox
from desk.services.events import event_type
from desk.services.inbox import SavedReplyRow
from desk.services.shop import Operators, Settings, fold
from desk.services.store import Session
from desk.services.templates import (
    Block,
    BlockKind,
    Library,
    TemplateFilter,
    TemplateRow,
    Text,
    choose_language,
)

MOST_TEMPLATES = 60
MOST_REPLIES = 500
SHOWN = 30
_NO_WORD = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A text that can be inserted. texts: channel → language → (subject, text), with placeholders and holes.

    saved_id: of a saved reply, `used` so often; template_id: of a template, about what happens to a `record_kind`
    ("" for none: accounts, consent, anniversaries).
    """

    shortcut: str
    name: str
    texts: Mapping[Channel, Mapping[str, tuple[str, str]]]
    saved_id: str = ""
    template_id: str = ""
    record_kind: str = ""
    used: int = 0

    @property
    def key(self) -> str:
        """What it is known by."""
        return self.saved_id or self.template_id

    def words(self, channel: Channel, wanted: str, default: str) -> tuple[str, str]:
        """Return (subject, text) for a channel in the language that comes nearest; ("", "") for none."""
        by_language = self.texts.get(channel, {})
        return by_language.get(choose_language(wanted, by_language, default), ("", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Everything that can be inserted. language: the shop's."""

    snippets: tuple[Snippet, ...] = ()
    language: str = ""


def read_shelf(session: Session) -> Shelf:
    """Read all of it."""
    me = Operators(session).at_work()
    replies = inbox.SavedReplies(session).page(me.id if me is not None else None, limit=MOST_REPLIES)
    templates = Library(session).page(TemplateFilter(), limit=MOST_TEMPLATES)
    found = [_of_reply(one) for one in replies]
    found += [one for row in templates if (one := _of_template(session, row)) is not None]
    return Shelf(snippets=tuple(found), language=Settings(session).get().default_language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What is answered, on which channel. record_kind: "" for none. recent: what was inserted, the last first."""

    channel: Channel
    record_kind: str = ""
    recent: Sequence[str] = ()


def found(snippets: Iterable[Snippet], typed: str, around: Situation) -> tuple[Snippet, ...]:
    """Return the snippets of a channel that what was typed may mean, the nearest first, then what fits best."""
    wanted = fold(typed)
    texts = ((one, one.texts.get(around.channel, {}).values()) for one in snippets)
    usable = [one for one, said in texts if any(text for _subject, text in said)]
    ranked = [(_rank(one, wanted), *_fitness(one, around), at, one) for at, one in enumerate(usable)]
    return tuple(one for rank, *_by, one in sorted(ranked, key=lambda item: item[:-1]) if rank < _NOT)[:SHOWN]


def _fitness(one: Snippet, around: Situation) -> tuple[int, int, int, int]:
    """Return what sorts first what fits: used of late, saved for answers, about such a record; the rest is last."""
    about_it = bool(one.saved_id) or (bool(around.record_kind) and one.record_kind == around.record_kind)
    recency = around.recent.index(one.key) if one.key in around.recent else len(around.recent)
    is_strange = bool(one.template_id) and not one.record_kind
    return (0 if about_it else 2 if is_strange else 1), recency, not one.saved_id, -one.used


_NOT = 4


def _rank(one: Snippet, wanted: str) -> int:
    shortcut, name = fold(one.shortcut), fold(one.name)
    if not wanted or shortcut.startswith(wanted):
        return 0
    if any(word.startswith(wanted) for word in _NO_WORD.split(name)):
        return 1
    if wanted in shortcut or wanted in name:
        return 2
    said = (fold(text) for by_language in one.texts.values() for _subject, text in by_language.values())
    return 3 if len(wanted) > 2 and any(wanted in text for text in said) else _NOT


def shortcut_of(name: str) -> str:
    """Return what may be typed for something without a shortcut: "Commande prête" → "commande-prete"."""
    return "-".join(part for part in _NO_WORD.split(fold(name)) if part)[:40]


def _of_reply(row: SavedReplyRow) -> Snippet:
    shortcut = row.shortcut.lstrip("/") or shortcut_of(row.name)
    texts = {channel: dict(row.texts) for channel in (Channel.EMAIL, Channel.SMS)}
    return Snippet(shortcut=shortcut, name=row.name, texts=texts, saved_id=row.id, used=row.used)


def _of_template(session: Session, row: TemplateRow) -> Snippet | None:
    try:
        texts = Library(session).published(TemplateId(row.id)).wording.texts
    except NotFound:
        return None
    by_channel = {
        Channel(channel): {
            language: (text.subject, plain_text(text)) for language, text in by_language.items()
        }
        for channel, by_language in texts.items()
        if channel in {Channel.EMAIL, Channel.SMS}
    }
    name = row.card.name
    return Snippet(
        shortcut=shortcut_of(name),
        name=name,
        texts=by_channel,
        template_id=row.id,
        record_kind=_record_kind(row.card.event_kind),
    )


def _record_kind(event_kind: str) -> str:
    try:
        return event_type(event_kind).record_kind or ""
    except NotFound:  # for any event, or one that a newer Desk knows
        return ""


def plain_text(text: Text) -> str:
    """Return what a text of a template says as plain words, placeholders and all; pictures and lines go."""
    if not text.blocks:
        return _bare(text.body)
    return "\n\n".join(_paragraphs(text.blocks))


def _paragraphs(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if block.kind in {BlockKind.HEADING, BlockKind.TEXT} and block.text.strip():
            yield _bare(block.text)
        elif block.kind is BlockKind.BUTTON and block.url:
            yield f"{_bare(block.text)} {block.url}".strip()
        elif block.kind is BlockKind.CONDITIONAL:
            yield from _paragraphs(block.blocks)


_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")


def _bare(text: str) -> str:
    """Return a text without its marks: bold and links are written out."""
    return _LINK.sub(r"\1 \2", _BOLD.sub(r"\1", text)).strip()
