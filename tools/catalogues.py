# SPDX-License-Identifier: LicenseRef-Desk
"""Builds the message catalogues: translations/<language>/parts/*.po become one desk.mo for each language.

    python tools/catalogues.py             build, and say what is missing
    python tools/catalogues.py --check     build nothing; fail when anything is missing or spelt wrongly
    python tools/catalogues.py --missing   print what is missing as entries ready to be filled in

Each area of the program keeps a part of its own, so that its words stand beside its code in a review.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "translations"
BUILT = ROOT / "desk" / "resources" / "translations"
METHODS = [("**.py", "python"), ("**.html", "jinja2")]

Key = tuple[str, str]
"""Context ("" for none) and text (the singular one)."""


@dataclass(frozen=True, slots=True)
class Used:
    """A text of the program. plural: "" for none. place: the first file it stands in."""

    text: str
    plural: str
    context: str
    place: str


def main(arguments: list[str]) -> int:
    """Do what `arguments` ask; return the exit code."""
    used = texts()
    found = 0
    for folder in sorted(path for path in SOURCES.glob("*/parts") if path.is_dir()):
        language = folder.parent.name
        catalogue, faults = merge(language, sorted(folder.glob("*.po")))
        lacking = missing(used, catalogue)
        if "--missing" in arguments:
            write_po(sys.stdout.buffer, blank(language, lacking), omit_header=True, width=100)
            continue
        faults += spelling(catalogue) if language == "fr" else []
        report(language, catalogue, lacking, faults)
        found += len(lacking) + len(faults)
        if "--check" not in arguments:
            build(catalogue, BUILT / language / "LC_MESSAGES" / "desk.mo")
    return 1 if found and "--check" in arguments else 0


def texts() -> list[Used]:
    """Return every text of the program once, in the order of its files."""
    seen: dict[Key, Used] = {}
    for place, line, text, _comments, context in extract_from_dir(
        ROOT / "desk", METHODS, keywords=DEFAULT_KEYWORDS
    ):
        one, many = (text[0], text[1]) if isinstance(text, tuple) else (text, "")
        if one:
            seen.setdefault((context or "", one), Used(one, many, context or "", f"desk/{place}:{line}"))
    return list(seen.values())


def merge(language: str, parts: Iterable[Path]) -> tuple[Catalog, list[str]]:
    """Return all parts as one catalogue, and where two of them disagree; the first one wins."""
    whole = Catalog(locale=language)
    owner: dict[Key, str] = {}
    faults = []
    for part in parts:
        with part.open("rb") as file:
            messages = read_po(file, locale=language, abort_invalid=True)
        for message in entries(messages):
            known = whole.get(message.id, message.context)
            if known is None:
                whole.add(message.id, message.string, context=message.context, flags=message.flags)
                owner[key_of(message)] = part.name
            elif known.string != message.string:
                faults.append(f"{part.name} and {owner[key_of(message)]} disagree on {key_of(message)[1]!r}")
    return whole, faults


def missing(used: Iterable[Used], catalogue: Catalog) -> list[Used]:
    """Return the texts that have no translation."""
    return [text for text in used if not is_translated(catalogue.get(text.text, text.context or None))]


def is_translated(message: Message | None) -> bool:
    """Whether every form is there."""
    if message is None or message.fuzzy:
        return False
    forms = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return all(forms)


def spelling(catalogue: Catalog) -> list[str]:
    """Return what breaks French typography: narrow spaces before ? ! ; : and %, ’ for '."""
    faults = []
    for message in entries(catalogue):
        forms = message.string if isinstance(message.string, list | tuple) else (message.string,)
        for form in forms:
            plain = re.sub(r"\{[^}]*\}|https?://\S+|<[^>]*>", "x", str(form))
            for pattern, says in WRONG:
                if re.search(pattern, plain):
                    faults.append(f"{says}: {form!r}")
    return faults


WRONG = (
    (r"(?<=\w)'(?=\w)", "a straight apostrophe"),
    (r"\w ?[?!;](?=\s|$)", "no narrow space before ? ! ;"),
    (r"(?<=[^\W\d_])(?<!\u202f)(?<!\u00a0) ?:(?=\s|$)", "no narrow space before :"),
    (r"(?<=\d)(?<!\u202f)(?<!\u00a0) ?%", "no narrow space before %"),
    (r"«(?!\u202f)|(?<!\u202f)»", "no narrow space inside « »"),
)


def report(language: str, catalogue: Catalog, lacking: list[Used], faults: list[str]) -> None:
    """Say what there is and what is wrong."""
    print(f"{language}: {len(list(entries(catalogue)))} texts, {len(lacking)} missing")
    for text in lacking:
        print(f"  missing  {text.place}  {text.text!r}" + (f" ({text.context})" if text.context else ""))
    for fault in faults:
        print(f"  {fault}")


def blank(language: str, lacking: Iterable[Used]) -> Catalog:
    """Return entries for the missing texts, ready to be filled in."""
    catalogue = Catalog(locale=language)
    for text in lacking:
        found = (text.text, text.plural) if text.plural else text.text
        catalogue.add(found, auto_comments=[text.place], context=text.context or None)
    return catalogue


def build(catalogue: Catalog, target: Path) -> None:
    """Write the catalogue for the program, whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_suffix(".part")
    with beside.open("wb") as file:
        write_mo(file, catalogue)
    beside.replace(target)


def entries(catalogue: Catalog) -> Iterator[Message]:
    """Return the messages of a catalogue without its header."""
    return (message for message in catalogue if message.id)


def key_of(message: Message) -> Key:
    """Return what a message is known by."""
    text = message.id[0] if isinstance(message.id, list | tuple) else message.id
    return (message.context or "", text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
