# SPDX-License-Identifier: LicenseRef-Desk
"""What is packed on one side is unpacked on the other, and only news travels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.templates.brand import Brand
from desk.services.templates.job import RenderFailure, Rendering, RenderJob
from desk.services.templates.wire import MOST_KNOWN, Incoming, Outgoing, pack_results, unpack_results

words = st.text(max_size=80)
results = st.one_of(
    st.builds(Rendering, subject=words, text=words, html=words, language=words),
    st.builds(RenderFailure, code=words, place=words, detail=words),
)


def job(key="k", brand=None, **texts):
    return RenderJob(
        key=key,
        channel="sms",
        language="fr-CA",
        texts={"sms": {"fr": {"body": "x" * 500}}} | texts,
        policies={"a": {"policy": "drop"}},
        fields={"a": [1, None, {"b": "é"}]},
        brand=brand or Brand(name="Atelier"),
    )


@given(st.lists(results, max_size=5))
def test_results_come_back_as_they_were(made):
    assert unpack_results(pack_results(made)) == made


@pytest.mark.parametrize("message", [b"", b"{}", b"[[true],[1,1,1,1]]\nabc", b"[[true],[1]]\na", b"\xff\n"])
def test_what_is_no_answer_is_an_error(message):
    with pytest.raises(ValueError):
        unpack_results(message)


def test_jobs_come_back_with_everything_but_their_key():
    sent = job()
    (got,) = Incoming().unpacked(Outgoing().packed([sent]))
    for name in ("channel", "language", "default_language", "texts", "policies", "fields", "brand"):
        assert getattr(got, name) == getattr(sent, name)


def test_texts_travel_once():
    outgoing, incoming = Outgoing(), Incoming()
    first, second = outgoing.packed([job()]), outgoing.packed([job()])
    assert len(second) < len(first) / 3
    (one,), (other,) = incoming.unpacked(first), incoming.unpacked(second)
    assert one == other


def test_changed_texts_under_one_key_are_other_texts():
    outgoing, incoming = Outgoing(), Incoming()
    (one,) = incoming.unpacked(outgoing.packed([job()]))
    (other,) = incoming.unpacked(outgoing.packed([job(email={})]))
    assert one.key != other.key
    assert other.texts["email"] == {}


def test_both_sides_forget_together():
    outgoing, incoming = Outgoing(), Incoming()
    for number in range(MOST_KNOWN * 2):
        (got,) = incoming.unpacked(outgoing.packed([job(f"k{number}", Brand(name=str(number)))]))
        assert got.brand.name == str(number)
    assert len(incoming._wordings) <= MOST_KNOWN + 1
    assert incoming.unpacked(outgoing.packed([job("k0", Brand(name="0"))]))[0].brand.name == "0"
