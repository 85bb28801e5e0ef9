# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.errors import Conflict, NotFound, Refused
from desk.services.inbox import SavedReplies, SavedReplyDraft
from tests.services.inbox.office import NOW

CAMILLE, MARC = "c" * 32, "m" * 32


@pytest.fixture
def keep(any_db):
    def work(name, text="Texte", **more):
        texts = more.pop("texts", {"fr": ("", text)})
        draft = SavedReplyDraft(name=name, texts=texts, **more)
        return any_db.write_now(lambda s: SavedReplies(s).create(draft, at=NOW))

    work.db = any_db
    return work


def names(keep, words, operator=CAMILLE):
    return [row.name for row in keep.db.read_now(lambda s: SavedReplies(s).find(words, operator))]


def codes(keep, name="A", **more):
    with pytest.raises(Refused) as caught:
        keep(name, **more)
    return [problem.code for problem in caught.value.problems]


def test_everybodys_and_ones_own(keep):
    keep("Horaires")
    keep("Mien", operator_id=CAMILLE)
    keep("Sien", operator_id=MARC)
    assert names(keep, "") == ["Horaires", "Mien"]


def test_found_by_shortcut_name_and_words(keep):
    keep("Horaires d’été", "Nous ouvrons à 9 h", shortcut="/horaires")
    keep("Merci", "Merci pour votre visite à l’atelier", shortcut="m")
    keep("Retard", "Désolés pour les horaires")
    assert names(keep, "/horaires") == ["Horaires d’été", "Retard"]
    assert names(keep, "ete") == ["Horaires d’été"]
    assert names(keep, "visite atelier") == ["Merci"]
    assert names(keep, "rien de tel") == []


def test_the_most_used_comes_first(keep):
    keep("A")
    b = keep("B")
    keep.db.write_now(lambda s: SavedReplies(s).use(b))
    assert names(keep, "") == ["B", "A"]


def test_it_is_edited_by_compare_and_set(keep):
    id_ = keep("A", shortcut="a")
    draft = SavedReplyDraft(name="B", texts={"fr": ("S", "T")}, shortcut="a")
    keep.db.write_now(lambda s: SavedReplies(s).edit(id_, 1, draft, at=NOW))
    row = keep.db.read_now(lambda s: SavedReplies(s).get(id_))
    assert (row.name, row.version, dict(row.texts)) == ("B", 2, {"fr": ("S", "T")})
    with pytest.raises(Conflict):
        keep.db.write_now(lambda s: SavedReplies(s).edit(id_, 1, draft, at=NOW))
    keep.db.write_now(lambda s: SavedReplies(s).remove(id_))
    for gone in (
        lambda s: SavedReplies(s).edit(id_, 2, draft, at=NOW),
        lambda s: SavedReplies(s).remove(id_),
        lambda s: SavedReplies(s).get(id_),
    ):
        with pytest.raises(NotFound):
            keep.db.write_now(gone)


def test_what_is_wrong_is_named(keep):
    keep("A", shortcut="merci")
    assert codes(keep, shortcut="/Merci") == ["shortcut_taken"]
    assert codes(keep, name=" ", texts={}) == ["name_missing", "empty_text"]
    assert codes(keep, shortcut="a b") == ["space_in_shortcut"]
    assert codes(keep, name="x" * 121) == ["too_long"]
    assert codes(keep, text="x" * 20_001) == ["too_long"]
