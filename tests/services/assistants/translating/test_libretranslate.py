# SPDX-License-Identifier: LicenseRef-Desk
"""LibreTranslate is asked as its published interface describes, and understood."""

import json

import pytest

from desk.services.assistants.translating.engine import Access, Translated
from desk.services.assistants.translating.libretranslate import LibreTranslate, code_of
from desk.services.providers import Answer


def answer(document, status=200, is_whole=True):
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return Answer(status=status, headers={}, body=body, is_whole=is_whole)


def test_libretranslate_is_asked_as_it_wants():
    request = LibreTranslate().request(
        Access(address="http://localhost:5000/", key="k"), ["Bonjour"], "", "en-GB"
    )
    assert request.url == "http://localhost:5000/translate"
    assert json.loads(request.body) == {
        "q": ["Bonjour"],
        "source": "auto",
        "target": "en",
        "format": "text",
        "api_key": "k",
    }
    assert "api_key" not in json.loads(
        LibreTranslate().request(Access(address="http://x"), ["a"], "fr", "en").body
    )


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (
            {"translatedText": ["Hello"], "detectedLanguage": [{"language": "fr", "confidence": 9}]},
            Translated(text="Hello", source="fr"),
        ),
        (
            {"translatedText": "Hello", "detectedLanguage": {"language": "fr", "confidence": 9}},
            Translated(text="Hello", source="fr"),
        ),
        ({"translatedText": ["Hello"]}, Translated(text="Hello")),
    ],
)
def test_libretranslate_is_understood(said, found):
    assert LibreTranslate().read(answer(said), 1) == (found,)


@pytest.mark.parametrize(
    ("tag", "code"), [("fr-CA", "fr"), ("zh-TW", "zt"), ("zh-CN", "zh"), ("nn", "nb"), ("EN", "en")]
)
def test_libretranslates_words_for_languages(tag, code):
    assert code_of(tag) == code
