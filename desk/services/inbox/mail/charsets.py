# SPDX-License-Identifier: LicenseRef-Desk
"""Decides how bytes of a mail are read as text, whatever their label says; pure."""

import codecs
import re
from functools import lru_cache

_ALIASES = {
    "": "utf-8",
    "ansi": "cp1252",
    "ansi_x3.110-1983": "cp1252",
    "big5": "big5hkscs",
    "chinesebig5": "big5hkscs",
    "cp-850": "cp850",
    "default": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "latin1": "cp1252",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "tis-620": "cp874",
    "unicode": "utf-16",
    "unicode-1-1-utf-7": "utf-7",
    "utf8": "utf-8",
    "utf-8mb4": "utf-8",
    "x-gbk": "gb18030",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "x-user-defined": "cp1252",
}
_NO_CHARSET = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)
"""Codecs of Python that no mail is written in; some take quadratic time."""
_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:+-]{0,60}")
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_KINDLY = {"iso2022_jp": "iso2022_jp_ext", "euc_jp": "euc_jisx0213", "ascii": "utf-8"}


def text_of(octets: bytes, label: str) -> tuple[str, bool]:
    """Return the text, and whether the label was right. Never raises; without nulls and lone surrogates."""
    codec = codec_of(label)
    if codec == "utf-8" or codec is None or codec == "ascii":
        text, is_right = _utf8(octets)
        return fit(text), is_right and codec is not None and (codec != "ascii" or octets.isascii())
    try:
        return fit(_strictly(octets, codec)), True
    except (UnicodeError, ValueError):
        return fit(_somehow(octets, codec)), False


def fit(text: str) -> str:
    """Return `text` as a database takes it: no null, no half of a surrogate pair."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return text


def label_in_html(octets: bytes) -> str:
    """Return the charset that a page's head names, or ""."""
    found = _META.search(octets, 0, 2048)
    return found[1].decode("ascii") if found else ""


@lru_cache(maxsize=512)
def codec_of(label: str) -> str | None:
    """Return the codec for a label of a mail; None: no such charset."""
    plain = label.strip().strip("\"'").lower()
    plain = _ALIASES.get(plain, plain)
    if not _LABEL.fullmatch(plain):
        return None
    for name in (plain, plain.removeprefix("x-"), plain.replace("windows", "cp").replace("cp-", "cp")):
        found = _lookup(name)
        if found:
            return _ALIASES.get(found, found)
    return None


def _lookup(name: str) -> str | None:
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    is_text = getattr(found, "_is_text_encoding", True)
    name = found.name.replace("-", "_")
    if not is_text or name in _NO_CHARSET:
        return None
    return "utf-8" if name == "utf_8" else name if name != "iso8859_1" else "cp1252"


def _utf8(octets: bytes) -> tuple[str, bool]:
    """Read as UTF-8; what is not, as the most common charset of western mail."""
    try:
        return octets.decode("utf-8"), True
    except UnicodeDecodeError:
        text = octets.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = sum(1 for character in text[:20_000] if character > "\x7f" and character != "\ufffd")
    return (text if right >= wrong else octets.decode("cp1252", "replace")), False


def _strictly(octets: bytes, codec: str) -> str:
    if codec == "utf_16" and octets[:2] not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        is_big = octets[0:200:2].count(0) > octets[1:200:2].count(0)
        codec = "utf-16-be" if is_big else "utf-16-le"
    if codec == "cp1252":
        return _cp1252(octets)
    return octets.decode(codec)


def _cp1252(octets: bytes) -> str:
    """Read as Windows does; UTF-8 with a wrong label is told by being valid UTF-8, which no real text is by chance."""
    if octets.isascii():
        return octets.decode("ascii")
    try:
        return octets.decode("cp1252")
    except UnicodeDecodeError:
        return octets.decode("latin-1")


def _somehow(octets: bytes, codec: str) -> str:
    try:
        return octets.decode(_KINDLY.get(codec, codec), "replace")
    except (UnicodeError, ValueError, LookupError):
        return octets.decode("latin-1")
