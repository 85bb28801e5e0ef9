# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.models.vocabulary import Channel, DraftKind
from desk.services.inbox import DraftContent, FileRef
from desk.services.inbox.writing.content import as_json, from_json, problems_of, said

MAIL = DraftContent(to="zoe@kunde.example", text="Prêt.")
READY = replace(MAIL, translated="Ready.", translated_of="Prêt.", translated_into="en")
FILE = FileRef(name="a.pdf", media_type="application/pdf", size=10, sha256="0")


def codes(content, kind=DraftKind.REPLY):
    return [problem.code for problem in problems_of(content, kind)]


@pytest.mark.parametrize("kind", [DraftKind.REPLY, DraftKind.NEW])
def test_what_can_be_sent(kind):
    assert codes(MAIL, kind) == []
    assert codes(replace(MAIL, files=(FILE,) * 3, text=""), kind) == []


def test_a_note_never():
    assert codes(MAIL, DraftKind.NOTE) == ["note_is_internal"]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"cc": tuple(f"a{n}@x.example" for n in range(21))}, ["too_many_copies"]),
        ({"subject": "x" * 501}, ["too_long"]),
        ({"html": "a\x00b"}, ["forbidden_character"]),
        ({"text": "", "translated": " "}, ["empty_text"]),
        ({"channel": Channel.SMS, "to": "+33612345678", "files": (FILE,)}, ["no_files"]),
        ({"to": "zoë@kunde.example"}, ["bad_address"]),
    ],
)
def test_what_cannot(change, found):
    assert codes(replace(MAIL, **change)) == found


@pytest.mark.parametrize("to", ['"Zoë Ait" <zoe@kunde.example>', "<zoe@kunde.example>", "zoe@kunde.example"])
def test_a_kept_recipient_with_a_name_is_the_address(to):
    read = from_json(as_json(replace(MAIL, to=to)))
    assert read == MAIL
    assert codes(read) == []


@pytest.mark.parametrize("to", ["", "Zoë", "+33612345678", "Zoë <>", "a <a@x.example> <b@x.example>"])
def test_a_kept_recipient_of_any_other_form_stays_as_it_is(to):
    assert from_json(as_json(replace(MAIL, to=to))).to == to


def test_a_translation_is_what_is_said():
    assert said(READY) == "Ready."
    assert said(replace(READY, text="  Prêt.\n")) == "Ready."
    assert said(replace(READY, translated="  ")) == "Prêt."
    assert codes(READY) == []


@pytest.mark.parametrize(
    "other",
    [{"text": "Pas prêt."}, {"translated_of": ""}, {"translated": "", "translated_of": ""}],
)
def test_a_translation_of_other_words_is_none_and_nothing_leaves(other):
    assert said(replace(READY, **other)) == replace(READY, **other).text
    assert codes(replace(READY, **other)) == ["not_translated"]


def test_a_file_without_a_word_needs_no_translation():
    alone = replace(READY, text="", files=(FILE,))
    assert (said(alone), codes(alone)) == ("", [])


def test_what_an_older_desk_translated_is_translated_again():
    kept = as_json(READY)
    del kept["translated_of"], kept["translated_into"]
    assert from_json(kept) == MAIL


@given(st.text(max_size=100), st.text(max_size=50), st.text(max_size=30))
def test_any_words_are_judged(text, subject, to):
    problems_of(DraftContent(to=to, text=text, subject=subject), DraftKind.REPLY)


@pytest.mark.parametrize("text", ["le [[Moment des faits]]", "{{ order.number }}"])
def test_what_is_still_to_be_filled_in_is_never_sent(text):
    assert codes(replace(MAIL, text=text)) == ["hole_left"]
    assert codes(replace(MAIL, subject=text)) == ["hole_left"]
    assert codes(replace(READY, translated=text)) == ["hole_left"]
    assert codes(replace(MAIL, text=f"Oui\n> {text}")) == []
