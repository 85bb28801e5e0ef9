# SPDX-License-Identifier: LicenseRef-Desk
"""LibreTranslate's API (docs.libretranslate.com): a server of one's own or another's; pure."""

from collections.abc import Sequence

from desk.errors import Unavailable
from desk.services.assistants.translating.engine import Access, Translated, document, post, refuse
from desk.services.providers import Answer, Request


class LibreTranslate:
    """LibreTranslate: free software, often on a computer of the shop itself; many need no key."""

    code = "libretranslate"
    label = "LibreTranslate"
    address = ""
    needs_key = False
    most_texts = 20
    most_characters = 2_000
    """What the public server takes in one request; others take more."""
    most_piece = 1_800

    def request(self, access: Access, texts: Sequence[str], source: str, target: str) -> Request:
        """Ask for texts, as plain ones."""
        body: dict[str, object] = {
            "q": list(texts),
            "source": code_of(source) if source else "auto",
            "target": code_of(target),
            "format": "text",
        }
        if access.key:
            body["api_key"] = access.key
        return post(f"{access.address.rstrip('/')}/translate", body)

    def read(self, answer: Answer, count: int) -> tuple[Translated, ...]:
        """Return the texts; a refusal says why in "error"."""
        if answer.status != 200:
            refuse(answer.status, _error(answer))
        found = document(answer)
        texts = found.get("translatedText") if isinstance(found, dict) else None
        if isinstance(texts, str):
            texts = [texts]
        if not isinstance(texts, list) or len(texts) != count or not all(isinstance(t, str) for t in texts):
            refuse(502, "")
        detected = found.get("detectedLanguage")
        languages = detected if isinstance(detected, list) else [detected] * count
        return tuple(
            Translated(text=text, source=_language(languages[at] if at < len(languages) else None))
            for at, text in enumerate(texts)
        )


def code_of(language: str) -> str:
    """Return LibreTranslate's word for a language: two letters, and traditional Chinese by itself."""
    tag = language.replace("_", "-").lower()
    if tag in {"zh-tw", "zh-hk", "zh-hant"}:
        return "zt"
    primary = tag.partition("-")[0]
    return "nb" if primary in {"no", "nn"} else primary


def _language(found: object) -> str:
    return str(found.get("language", "")) if isinstance(found, dict) else ""


def _error(answer: Answer) -> str:
    try:
        found = document(answer)
    except Unavailable:
        return ""
    return str(found.get("error", "")) if isinstance(found, dict) else ""
