# SPDX-License-Identifier: LicenseRef-Desk
"""Texts and blocks survive their JSON form; the language to speak is found."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.templates.text import (
    Block,
    BlockKind,
    Column,
    Text,
    choose_language,
    texts_from_json,
    texts_to_json,
)

words = st.text(max_size=20)
columns = st.lists(st.builds(Column, title=words, cell=words, align=words), max_size=2).map(tuple)


def blocks(inner=None):
    nested = st.lists(inner, max_size=2).map(tuple) if inner is not None else st.just(())
    return st.builds(
        Block,
        kind=st.sampled_from(BlockKind),
        text=words,
        level=st.integers(1, 3),
        align=words,
        url=words,
        alt=words,
        link=words,
        source=words,
        columns=columns,
        condition=words,
        blocks=nested,
        otherwise=nested,
    )


texts = st.builds(
    Text,
    subject=words,
    preheader=words,
    body=words,
    blocks=st.lists(st.recursive(blocks(), blocks, max_leaves=4), max_size=3).map(tuple),
)


@given(texts)
def test_a_text_survives_json(text):
    assert Text.from_json(json.loads(json.dumps(text.to_json()))) == text


@given(st.dictionaries(st.sampled_from(["email", "sms"]), st.dictionaries(words, texts, max_size=2)))
def test_all_texts_survive_json(kept):
    assert texts_from_json(json.loads(json.dumps(texts_to_json(kept)))) == kept


def test_the_json_says_only_what_is_said():
    assert Block(kind=BlockKind.TEXT, text="a").to_json() == {"kind": "text", "text": "a"}
    assert Text(body="a").to_json() == {"subject": "", "body": "a"}


def test_what_is_missing_or_unknown_is_forgiven_but_not_an_unknown_kind():
    assert Text.from_json({"later": 1}) == Text()
    assert Block.from_json({"kind": "divider", "later": 1}) == Block(kind=BlockKind.DIVIDER)
    with pytest.raises(ValueError):
        Block.from_json({"kind": "later"})


@pytest.mark.parametrize(
    ("wanted", "available", "default", "chosen"),
    [
        ("fr-CA", ["fr-CA", "fr"], "en", "fr-CA"),
        ("fr_ca", ["fr-CA", "fr"], "en", "fr-CA"),
        ("fr-CA", ["en", "fr"], "en", "fr"),
        ("fr", ["en", "fr-FR"], "en", "fr-FR"),
        ("fr-CA", ["en", "fr-FR"], "en", "fr-FR"),
        ("de", ["en", "fr"], "fr", "fr"),
        ("de", ["en", "fr"], "fr-FR", "fr"),
        ("de", ["it", "es"], "fr", "es"),
        ("", ["en", "fr"], "fr", "fr"),
        ("", ["en", "fr"], "", "en"),
        ("fr", [], "fr", ""),
    ],
)
def test_the_language_to_speak(wanted, available, default, chosen):
    assert choose_language(wanted, available, default) == chosen
