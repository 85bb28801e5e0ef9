# SPDX-License-Identifier: LicenseRef-Desk
"""Quotes, and what is passed on."""

import pytest

from desk.errors import Refused
from desk.models.vocabulary import Direction
from desk.ui.panes.messages.composer.quoting import (
    may_leave,
    passed_on,
    passed_on_subject,
    quote_of,
    quoted,
)
from tests.ui.panes.messages import rows

MAIL = rows.message(text="Bonjour,\n\nÇa va ?\n")


def test_every_line_of_a_quote_is_marked():
    assert quoted("a\n\nb\n") == "> a\n>\n> b\n"
    assert quote_of(MAIL).splitlines()[0] == "Sophie Bernard wrote on Wednesday 25 November 2026, 11:14:"
    assert quote_of(MAIL).splitlines()[1:] == ["> Bonjour,", ">", "> Ça va ?"]


@pytest.mark.parametrize("direction", [Direction.NOTE, Direction.SYSTEM])
def test_what_was_noted_for_colleagues_goes_to_nobody(direction):
    secret = rows.note(text="mauvais payeur", direction=direction)
    assert not may_leave(secret)
    for deed in (quote_of, passed_on):
        with pytest.raises(Refused) as refused:
            deed(secret)
        assert [one.code for one in refused.value.problems] == ["note_is_internal"]


def test_what_is_passed_on_says_from_whom_it_is():
    text = passed_on(MAIL)
    assert "From: Sophie Bernard <sophie.bernard@mail.example>" in text
    assert "Subject: Réparation vélo" in text
    assert text.endswith("Ça va ?\n")


def test_a_subject_is_marked_once():
    assert passed_on_subject("Devis") == "Fwd: Devis"
    assert passed_on_subject("Fwd: Devis") == "Fwd: Devis"
    assert passed_on_subject("TR : Devis") == "TR : Devis"


@pytest.mark.parametrize("text", ["אa" * 20_000, "W" * 200_000, "mot vélo\n" * 60_000, "mot vélo " * 100_000])
@pytest.mark.parametrize("deed", [quote_of, passed_on])
def test_only_the_beginning_of_a_long_message_is_taken(deed, text):
    lines = deed(rows.message(text=text)).splitlines()
    assert lines[-1].removeprefix("> ") == "… shortened"
    assert len(lines) < 520
    assert max(map(len, lines)) <= 2010
    assert 4000 < sum(map(len, lines)) < 22_000


def test_what_is_not_long_is_taken_whole():
    text = "ligne\n" * 499 + "fin"
    assert quoted(text).splitlines()[-1] == "> fin"
