# SPDX-License-Identifier: LicenseRef-Desk
"""Drops the sentence whose placeholder has nothing to say (the policy "drop").

Works on the text as written: each sentence that shows such a placeholder is put between an if and its end.
Bold words, links and short conditions belong to their sentence; the end of a line always ends one.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from desk.services.templates.pieces import SHOW_TOKEN, TAG_TOKEN, Guard

PathsOf = Callable[[str], tuple[str, ...]]
"""Given a placeholder with its braces, returns the paths it uses that may drop their sentence."""

_SHOW, _TAG = re.compile(SHOW_TOKEN), re.compile(TAG_TOKEN)
_ATOM = re.compile(
    rf"(?P<tag>{TAG_TOKEN})"
    rf"|\*\*(?:[^*\n\ue002]|\*(?!\*))+\*\*"
    rf"|\[[^\]\n\ue002]*\]\([^)\s\ue002]*\)"
    rf"|{SHOW_TOKEN}"
    r"|(?P<line>[ \t]*\n\s*)"
    r"|(?P<stop>[.!?…]+[)\]\"'’»”]*(?:[ \t\u00a0\u202f]+(?=[^\sa-zà-ÿ])|[ \t]*\n\s*|\Z))"
    r"|\w+|."
)
_ABBREVIATIONS = frozenset(
    (
        *("art", "av", "bd", "cf", "dr", "env", "etc", "ex", "m", "me", "mlle", "mm", "mme", "mr", "mrs"),
        *("ms", "no", "nr", "p", "réf", "st", "ste", "tel", "tél"),
    )
)
_LINE_END = re.compile(r"[ \t]*\n\s*\Z")
_ROLE = re.compile(r"\{%[-+]?\s*(\w+)")


@dataclass(frozen=True, slots=True)
class Kept:
    """A text in which sentences know when to go. condition: of the whole, "" when some of it always stays."""

    source: str
    condition: str


@dataclass(slots=True)
class _Atom:
    text: str
    is_end: bool = False
    role: str = ""
    """Of a tag: its first word."""


def droppable(source: str, paths_of: PathsOf) -> Kept:
    """Return a text whose sentences go when one of their placeholders is empty."""
    guard = Guard()
    hidden = guard.hide(source)
    needs = {token: paths_of(guard.kept(token)) for token in set(_SHOW.findall(hidden))}
    if not any(needs.values()):
        return Kept(source, "")
    written, conditions, always = [], [], False
    begins_line = True
    for sentence in _sentences(hidden, guard):
        paths = [path for token in _SHOW.findall(sentence) for path in needs[token]]
        if paths and not _is_tag(sentence):
            condition = " and ".join(f"{path} is filled" for path in dict.fromkeys(paths))
            # A line that goes whole takes its end with it; what stays of one keeps its own.
            body = sentence if begins_line else _LINE_END.sub("", sentence)
            written.append(f"{{% if {condition} %}}{body}{{% endif %}}{sentence[len(body) :]}")
            conditions.append(f"({condition})")
        else:
            written.append(sentence)
            always = always or bool(sentence.strip())
        begins_line = "\n" in sentence
    return Kept(guard.reveal("".join(written)), "" if always else " or ".join(dict.fromkeys(conditions)))


def _is_tag(sentence: str) -> bool:
    return _TAG.fullmatch(sentence) is not None


def _sentences(hidden: str, guard: Guard) -> Iterator[str]:
    """Give sentences and the tags between them, in order; together they are the whole text."""
    atoms = list(_atoms(hidden, guard))
    inline = _inline_tags(atoms)
    run: list[str] = []
    for number, atom in enumerate(atoms):
        if atom.role and number not in inline:
            if run:
                yield "".join(run)
            yield atom.text
            run = []
            continue
        run.append(atom.text)
        if atom.is_end:
            yield "".join(run)
            run = []
    if run:
        yield "".join(run)


def _atoms(hidden: str, guard: Guard) -> Iterator[_Atom]:
    before = ""
    for found in _ATOM.finditer(hidden):
        text = found[0]
        if found["tag"]:
            role = _ROLE.match(guard.kept(text))
            yield _Atom(text, role=role[1] if role else "?")
        else:
            is_abbreviated = text[0] == "." and "\n" not in text and _is_abbreviation(before)
            yield _Atom(text, is_end=bool(found["line"] or (found["stop"] and not is_abbreviated)))
        before = text


def _is_abbreviation(word: str) -> bool:
    return word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper())


def _inline_tags(atoms: list[_Atom]) -> set[int]:
    """Return the numbers of tags that stand with their partner inside one sentence."""
    inline: set[int] = set()
    open_tags: list[list[int]] = []
    ends = 0
    ends_at: list[int] = []
    for number, atom in enumerate(atoms):
        ends += atom.is_end
        if atom.role in ("if", "for"):
            open_tags.append([number])
            ends_at.append(ends)
        elif atom.role and open_tags:
            open_tags[-1].append(number)
            if atom.role in ("endif", "endfor"):
                tags, before = open_tags.pop(), ends_at.pop()
                if ends == before:
                    inline.update(tags)
    return inline
