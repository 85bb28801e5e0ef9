# SPDX-License-Identifier: LicenseRef-Desk
"""The sentence goes, and only the sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.templates.formats import Formats
from desk.services.templates.language import compile_text, placeholders
from desk.services.templates.names import Names
from desk.services.templates.sandbox import Budget
from desk.services.templates.sentences import droppable


def paths_of(code):
    return tuple(path for path in placeholders(code) if path.startswith("d"))


def filled(source, **fields):
    kept = droppable(source, paths_of)
    return compile_text(kept.source, names=Names(), policies={}).fill(fields, Formats(), Budget())


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("Un. Deux {{ d }}. Trois.", "Un. Trois."),
        ("Un. Deux {{ d }} !", "Un. "),
        ("Bonjour {{ d }},\n\nMerci.", "Merci."),
        ("Un.\nDeux {{ d }}.\nTrois.", "Un.\nTrois."),
        ("Un. Deux {{ d }}.\nTrois.", "Un. \nTrois."),
        ("Prix {{ d }} € ? Oui.", "Oui."),
        ("Un… Deux {{ d }}… Trois.", "Un… Trois."),
        ("Cher M. Dupont {{ d }}. Fin.", "Fin."),
        ("Le tél. est {{ d }}. Fin.", "Fin."),
        ("Voir J. Dupont {{ d }}. Fin.", "Fin."),
        ("Version 1.5 {{ d }}. Fin.", "Fin."),
        ("Un **deux {{ d }}. Trois** quatre. Fin.", "Fin."),
        ("Un [deux. Trois]({{ d }}) quatre. Fin.", "Fin."),
        ("Un {% if x %}deux{% endif %} {{ d }}. Fin.", "Fin."),
        ("Un {% if x %}{{ d }}{% endif %} deux. Fin.", "Fin."),
        ("{% if a %}Un. Deux {{ d }}. Trois.{% endif %}", "Un. Trois."),
        ("{% for b in c %}Un {{ d }}. Deux.{% endfor %}", "Deux.Deux."),
        ("- un {{ d }}\n- deux", "- deux"),
        ("Code : {{ d.e|upper }}. Fin.", "Fin."),
        ("{{ d }}", ""),
        ("«Un {{ d }}.» Deux.", "Deux."),
    ],
)
def test_an_empty_value_takes_its_sentence_along(source, left):
    assert filled(source, a=True, c=[1, 2]) == left


@pytest.mark.parametrize("value", ["x", 0, "ok. fin"])
def test_a_value_keeps_it(value):
    said = filled("Un. Deux {{ d }}. Trois.\nQuatre {{ d }}.", d=value)
    assert said == f"Un. Deux {value}. Trois.\nQuatre {value}."


def test_one_of_two_values_is_not_enough():
    assert filled("A {{ d1 }} {{ d2 }}. B.", d1="x") == "B."


def test_a_condition_for_the_whole_only_when_all_of_it_may_go():
    assert droppable("A {{ d }}.", paths_of).condition == "(d is filled)"
    assert droppable("A {{ d1 }}. B {{ d2 }}.", paths_of).condition == "(d1 is filled) or (d2 is filled)"
    assert droppable("A {{ d }}. B.", paths_of).condition == ""
    assert droppable("A {{ x }}.", paths_of).condition == ""


atoms = st.lists(
    st.sampled_from(
        [
            "{{ d1 }}",
            "{{ d2 }}",
            "{{ x }}",
            "mot",
            "Mot",
            ".",
            "!",
            " ",
            "\n",
            "**",
            "[a](b)",
            "{% if x %}",
            "{% endif %}",
            "- ",
        ]
    ),
    max_size=25,
).map("".join)


@given(atoms)
def test_nothing_changes_when_everything_is_there(source):
    if source.count("{% if") != source.count("{% endif") or not is_nested(source):
        return
    values = {"d1": "un", "d2": "deux", "x": "trois"}
    plain = compile_text(source, names=Names(), policies={}).fill(values, Formats(), Budget())
    assert filled(source, **values) == plain


@given(atoms)
def test_no_empty_value_is_ever_shown(source):
    if not is_nested(source):
        return
    said = filled(source, x="trois")
    assert "{{" not in said


def is_nested(source):
    depth = 0
    for at in range(len(source)):
        depth += source.startswith("{% if", at) - source.startswith("{% endif", at)
        if depth < 0:
            return False
    return depth == 0
