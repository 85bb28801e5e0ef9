# SPDX-License-Identifier: LicenseRef-Desk
"""DeepL is asked as its published interface describes, and understood."""

import json

import pytest

from desk.services.assistants.translating.deepl import DeepL, source_code, target_code
from desk.services.assistants.translating.engine import Access, Translated
from desk.services.providers import Answer


def answer(document, status=200, is_whole=True):
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return Answer(status=status, headers={}, body=body, is_whole=is_whole)


def test_deepl_is_asked_as_it_wants():
    request = DeepL().request(Access(key="abc"), ["Bonjour", "Merci"], "fr-CA", "en")
    assert (request.method, request.url) == ("POST", "https://api.deepl.com/v2/translate")
    assert request.headers["Authorization"] == "DeepL-Auth-Key abc"
    assert request.headers["Content-Type"] == "application/json"
    assert json.loads(request.body) == {
        "text": ["Bonjour", "Merci"], "target_lang": "EN-GB", "source_lang": "FR", "preserve_formatting": True,
    }  # fmt: skip


def test_a_free_key_goes_to_the_free_address():
    assert (
        DeepL().request(Access(key="abc:fx"), ["x"], "", "de").url
        == "https://api-free.deepl.com/v2/translate"
    )
    assert "source_lang" not in json.loads(DeepL().request(Access(key="abc"), ["x"], "", "de").body)
    own = DeepL().request(Access(key="k", address="https://proxy.example/"), ["x"], "", "de")
    assert own.url == "https://proxy.example/v2/translate"


def test_deepl_is_understood():
    said = {"translations": [{"detected_source_language": "FR", "text": "Hello"}, {"text": "Thanks"}]}
    assert DeepL().read(answer(said), 2) == (Translated(text="Hello", source="fr"), Translated(text="Thanks"))


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "EN-GB"),
        ("en-US", "EN-US"),
        ("pt", "PT-PT"),
        ("pt_BR", "PT-BR"),
        ("zh-TW", "ZH-HANT"),
        ("zh", "ZH"),
        ("no", "NB"),
        ("fr-CA", "FR"),
    ],
)
def test_deepls_words_for_languages(tag, code):
    assert target_code(tag) == code
    assert source_code("no") == "NB"
    assert source_code("en-US") == "EN"
