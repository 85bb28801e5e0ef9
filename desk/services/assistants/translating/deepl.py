# SPDX-License-Identifier: LicenseRef-Desk
"""DeepL's API, version 2 (developers.deepl.com): one request for up to 50 texts; pure."""

from collections.abc import Sequence

from desk.services.assistants.translating.engine import Access, Translated, document, post, refuse
from desk.services.providers import Answer, Request

FREE = "https://api-free.deepl.com"
PRO = "https://api.deepl.com"
_FREE_KEY = ":fx"
"""Keys of the free plan end so, and are known to the free address only."""
_TARGETS = {
    "en": "EN-GB",
    "pt": "PT-PT",
    "zh-cn": "ZH-HANS",
    "zh-tw": "ZH-HANT",
    "zh-hk": "ZH-HANT",
    "no": "NB",
    "nn": "NB",
}
_VARIANTS = frozenset({"EN-GB", "EN-US", "PT-PT", "PT-BR", "ZH-HANS", "ZH-HANT", "ES-419"})
_SOURCES = {"no": "NB", "nn": "NB"}


class DeepL:
    """DeepL, free and paid: which of the two, the key says."""

    code = "deepl"
    label = "DeepL"
    address = PRO
    needs_key = True
    most_texts = 50
    most_characters = 9_000
    """Far from the 128 KiB of a request: an answer of other letters must fit the 64 KiB that are read of one."""
    most_piece = 4_000

    def request(self, access: Access, texts: Sequence[str], source: str, target: str) -> Request:
        """Ask for texts; what is a sentence, and line breaks, stay as they are."""
        usual = FREE if access.key.endswith(_FREE_KEY) else PRO
        body: dict[str, object] = {
            "text": list(texts),
            "target_lang": target_code(target),
            "preserve_formatting": True,
        }
        if source:
            body["source_lang"] = source_code(source)
        url = f"{(access.address or usual).rstrip('/')}/v2/translate"
        return post(url, body, Authorization=f"DeepL-Auth-Key {access.key}")

    def read(self, answer: Answer, count: int) -> tuple[Translated, ...]:
        """Return the texts; 456 says that the month's characters are spent."""
        if answer.status != 200:
            refuse(answer.status, answer.body.decode("utf-8", "replace"))
        found = document(answer)
        lines = found.get("translations") if isinstance(found, dict) else None
        if not isinstance(lines, list) or len(lines) != count or not all(map(_is_line, lines)):
            refuse(502, "")
        return tuple(
            Translated(text=line["text"], source=str(line.get("detected_source_language", "")).lower())
            for line in lines
        )


def target_code(language: str) -> str:
    """Return DeepL's word for a language to translate into."""
    tag = language.replace("_", "-").lower()
    if tag.upper() in _VARIANTS:
        return tag.upper()
    primary = tag.partition("-")[0]
    return _TARGETS.get(tag) or _TARGETS.get(primary) or primary.upper()


def source_code(language: str) -> str:
    """Return DeepL's word for a language to translate from: it knows no variants of those."""
    primary = language.replace("_", "-").partition("-")[0].lower()
    return _SOURCES.get(primary, primary.upper())


def _is_line(line: object) -> bool:
    return isinstance(line, dict) and isinstance(line.get("text"), str)
