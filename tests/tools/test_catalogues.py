# SPDX-License-Identifier: LicenseRef-Desk
"""Parts become one catalogue, and what is missing or wrong is said."""

import gettext
import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAD = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

"""


@pytest.fixture(scope="module")
def catalogues():
    spec = importlib.util.spec_from_file_location("catalogues", ROOT / "tools" / "catalogues.py")
    module = importlib.util.module_from_spec(spec)
    monkey = pytest.MonkeyPatch()
    monkey.setitem(sys.modules, spec.name, module)  # dataclasses look their module up
    spec.loader.exec_module(module)
    yield module
    monkey.undo()


@pytest.fixture
def part(tmp_path):
    def write(name, *entries):
        lines = "".join(f'msgid "{text}"\nmsgstr "{said}"\n\n' for text, said in entries)
        path = tmp_path / f"{name}.po"
        path.write_text(HEAD + lines, encoding="utf-8")
        return path

    return write


def test_parts_become_one_catalogue_that_gettext_reads(catalogues, part, tmp_path):
    whole, faults = catalogues.merge(
        "fr", [part("a", ("Save", "Enregistrer")), part("b", ("Close", "Fermer"))]
    )
    assert faults == []
    target = tmp_path / "fr" / "desk.mo"
    catalogues.build(whole, target)
    with target.open("rb") as file:
        read = gettext.GNUTranslations(file)
    assert (read.gettext("Save"), read.gettext("Close")) == ("Enregistrer", "Fermer")


def test_two_parts_may_agree_but_not_disagree(catalogues, part):
    first = part("a", ("Open", "Ouvrir"), ("Save", "Enregistrer"))
    whole, faults = catalogues.merge("fr", [first, part("b", ("Open", "Ouvert"), ("Save", "Enregistrer"))])
    assert whole.get("Open").string == "Ouvrir"
    assert faults == ["b.po and a.po disagree on 'Open'"]


def test_what_is_missing_is_found(catalogues, part):
    used = [
        catalogues.Used("Save", "", "", "desk/a.py:1"),
        catalogues.Used("Save", "", "file", "desk/a.py:2"),
        catalogues.Used("Empty", "", "", "desk/a.py:3"),
    ]
    whole, _faults = catalogues.merge("fr", [part("a", ("Save", "Enregistrer"), ("Empty", ""))])
    assert [text.place for text in catalogues.missing(used, whole)] == ["desk/a.py:2", "desk/a.py:3"]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("Voulez-vous continuer ?", True),
        ("Voulez-vous continuer?", True),
        ("Voulez-vous continuer\u202f?", False),
        ("L'adresse", True),
        ("L’adresse", False),
        ("{place} : vide", True),
        ("{place}\u202f: vide", False),
        ("94 %", True),
        ("94\u202f%", False),
        ("« Prête »", True),
        ("«\u202fPrête\u202f»", False),
        ("8:00 – 20:00, https://exemple.fr/?a=b", False),
    ],
)
def test_french_typography_is_looked_after(catalogues, part, said, wrong):
    whole, _faults = catalogues.merge("fr", [part("a", ("x", said))])
    assert bool(catalogues.spelling(whole)) is wrong


def test_the_texts_of_the_program_are_found(catalogues):
    used = {(text.context, text.text): text for text in catalogues.texts()}
    assert used["", "Welcome to Desk"].place.startswith("desk/ui/first_start.py")
    assert ("dock", "Detach") in used
    assert used["", "{count} message waiting"].plural == "{count} messages waiting"


def test_the_french_of_the_frame_is_complete_and_well_spelt(catalogues):
    folder = ROOT / "translations" / "fr" / "parts"
    whole, _faults = catalogues.merge("fr", sorted(folder.glob("*.po")))
    lacking = [text for text in catalogues.missing(catalogues.texts(), whole) if is_of_the_frame(text.place)]
    assert lacking == []
    frame, _faults = catalogues.merge("fr", [folder / "frame.po"])
    assert catalogues.spelling(frame) == []


def is_of_the_frame(place):
    return place.startswith("desk/ui/") and "/panes/" not in place and "/widgets/" not in place
