# SPDX-License-Identifier: LicenseRef-Desk
"""The index of words: the same on both databases, newest first, shelf by shelf."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.services.store import Entry, FullText, Span, Term

WORDS = ("velo", "frein", "facture", "fac", "お", "1042")


def entry(key, body, *, sender="", subject=""):
    return Entry(key, (sender, "", subject, body))


def index(db, *entries):
    db.write_now(lambda s: FullText(s).index(entries))


def match(db, *terms, **more):
    return db.read_now(lambda s: FullText(s).match(terms, **more))


def word(*words, **more):
    return Term(words=words, **more)


def test_nothing_is_found_where_nothing_was_indexed(any_db):
    assert match(any_db, word("velo")) == []
    any_db.write_now(lambda s: FullText(s).remove([entry(1, "velo")]))
    any_db.write_now(lambda s: FullText(s).empty())


def test_words_phrases_prefixes_fields_and_exclusion(any_db):
    index(
        any_db,
        entry(1, "le frein du velo"),
        entry(2, "le velo freine", sender="sophie bernard"),
        entry(3, "facture", subject="velo"),
        entry(4, "お 問 い"),
    )
    assert match(any_db, word("velo")) == [3, 2, 1]
    assert match(any_db, word("frein")) == [1]
    assert match(any_db, word("frein", is_prefix=True)) == [2, 1]
    assert match(any_db, word("du", "velo")) == [1]
    assert match(any_db, word("du", "vel", is_prefix=True)) == [1]
    assert match(any_db, word("velo"), word("facture")) == [3]
    assert match(any_db, word("velo"), word("facture", is_excluded=True)) == [2, 1]
    assert match(any_db, word("velo", fields=("subject",))) == [3]
    assert match(any_db, word("soph", fields=("sender", "subject"), is_prefix=True)) == [2]
    assert match(any_db, word("問", "い")) == [4]
    assert match(any_db, word("velo", is_excluded=True)) == []
    assert match(any_db) == []


def test_a_phrase_never_runs_from_one_field_into_the_next(any_db):
    index(any_db, entry(1, "deux", subject="un"))
    assert match(any_db, word("un", "deux")) == []


def test_limits_and_spans(any_db):
    index(any_db, *(entry(key, "mot") for key in range(1, 30)))
    assert match(any_db, word("mot"), limit=3) == [29, 28, 27]
    assert match(any_db, word("mot"), span=Span(below=5, above=2)) == [4, 3]
    assert match(any_db, word("mot"), span=Span(above=29)) == []


def test_what_is_removed_is_gone_and_can_come_back(any_db):
    index(any_db, entry(1, "velo"), entry(2, "velo"))
    any_db.write_now(lambda s: FullText(s).remove([entry(1, "velo")]))
    assert match(any_db, word("velo")) == [2]
    index(any_db, entry(1, "frein"))
    assert match(any_db, word("frein")) == [1]


def test_everything_can_be_forgotten(any_db):
    index(any_db, entry(1, "velo"))
    any_db.write_now(lambda s: FullText(s).empty())
    assert match(any_db, word("velo")) == []
    index(any_db, entry(1, "frein"))
    assert match(any_db, word("frein")) == [1]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(st.sampled_from(WORDS), max_size=6), max_size=12), st.sampled_from(WORDS), st.booleans()
)
def test_it_finds_what_reading_through_everything_finds(db, texts, wanted, is_prefix):
    db.write_now(lambda s: FullText(s).empty())
    index(db, *(entry(key, " ".join(text)) for key, text in enumerate(texts, 1)))
    fits = (lambda one: one.startswith(wanted)) if is_prefix else (lambda one: one == wanted)
    expected = [key for key, text in enumerate(texts, 1) if any(fits(one) for one in text)]
    assert match(db, word(wanted, is_prefix=is_prefix)) == expected[::-1]
