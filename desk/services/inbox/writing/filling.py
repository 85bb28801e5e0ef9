# SPDX-License-Identifier: LicenseRef-Desk
"""Fills the placeholders of a saved reply for one conversation; holes [[…]] stay for the writer; pure.

Nothing is run: a placeholder is looked up by its name, and what is not known becomes a hole that says what it is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from desk.services.inbox.writing.holes import HOLE
from desk.services.templates import Names, choose_language

_PLACEHOLDER = re.compile(r"\{\{-?\s*(?P<path>[^\W\d][\w.]*)\s*(?P<filters>\|[^{}\n]*?)?\s*-?\}\}")
_DEFAULT = re.compile(
    r"""\|\s*(?:default|defaut|défaut)\s*\(\s*(?P<quote>["'])(?P<text>.*?)(?P=quote)\s*\)"""
)
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_TAG = re.compile(r"\{%[^\n]*?%\}|\{#[^\n]*?#\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A saved reply as it is inserted. holes: what the writer still has to fill in, as it stands in the text."""

    subject: str
    text: str
    holes: tuple[str, ...] = ()


def fill_reply(words: tuple[str, str], fields: Mapping[str, str], names: Names) -> Filled:
    """Return (subject, text) filled. fields: path → what it says, already in words; "" counts as not known."""
    subject, text = (_filled(one, fields, names) for one in words)
    return Filled(
        subject=_BREAKS.sub(" ", subject).strip(),
        text=text,
        holes=tuple(match.group() for one in (subject, text) for match in HOLE.finditer(one)),
    )


def choose_wording(texts: Mapping[str, tuple[str, str]], language: str, default: str) -> tuple[str, str]:
    """Return (subject, text) in the language that comes nearest; ("", "") where there is none."""
    return texts.get(choose_language(language, texts, default), ("", "")) if texts else ("", "")


def _filled(text: str, fields: Mapping[str, str], names: Names) -> str:
    def known(found: re.Match[str]) -> str:
        spelling = found["path"]
        value = fields.get(names.path_of(spelling)[0], "")
        if value:
            return value
        default = _DEFAULT.search(found["filters"] or "")
        return default["text"] if default else f"[[{spelling}]]"

    return _PLACEHOLDER.sub(known, _TAG.sub("", text))
