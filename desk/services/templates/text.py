# SPDX-License-Identifier: LicenseRef-Desk
"""What a template says on one channel in one language, and its JSON form."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from desk.services.templates.plain import Json


class BlockKind(StrEnum):
    """What a piece of an e-mail is."""

    HEADING = "heading"
    TEXT = "text"
    BUTTON = "button"
    IMAGE = "image"
    DIVIDER = "divider"
    LINES = "lines"
    CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table of lines. cell: text about one `line`, such as "{{ line.name }}"."""

    title: str = ""
    cell: str
    align: str = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One piece of an e-mail; the kind says which parts count.

    heading: text, level. text: text. button: text, url. image: url, alt (empty: decorative), target url in
    `link`. lines: source (a list's path), columns. conditional: condition, blocks, otherwise.
    Texts may hold placeholders, **bold**, [links](https://...) and lists.
    """

    kind: BlockKind
    text: str = ""
    level: int = 2
    align: str = "left"
    url: str = ""
    alt: str = ""
    link: str = ""
    source: str = ""
    columns: tuple[Column, ...] = ()
    condition: str = ""
    blocks: tuple["Block", ...] = ()
    otherwise: tuple["Block", ...] = ()

    def to_json(self) -> Json:
        """Return the block as a JSON object; parts at their default are left out."""
        return _trimmed(asdict(self), _PLAIN_BLOCK)

    @classmethod
    def from_json(cls, value: Json) -> "Block":
        """Read a block back; unknown parts are ignored, an unknown kind raises ValueError."""
        known: dict[str, Any] = {name: value[name] for name in _PLAIN_BLOCK if name in value}
        known["kind"] = BlockKind(known["kind"])
        known["columns"] = tuple(Column(**one) for one in known.get("columns", ()))
        for branch in ("blocks", "otherwise"):
            known[branch] = tuple(cls.from_json(one) for one in known.get(branch, ()))
        return cls(**known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One channel's text. subject, preheader and blocks: e-mail only; without blocks the body is the mail."""

    subject: str = ""
    preheader: str = ""
    body: str = ""
    blocks: tuple[Block, ...] = ()

    def to_json(self) -> Json:
        """Return the text as `models.TemplateVersion.texts` keeps it."""
        plain: Json = {"subject": self.subject, "body": self.body}
        if self.preheader:
            plain["preheader"] = self.preheader
        if self.blocks:
            plain["blocks"] = [block.to_json() for block in self.blocks]
        return plain

    @classmethod
    def from_json(cls, value: Json) -> "Text":
        """Read a text back; what is missing is empty."""
        return cls(
            subject=value.get("subject", ""),
            preheader=value.get("preheader", ""),
            body=value.get("body", ""),
            blocks=tuple(Block.from_json(one) for one in value.get("blocks", ())),
        )


Texts = Mapping[str, Mapping[str, Text]]
"""Channel → language → text."""


def texts_to_json(texts: Texts) -> Json:
    """Return texts as `models.TemplateVersion.texts` keeps them."""
    return {
        str(channel): {language: text.to_json() for language, text in by_language.items()}
        for channel, by_language in texts.items()
    }


def texts_from_json(value: Json) -> dict[str, dict[str, Text]]:
    """Read texts back: channel → language → text."""
    return {
        channel: {language: Text.from_json(text) for language, text in by_language.items()}
        for channel, by_language in value.items()
    }


def choose_language(wanted: str, available: Iterable[str], default: str) -> str:
    """Return the language to speak: fr-CA → fr → another fr, the default likewise, the first; "" for none."""
    by_tag = {_tag(one): one for one in sorted(available)}
    for tag in (_tag(wanted), _tag(default)):
        root = tag.split("-", maxsplit=1)[0]
        kin = (one for one in by_tag if root and one.split("-", maxsplit=1)[0] == root)
        found = tag if tag in by_tag else root if root in by_tag else next(kin, None)
        if found is not None:
            return by_tag[found]
    return next(iter(by_tag.values()), "")


def _tag(language: str) -> str:
    return language.replace("_", "-").lower()


def _trimmed(value: Json, plain: Json) -> Json:
    kept = {name: part for name, part in value.items() if name == "kind" or part != plain[name]}
    for branch in kept.keys() & {"blocks", "otherwise"}:
        kept[branch] = [_trimmed(one, _PLAIN_BLOCK) for one in kept[branch]]
    if "columns" in kept:
        kept["columns"] = [dict(one) for one in kept["columns"]]
    return kept


_PLAIN_BLOCK: Json = asdict(Block(kind=BlockKind.TEXT))
