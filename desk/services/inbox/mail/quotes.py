# SPDX-License-Identifier: LicenseRef-Desk
"""Decides which lines of a mail are its writer's own, which are quoted and which are a signature; pure.

Knows how the common programs mark a quote in French, English, German, Spanish, Italian, Dutch and Portuguese.
What is not certain stays own: a sentence that is folded away is worse than a quote that is shown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

_MOST = 200_000
"""Characters that are looked through; the rest belongs to the last piece."""
_MOST_SIGNATURE = 1500
_LOOK = 5000

_SAID = (
    r"(?=[^\n]{{1,90}}[\d<@])(?:On\b{0}\bwrote|Le\b{0}\ba [ée]crit|Am\b{0}\bschrieb[^\n:]{{0,120}}|"
    r"El\b{0}\bescribi[óo]|Il\b{0}\bha scritto|"
    r"Op\b{0}\b(?:schreef|geschreven)[^\n:]{{0,120}}|Em\b{0}\bescreveu|"
    r"\d{{4}}[-/.]{0}<[^<>\s]{{3,100}}>)[\u202f\xa0 ]?:"
).format(r"(?:[^\n]|\n(?![\n>])){6,200}?")
_ORIGINAL = (
    r"-{2,}[ \t]?(?:Original Message|Message d['’]origine|Message original|Urspr[üu]ngliche Nachricht|"
    r"Originalnachricht|Original-Nachricht|Forwarded [Mm]essage|Message transf[ée]r[ée]|"
    r"Weitergeleitete Nachricht|"
    r"Mensaje original|Messaggio originale|Oorspronkelijk bericht|Mensagem original|Courriel original|"
    r"E-?mail d['’]origine|Reply [Mm]essage|Message initial|Original-Mail|Message de)[^\n]{0,80}"
)
_FORWARDED = (
    r"(?:Begin forwarded message|D[ée]but du message (?:r[ée]exp[ée]di[ée]|transf[ée]r[ée])|"
    r"Anfang der weitergeleiteten (?:Nachricht|E-Mail)|Inizio messaggio inoltrato|"
    r"Inicio del mensaje reenviado)[\u202f\xa0 ]?:"
)
_NAMED = (
    r"(?:_{10,}[ \t]*\n\s*)?\*{0,2}(?:From|De|Von|Da|Van|"
    r"Exp[ée]diteur)[\u202f\xa0 ]?:\*{0,2}[ \t\xa0][^\n]{1,300}\n"
    r"(?:[ \t]*\n)?(?:[ \t]*\*{0,2}(?:Sent|Date|Envoy[ée](?: le)?|Gesendet|Datum|Enviado(?: el|"
    r" em)?|Fecha|Data|Inviato|"
    r"Verzonden|To|[ÀA]|An|Para|Aan|Cc|Copie|Subject|Objet|Betreff|Asunto|Oggetto|Onderwerp|Assunto)"
    r"[\u202f\xa0 ]?:\*{0,2}[^\n]{0,500}\n?(?:[ \t]*\n)?){2,8}"
)
_PHONE = (
    r"(?:Envoy[ée] (?:de |depuis |à partir de |à partir d['’]|avec |via )[^\n]{3,80}|"
    r"Sent (?:from|with|via) [^\n]{3,80}|"
    r"Von mein(?:em|er) [^\n]{3,60}(?:gesendet|gesandt)|Gesendet (?:von|mit) [^\n]{3,80}|"
    r"Enviado (?:desde|do) [^\n]{3,80}|"
    r"Inviato da[^\n]{3,80}|Verzonden (?:vanaf|met|via) [^\n]{3,80}|"
    r"(?:Get Outlook for|T[ée]l[ée]charge[rz]? Outlook pour|Obten(?:ez|ir) Outlook pour|"
    r"Scarica Outlook per|Obtener Outlook para|Download Outlook voor) [^\n]{3,300}|"
    r"Outlook f[üu]r [^\n]{3,60} (?:beziehen|herunterladen)[^\n]{0,300}|"
    r"Yahoo[ \xa0]Mail[\u202f\xa0 ]?:[\u202f\xa0 ](?:Recherchez?|Search|Suchen?|Busca|Cerca),[^\n]{3,500}|"
    r"Provenance[\u202f\xa0 ]?: (?:Courrier|Mail)[^\n]{3,300}|"
    r"(?:Garanti sans virus|Sans virus|Virus-free)\.[^\n]{0,40}avast[^\n]{0,300})"
    r"(?=\n\s*(?:\n|\Z|>|-|_|On |Le |Am |De|From|Von)|\s*\Z)"
)
_MARK = re.compile(
    rf"\n[ \t]*(?=[>_*\-A-ZÀÉ0-9])(?:(?P<quote>>)|(?P<rest>{_ORIGINAL}|{_FORWARDED}|{_NAMED})|"
    rf"(?P<said>{_SAID})"
    rf"|(?P<dash>--[ \t\xa0]?(?=\n|\Z))|(?P<phone>{_PHONE}))"
)
_BLOCK = re.compile(r"(?:\n[ \t]*>[^\n]*|\n[ \t]*(?=\n[ \t]*>))+")
_GAP = re.compile(r"(?:[ \t]*\n)*[ \t]*(?=\n[ \t]*>)")


class PieceKind(StrEnum):
    """Whose words a piece is."""

    OWN = "own"
    QUOTE = "quote"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of lines of one kind, without the empty ones around it."""

    kind: PieceKind
    text: str


def folded(text: str) -> tuple[Piece, ...]:
    """Return a text as its pieces in order; joined by empty lines they say all it says."""
    return tuple(_pieces(text))


def own_words(text: str) -> str:
    """Return what the writer added: without quotes and signatures; "" when nothing is left."""
    return "\n\n".join(piece.text for piece in _pieces(text) if piece.kind is PieceKind.OWN)


def first_own_words(text: str) -> str:
    """Return what the writer added within the first 5,000 characters."""
    return _own_words(text[:_LOOK])


def preview(text: str, most: int = 200) -> str:
    """Return the first own words in one line; of a mere forward, the first words of all."""
    return " ".join((first_own_words(text) or text[:_LOOK])[: most * 5].split())[:most].strip()


# Of every mail that comes in they are asked for twice: what it wishes, and how it begins.
_own_words = lru_cache(maxsize=2)(own_words)


def _pieces(text: str) -> Iterator[Piece]:
    """Give the pieces in order; runs of the same kind stay apart where a mark stood between them."""
    whole = f"\n{text}"
    at = 0
    for mark, next_quote in _marks(whole):
        if mark.start() < at:
            continue
        kind, end = _reach(whole, mark, next_quote)
        if kind is PieceKind.OWN:
            continue
        yield from _piece(PieceKind.OWN, whole[at : mark.start()])
        yield from _piece(kind, whole[mark.start() : end])
        at = end
    yield from _piece(PieceKind.OWN, whole[at:])


def _marks(whole: str) -> list[tuple[re.Match[str], int]]:
    """Return the marks, each with where the next quote begins."""
    found = []
    next_quote = len(whole)
    for mark in reversed(list(_MARK.finditer(whole, 0, _MOST))):
        found.append((mark, next_quote))
        if mark.lastgroup not in {"dash", "phone"}:
            next_quote = mark.start()
    return found[::-1]


def _piece(kind: PieceKind, text: str) -> Iterator[Piece]:
    kept = text.strip("\n") if text.strip() else ""
    if kept:
        yield Piece(kind, kept)


def _reach(whole: str, mark: re.Match[str], next_quote: int) -> tuple[PieceKind, int]:
    """Return what begins at a mark and where it ends; OWN: nothing, after all."""
    match mark.lastgroup:
        case "quote":
            return PieceKind.QUOTE, _end_of_block(whole, mark.start())
        case "rest":
            return PieceKind.QUOTE, len(whole)
        case "said":
            return _said(whole, mark)
        case "dash":  # a signature reaches to the quote behind it, when it is short enough to be one
            is_short = next_quote - mark.end() <= _MOST_SIGNATURE
            return (PieceKind.SIGNATURE, next_quote) if is_short else (PieceKind.OWN, mark.end())
        case _:
            return PieceKind.SIGNATURE, mark.end()


def _said(whole: str, mark: re.Match[str]) -> tuple[PieceKind, int]:
    """Tell the line before a quote from a sentence: it is followed by > lines, or names a time and ends its line."""
    gap = _GAP.match(whole, mark.end())
    if gap:
        return PieceKind.QUOTE, _end_of_block(whole, gap.end())
    ends_line = whole[mark.end() : mark.end() + 3].strip(" \t\xa0")[:1] in {"", "\n"}
    names_time = any(character.isdigit() for character in mark["said"])
    return (PieceKind.QUOTE, len(whole)) if ends_line and names_time else (PieceKind.OWN, mark.end())


def _end_of_block(whole: str, start: int) -> int:
    block = _BLOCK.match(whole, start)
    return block.end() if block else start + 1
