# SPDX-License-Identifier: LicenseRef-Desk
"""Threading: references make conversations, strangers stay apart, the order of arrival makes no difference."""

from dataclasses import replace
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.services.inbox.filing.threads import HERE, MOST_NAMED, Circle, Letter, named, weave


def letter(header_id, *references, by="a", anchor=True, hint=None):
    return Letter(
        header_id=header_id, references=references, parties=frozenset(by), is_anchor=anchor, hint=hint
    )


def threads(letters, batches=1, separate=(), known=None):
    """Weave letters in so many batches, as the database would keep them; return the sets that belong together."""
    numbers = count(1)
    kept = {header_id: dict(parties) for header_id, parties in (known or {}).items()}
    where = {}
    size = -(-len(letters) // batches)
    for start in range(0, len(letters), size):
        batch = letters[start : start + size]
        woven = weave(batch, kept, separate, lambda: f"c{next(numbers):05}")
        for parties in kept.values():
            for party, conversation in parties.items():
                parties[party] = woven.final(conversation)
        for (header_id, party), conversation in woven.links.items():
            kept.setdefault(header_id, {})[party] = woven.final(conversation)
        where = {one: woven.final(conversation) for one, conversation in where.items()}
        where |= {one.header_id: c for one, c in zip(batch, woven.conversations, strict=True)}
    return {frozenset(one for one in where if where[one] == c) for c in where.values()}


def test_an_answer_joins_what_it_answers():
    assert threads([letter("1"), letter("2", "1"), letter("3", "1", "2"), letter("4")]) == {
        frozenset("123"),
        frozenset("4"),
    }


def test_a_parent_that_comes_later_joins_its_answers():
    answers = [letter("2", "1", by="a"), letter("3", "1", by="b")]
    assert threads(answers) == {frozenset("2"), frozenset("3")}
    assert threads([*answers, letter("1", by="ab")]) == {frozenset("123")}


def test_strangers_who_answer_one_secret_mailing_stay_apart():
    letters = [
        letter("m", by="", anchor=False),
        letter("1", "m", by="a"),
        letter("2", "m", by="b"),
        letter("3", "m", by="a"),
    ]
    assert threads(letters) == {frozenset("m"), frozenset("13"), frozenset("2")}


def test_a_stranger_who_names_a_mail_that_is_here_belongs_to_it():
    assert threads([letter("1", by="a"), letter("2", "1", by="b")]) == {frozenset("12")}


def test_a_stranger_stays_apart_from_what_they_name():
    circles = {"c1": Circle(people=frozenset({"a", "#A"}), customer_id="A"), "c2": Circle()}
    known = {"1": {HERE: "c1"}, "2": {HERE: "c2"}}

    def taken(*letters):
        numbers = count(1)
        return weave(letters, known, (), lambda: f"new{next(numbers)}", circles)

    stranger = replace(letter("3", "1", by="b"), writers=frozenset("b"))
    assert taken(stranger).conversations == ["new1"]
    assert taken(replace(stranger, writers=frozenset({"b", "#A"}))).conversations == ["c1"]
    assert taken(replace(stranger, references=("2",))).conversations == ["c2"]
    assert taken(replace(stranger, hint="c1")).conversations == ["c1"]
    named = letter("4", "1", by="ab")
    assert taken(named, stranger).conversations == ["c1", "c1"]
    assert taken(replace(named, is_report=True), stranger).conversations == ["c1", "new1"]


def test_what_two_customers_said_is_never_one():
    circles = {
        "c1": Circle(people=frozenset("ab"), customer_id="A"),
        "c2": Circle(people=frozenset("b"), customer_id="B"),
        "c3": Circle(people=frozenset("b")),
    }
    known = {str(n): {HERE: f"c{n}"} for n in (1, 2, 3)}
    ours = letter("9", "2", "1", by="b")
    woven = weave([ours], known, (), lambda: "new", circles)
    assert (woven.conversations, woven.merged) == (["c1"], {})
    woven = weave([replace(ours, references=("3", "2", "1"))], known, (), lambda: "new", circles)
    assert (woven.conversations, woven.merged) == (["c1"], {"c3": "c1"})


def test_what_a_person_split_off_is_never_joined_again():
    known = {"1": {HERE: "c1"}, "2": {HERE: "c2"}}
    woven = weave([letter("3", "1", "2")], known, {"c2"}, lambda: "new")
    assert (woven.conversations, woven.merged) == (["c2"], {})
    woven = weave([letter("3", "2", "1")], known, {"c2"}, lambda: "new")
    assert (woven.conversations, woven.merged) == (["c1"], {})


def test_a_token_leads_where_references_are_lost():
    woven = weave([letter("9", hint="c7"), letter("10", "9")], {}, (), lambda: "new")
    assert woven.conversations == ["c7", "c7"]
    assert not woven.made


def test_the_oldest_conversation_takes_the_others_in():
    known = {"1": {HERE: "c5"}, "2": {HERE: "c3"}, "3": {HERE: "c9"}}
    woven = weave([letter("4", "1", "2", "3")], known, (), lambda: "new")
    assert woven.conversations == ["c3"]
    assert woven.merged == {"c5": "c3", "c9": "c3"}


def test_only_so_many_references_count():
    many = [f"r{number}" for number in range(500)]
    assert len(named(many)) == MOST_NAMED
    assert (named(many)[0], named(many)[-1]) == ("r0", "r499")
    assert named(["a", "b", "a", "c"]) == ("b", "a", "c")


@st.composite
def mailboxes(draw, people="abc"):
    """Mails that name each other in whatever way, some of which never arrive."""
    size = draw(st.integers(1, 12))
    letters = []
    for number in range(size):
        references = draw(
            st.lists(st.sampled_from([f"m{n}" for n in range(14) if n != number]), max_size=3, unique=True)
        )
        by = draw(st.frozensets(st.sampled_from(people), max_size=2))
        letters.append(
            Letter(
                header_id=f"m{number}",
                references=tuple(references),
                parties=by,
                writers=by if len(people) == 1 and draw(st.booleans()) else frozenset(),
                is_anchor=draw(st.booleans()),
            )
        )
    return letters


@settings(max_examples=60)
@given(mailboxes("a"), st.data())
def test_any_order_of_arrival_gives_the_same_threads(letters, data):
    shuffled = data.draw(st.permutations(letters))
    batches = data.draw(st.integers(1, len(letters)))
    assert threads(shuffled, batches) == threads(letters)


@settings(max_examples=60)
@given(mailboxes("a"))
def test_threads_are_what_neighbours_of_neighbours_make(letters):
    """The same by another way: edges between all pairs, and what they connect."""
    by_id = {one.header_id: one for one in letters}
    group = {one.header_id: {one.header_id} for one in letters}
    for one in letters:
        for other in letters:
            names_it = other.is_anchor and other.header_id in one.references
            shared = {*one.references, one.header_id} & {*other.references, other.header_id}
            if names_it or (shared and one.parties & other.parties):
                both = group[one.header_id] | group[other.header_id]
                for member in both:
                    group[member] = both
    assert threads(letters) == {frozenset(group[one]) for one in by_id}
