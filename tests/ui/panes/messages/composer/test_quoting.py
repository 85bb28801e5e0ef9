# SPDX-License-Identifier: LicenseRef-Desk
"""Quotes, and what is passed on."""

from desk.ui.panes.messages.composer.quoting import passed_on, passed_on_subject, quote_of, quoted
from tests.ui.panes.messages import rows

MAIL = rows.message(text="Bonjour,\n\nÇa va ?\n")


def test_every_line_of_a_quote_is_marked():
    assert quoted("a\n\nb\n") == "> a\n>\n> b\n"
    assert quote_of(MAIL).splitlines()[0] == "Sophie Bernard wrote on Wednesday 25 November 2026, 11:14:"
    assert quote_of(MAIL).splitlines()[1:] == ["> Bonjour,", ">", "> Ça va ?"]


def test_what_is_passed_on_says_from_whom_it_is():
    text = passed_on(MAIL)
    assert "From: Sophie Bernard <sophie.bernard@mail.example>" in text
    assert "Subject: Réparation vélo" in text
    assert text.endswith("Ça va ?\n")


def test_a_subject_is_marked_once():
    assert passed_on_subject("Devis") == "Fwd: Devis"
    assert passed_on_subject("Fwd: Devis") == "Fwd: Devis"
    assert passed_on_subject("TR : Devis") == "TR : Devis"
