# SPDX-License-Identifier: LicenseRef-Desk
"""Changing what a template says."""

from hypothesis import given
from hypothesis import strategies as st

from desk.services.templates import Block, BlockKind, Policy, PolicyKind, Text, Wording
from desk.ui.panes.templates import edits


def text(said):
    return Block(kind=BlockKind.TEXT, text=said)


BLOCKS = tuple(text(sign) for sign in "abc")
MAIL = Wording(
    texts={"email": {"fr": Text(subject="Objet", body="Un.\n\nDeux.")}, "sms": {"fr": Text(body="Trois")}}
)


def test_a_plain_body_becomes_a_block_for_each_paragraph():
    said = edits.normal(MAIL)
    assert [block.text for block in said.texts["email"]["fr"].blocks] == ["Un.", "Deux."]
    assert said.texts["email"]["fr"].body == ""
    assert said.texts["sms"]["fr"].body == "Trois"
    assert edits.normal(said) == said


def test_a_body_that_cannot_be_cut_is_one_block():
    said = edits.normal(Wording(texts={"email": {"fr": Text(body="{{ a\n\nb")}}))
    assert [block.text for block in said.texts["email"]["fr"].blocks] == ["{{ a\n\nb"]


def test_another_language_is_a_copy_on_each_channel():
    said = edits.with_language(MAIL, "de", "fr")
    assert said.texts["email"]["de"] == MAIL.texts["email"]["fr"]
    assert said.texts["sms"]["de"] == MAIL.texts["sms"]["fr"]
    assert edits.languages(said) == ("fr", "de")
    assert edits.without_language(said, "de") == MAIL


def test_what_is_left_to_translate_is_counted():
    said = edits.with_language(edits.normal(MAIL), "de", "fr")
    assert edits.untranslated(said.texts, "email", "de", "fr") == 2  # "Un." is too short to tell
    assert edits.untranslated(said.texts, "email", "fr", "fr") == 0
    done = edits.with_text(said, "email", "de", Text(subject="Betreff", blocks=(text("Zwei"),)))
    assert edits.untranslated(done.texts, "email", "de", "fr") == 0


def test_placeholders_alone_need_no_translation():
    said = Wording(texts={"sms": {"fr": Text(body="{{ location.name }} !")}})
    both = edits.with_language(said, "en", "fr")
    assert edits.untranslated(both.texts, "sms", "en", "fr") == 0


def test_policies_come_and_go():
    decided = edits.with_policy(MAIL, "order.item", Policy(kind=PolicyKind.DROP))
    assert decided.policies == {"order.item": Policy(kind=PolicyKind.DROP)}
    assert edits.with_policy(decided, "order.item", None).policies == {}


def test_rows_of_blocks():
    said = [block.text for block in edits.inserted(BLOCKS, 1, text("x"))]
    assert said == ["a", "x", "b", "c"]
    assert [block.text for block in edits.replaced(BLOCKS, 0)] == ["b", "c"]
    assert [block.text for block in edits.replaced(BLOCKS, 0, text("x"))] == ["x", "b", "c"]


@given(st.integers(0, 2), st.integers(0, 2))
def test_moving_there_and_back_changes_nothing(start, to):
    there = edits.moved(BLOCKS, start, to)
    assert there[to] is BLOCKS[start]
    assert edits.moved(there, to, start) == BLOCKS


def test_parts_have_the_places_of_the_checks():
    inner = Block(kind=BlockKind.CONDITIONAL, condition="a", blocks=(text("in"),), otherwise=(text("or"),))
    said = Text(
        subject="s", blocks=(text("a"), inner, Block(kind=BlockKind.BUTTON, text="b", url="https://x"))
    )
    assert dict(edits.parts(said)) == {
        "subject": "s",
        "preheader": "",
        "blocks.0.text": "a",
        "blocks.1.condition": "a",
        "blocks.1.blocks.0.text": "in",
        "blocks.1.otherwise.0.text": "or",
        "blocks.2.text": "b",
        "blocks.2.url": "https://x",
    }


def test_new_blocks_have_what_they_need():
    assert edits.new_block(BlockKind.LINES, "order.parts").source == "order.parts"
    assert edits.new_block(BlockKind.CONDITIONAL).blocks == (Block(kind=BlockKind.TEXT),)
    assert edits.new_block(BlockKind.BUTTON).url == "https://"
