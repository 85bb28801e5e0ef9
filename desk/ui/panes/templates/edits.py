# SPDX-License-Identifier: LicenseRef-Desk
"""Changes what a template says; pure: each function returns another wording, text or row of blocks."""

from collections.abc import Iterator
from dataclasses import replace

from desk.errors import Refused
from desk.services.templates import Block, BlockKind, Column, Policy, Text, Texts, Wording, paragraphs
from desk.ui.panes.templates.tokens import tokens

Blocks = tuple[Block, ...]

EMPTY = Text()
MAIL = "email"
CHANNELS = (MAIL, "sms")


def text_of(wording: Wording, channel: str, language: str) -> Text:
    """Return what a wording says on a channel in a language; an empty text where it says nothing."""
    return wording.texts.get(channel, {}).get(language, EMPTY)


def with_text(wording: Wording, channel: str, language: str, text: Text) -> Wording:
    """Return a wording that says `text` there."""
    texts = {one: dict(by_language) for one, by_language in wording.texts.items()}
    texts.setdefault(channel, {})[language] = text
    return replace(wording, texts=texts)


def says(text: Text) -> bool:
    """Say whether a text has anything to say."""
    return bool(text.body.strip() or text.blocks)


def languages(wording: Wording) -> tuple[str, ...]:
    """Return the languages that a wording has on any channel, in the order in which they were added."""
    return tuple(dict.fromkeys(tag for by_language in wording.texts.values() for tag in by_language))


def with_language(wording: Wording, language: str, source: str) -> Wording:
    """Return a wording that also has `language`: a copy of `source` on each channel, to be translated."""
    for channel, by_language in wording.texts.items():
        if language not in by_language:
            copied = by_language.get(source) or next(iter(by_language.values()), EMPTY)
            wording = with_text(wording, channel, language, copied)
    return wording


def without_language(wording: Wording, language: str) -> Wording:
    """Return a wording without a language."""
    texts = {
        channel: {tag: text for tag, text in by_language.items() if tag != language}
        for channel, by_language in wording.texts.items()
    }
    return replace(wording, texts=texts)


def with_policy(wording: Wording, path: str, policy: Policy | None) -> Wording:
    """Return a wording with another policy for a placeholder; None: nobody has decided."""
    policies = {one: kept for one, kept in wording.policies.items() if one != path}
    return replace(wording, policies=policies | ({path: policy} if policy else {}))


# ------------------------------------------------------------------------------------------ blocks


def normal(wording: Wording) -> Wording:
    """Return a wording whose e-mails all are made of blocks: a plain body is one text block a paragraph."""
    mails = wording.texts.get(MAIL, {})
    for language, text in mails.items():
        if text.body.strip() and not text.blocks:
            wording = with_text(wording, MAIL, language, in_blocks(text, _paragraphs(text.body)))
    return wording


def in_blocks(text: Text, blocks: Blocks) -> Text:
    """Return an e-mail made of `blocks`."""
    return replace(text, blocks=blocks, body="")


def _paragraphs(body: str) -> Blocks:
    try:
        return paragraphs(body)
    except Refused:  # a placeholder that is not closed: nothing may be cut there
        return (Block(kind=BlockKind.TEXT, text=body),)


def replaced(blocks: Blocks, at: int, *into: Block) -> Blocks:
    """Return the blocks with one replaced; by nothing: taken away."""
    return (*blocks[:at], *into, *blocks[at + 1 :])


def inserted(blocks: Blocks, at: int, block: Block) -> Blocks:
    """Return the blocks with one more, which then is number `at`."""
    return (*blocks[:at], block, *blocks[at:])


def moved(blocks: Blocks, start: int, to: int) -> Blocks:
    """Return the blocks with number `start` as number `to`."""
    return inserted(replaced(blocks, start), to, blocks[start])


def new_block(kind: BlockKind, source: str = "") -> Block:
    """Return an empty block of a kind. source: the list that a table of lines goes through."""
    match kind:
        case BlockKind.LINES:
            return Block(kind=kind, source=source, columns=(Column(cell=""),))
        case BlockKind.CONDITIONAL:
            return Block(kind=kind, blocks=(Block(kind=BlockKind.TEXT),))
        case BlockKind.BUTTON | BlockKind.IMAGE:
            return Block(kind=kind, url="https://")
        case _:
            return Block(kind=kind)


# ----------------------------------------------------------------------------------- what is said


def parts(text: Text) -> Iterator[tuple[str, str]]:
    """Give (place, words) of all that a person wrote, such as ("blocks.3.text", "Bonjour")."""
    yield from (("subject", text.subject), ("preheader", text.preheader))
    if text.body and not text.blocks:
        yield "body", text.body
    yield from _block_parts("blocks", text.blocks)


def untranslated(texts: Texts, channel: str, language: str, source: str) -> int:
    """Return how many parts still say word for word what they say in the language `source`."""
    if language == source:
        return 0
    by_language = texts.get(channel, {})
    theirs = dict(parts(by_language.get(source, EMPTY)))
    mine = parts(by_language.get(language, EMPTY))
    return sum(theirs.get(place) == said and _has_words(said, place) for place, said in mine)


def _block_parts(place: str, blocks: Blocks) -> Iterator[tuple[str, str]]:
    for number, block in enumerate(blocks):
        here = f"{place}.{number}"
        named = (("text", block.text), ("url", block.url), ("alt", block.alt), ("link", block.link))
        yield from ((f"{here}.{name}", said) for name, said in named if said)
        for column in block.columns:
            yield f"{here}.columns", f"{column.title} {column.cell}"
        if block.kind is BlockKind.CONDITIONAL:
            yield f"{here}.condition", block.condition
        yield from _block_parts(f"{here}.blocks", block.blocks)
        yield from _block_parts(f"{here}.otherwise", block.otherwise)


_NO_WORDS = ("url", "link", "condition", "columns")
_LEAST_WORD = 2
"""Letters; fewer are no word that somebody would translate."""


def _has_words(said: str, place: str) -> bool:
    if place.rpartition(".")[2] in _NO_WORDS:
        return False
    for token in reversed(tokens(said)):
        said = said[: token.start] + said[token.end :]
    return sum(sign.isalpha() for sign in said) > _LEAST_WORD
