# SPDX-License-Identifier: LicenseRef-Desk
"""Two versions side by side."""

from hypothesis import given
from hypothesis import strategies as st

from desk.services.templates.comparing import Line, LineKind, compare
from desk.services.templates.policy import Policy, PolicyKind
from desk.services.templates.text import Block, BlockKind, Text
from desk.services.templates.version import Wording


def wording(body="a\nb", blocks=(), policies=None, **languages):
    texts = {"fr": Text(subject="s", body=body, blocks=blocks)} | languages
    return Wording(texts={"email": texts}, policies=policies or {})


def test_the_same_is_no_difference():
    assert compare(wording(), wording()) == ()


def test_lines_that_came_and_went():
    (found,) = compare(wording("a\nb\nc"), wording("a\nd\nc"))
    assert found.place == "email.fr.body"
    assert found.lines == (
        Line(LineKind.SAME, "a"),
        Line(LineKind.REMOVED, "b"),
        Line(LineKind.ADDED, "d"),
        Line(LineKind.SAME, "c"),
    )


def test_a_new_language_and_a_changed_policy():
    newer = wording(en=Text(body="x"), policies={"a": Policy(kind=PolicyKind.DEFAULT, default="b")})
    assert [(one.place, one.lines) for one in compare(wording(), newer)] == [
        ("email.en.body", (Line(LineKind.ADDED, "x"),)),
        ("policies", (Line(LineKind.ADDED, "a: default b"),)),
    ]


def test_blocks_are_compared_as_an_outline():
    inner = Block(kind=BlockKind.TEXT, text="é")
    older = wording(blocks=(Block(kind=BlockKind.CONDITIONAL, condition="a", blocks=(inner,)),))
    newer = wording(blocks=(Block(kind=BlockKind.CONDITIONAL, condition="b", blocks=(inner,)),))
    (found,) = compare(older, newer)
    assert [(line.kind.value, line.text) for line in found.lines] == [
        ("removed", 'conditional {"condition": "a"}'),
        ("added", 'conditional {"condition": "b"}'),
        ("same", "  text"),
        ("same", "    é"),
    ]


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_lines_make_both_versions_again(older, newer):
    for found in compare(wording(older), wording(newer)):
        assert [one.text for one in found.lines if one.kind is not LineKind.ADDED] == older.splitlines()
        assert [one.text for one in found.lines if one.kind is not LineKind.REMOVED] == newer.splitlines()
