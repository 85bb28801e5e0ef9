# SPDX-License-Identifier: LicenseRef-Desk
"""The file of passwords: sealed, whole at every moment, its owner's alone."""

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import Misconfigured, Unavailable
from desk.services.store import strongbox
from desk.services.store.strongbox import LARGEST_COST, Strongbox

CANARY = "c4nary-öß-secret"


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    monkeypatch.setattr(strongbox, "COST", 2)


@pytest.fixture
def box(tmp_path):
    return Strongbox(tmp_path / "passwords.box")


def refused(call):
    with pytest.raises(Misconfigured) as error:
        call()
    return error.value.code


def test_nothing_is_there_at_first(box):
    assert (box.is_there, box.read("any")) == (False, {})


@given(kept=st.dictionaries(st.text(), st.text()), passphrase=st.text(min_size=1))
def test_what_is_kept_comes_back(tmp_path_factory, kept, passphrase):
    box = Strongbox(tmp_path_factory.mktemp("box") / "passwords.box")
    box.write(passphrase, kept)
    assert box.read(passphrase) == kept
    assert refused(lambda: box.read(passphrase + "x")) == "passphrase_wrong"


def test_it_is_sealed_and_never_twice_alike(box, tmp_path):
    file = tmp_path / "passwords.box"
    box.write("right", {"p1": CANARY})
    first = file.read_bytes()
    box.write("right", {"p1": CANARY})
    assert json.loads(first)["nonce"] != json.loads(file.read_bytes())["nonce"]
    assert CANARY.encode() not in first
    assert b"right" not in first


@pytest.mark.skipif(os.name == "nt", reason="the folder is private there")
def test_it_is_its_owners_alone(box, tmp_path):
    before = os.umask(0)
    try:
        box.write("right", {})
    finally:
        os.umask(before)
    assert (tmp_path / "passwords.box").stat().st_mode & 0o777 == 0o600


def test_a_failed_write_loses_nothing(box, tmp_path, monkeypatch):
    box.write("right", {"p1": CANARY})

    def full(_file):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(strongbox.os, "fsync", full)
    with pytest.raises(Unavailable, match="disk_error"):
        box.write("right", {})
    assert box.read("right") == {"p1": CANARY}
    assert [one.name for one in tmp_path.iterdir()] == ["passwords.box"]


def spoil(**changes):
    return lambda text: json.dumps({**json.loads(text), **changes})


@pytest.mark.parametrize(
    "spoiled",
    [
        lambda _text: "",
        lambda _text: "[]",
        lambda text: text[:40],
        spoil(format="another"),
        spoil(salt="é"),
        spoil(salt=""),
        spoil(nonce="A" * 400_000),
        spoil(nonce="AAAA"),
        spoil(format=["desk-passwords-1"]),
        lambda _text: "[" * 100_000,
        spoil(cost=LARGEST_COST * 2),
        spoil(cost=3),
        spoil(cost="2"),
        spoil(passes=0),
        spoil(passes="1"),
        spoil(passes=LARGEST_COST),
    ],
)
def test_a_damaged_file_is_said_to_be_and_never_overwritten(box, tmp_path, spoiled):
    file = tmp_path / "passwords.box"
    box.write("right", {"p1": CANARY})
    file.write_text(spoiled(file.read_text()))
    before = file.read_bytes()
    assert refused(lambda: box.read("right")) == "passwords_damaged"
    assert refused(lambda: box.write("right", {})) == "passwords_damaged"
    assert file.read_bytes() == before


def test_the_shipped_cost_is_dear(monkeypatch):
    monkeypatch.undo()
    assert strongbox.COST * strongbox.PASSES >= 2**17
    assert strongbox.COST >= 2**15


def test_a_file_that_names_no_passes_was_made_with_one(box, tmp_path, monkeypatch):
    monkeypatch.setattr(strongbox, "PASSES", 1)
    monkeypatch.setattr(strongbox, "_FORMAT", "desk-passwords-1")
    box.write("right", {"p1": CANARY})
    file = tmp_path / "passwords.box"
    older = json.loads(file.read_text())
    del older["passes"]
    file.write_text(json.dumps(older))
    monkeypatch.undo()
    assert box.read("right") == {"p1": CANARY}
    box.write("right", {"p2": CANARY})
    found = json.loads(file.read_text())
    assert (box.read("right"), found["passes"], found["format"]) == ({"p2": CANARY}, 1, "desk-passwords-1")


def test_a_desk_that_knows_no_passes_does_not_call_the_passphrase_wrong(box, tmp_path):
    box.write("right", {})
    assert json.loads((tmp_path / "passwords.box").read_text())["format"] == "desk-passwords-2"
