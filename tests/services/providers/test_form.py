# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import Refused
from desk.services.providers import PROVIDERS, FieldKind
from desk.services.providers.form import Asked, document_of, form_of, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    host: str = field(metadata={"asked": Asked(label="Host", is_required=True)})
    port: int = field(
        default=25, metadata={"asked": Asked(label="Port", kind=FieldKind.NUMBER, least=1, most=99)}
    )
    is_on: bool = field(default=False, metadata={"asked": Asked(label="On", kind=FieldKind.SWITCH)})
    mode: str = field(
        default="a",
        metadata={"asked": Asked(label="Mode", kind=FieldKind.CHOICE, choices={"a": "A", "b": "B"})},
    )
    fields: dict[str, str] = field(
        default_factory=lambda: {"to": "{to}"},
        metadata={"asked": Asked(label="Fields", kind=FieldKind.TABLE)},
    )


def problems(document):
    with pytest.raises(Refused) as refused:
        read(Sample, document)
    return [(problem.place, problem.code) for problem in refused.value.problems]


def test_defaults_stand_in_for_what_is_not_there():
    assert read(Sample, {"host": " mx "}) == Sample(host="mx")
    assert read(Sample, {"host": "mx", "unknown": 1}) == Sample(host="mx")


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ({}, [("host", "missing_field")]),
        ({"host": "  "}, [("host", "missing_field")]),
        ({"host": 3}, [("host", "not_a_text")]),
        ({"host": "a\nb"}, [("host", "control_character")]),
        ({"host": "x" * 3000}, [("host", "too_long")]),
        ({"host": "x", "port": True}, [("port", "not_a_number")]),
        ({"host": "x", "port": 100}, [("port", "out_of_range")]),
        ({"host": "x", "is_on": "yes"}, [("is_on", "not_a_switch")]),
        ({"host": "x", "mode": "c"}, [("mode", "not_a_choice")]),
        ({"host": "x", "mode": ["a"]}, [("mode", "not_a_choice")]),
        ({"host": "x", "fields": ["to"]}, [("fields", "not_a_table")]),
        ({"host": "x", "fields": {"to": 1}}, [("fields", "not_a_table")]),
        (
            {"port": 0, "mode": 1},
            [("host", "missing_field"), ("port", "out_of_range"), ("mode", "not_a_choice")],
        ),
    ],
)
def test_every_problem_is_told(document, found):
    assert problems(document) == found


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(["host", "port", "is_on", "mode", "fields"]), json_values))
def test_no_document_upsets_the_reading(document):
    try:
        settings = read(Sample, document)
    except Refused:
        return
    assert read(Sample, document_of(settings)) == settings


def test_a_form_says_how_to_ask():
    form = {one.name: one for one in form_of(Sample)}
    assert list(form) == ["host", "port", "is_on", "mode", "fields"]
    assert (form["host"].default, form["host"].is_required) == (None, True)
    assert (form["port"].default, form["port"].least, form["port"].most) == (25, 1, 99)
    assert form["fields"].default == {"to": "{to}"}


@pytest.mark.parametrize("kind", PROVIDERS, ids=lambda kind: kind.name)
def test_the_defaults_of_every_provider_are_acceptable(kind):
    defaults = {one.name: one.default for one in kind.form if one.default is not None}
    sample = {"host": "smtp.shop.example", "url": "https://sms.example/send"}
    required = {one.name: sample[one.name] for one in kind.form if one.is_required}
    assert kind.problems({**defaults, **required}) == ()
    assert all(one.label for one in kind.form)
