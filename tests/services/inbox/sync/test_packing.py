# SPDX-License-Identifier: LicenseRef-Desk
"""Records that travel between processes: they come as they went, in fewer bytes."""

import pickle
from dataclasses import FrozenInstanceError, dataclass

import pytest

from desk.services.inbox.sync import mail_process
from desk.services.inbox.sync.packing import pack_quickly
from tests.services.inbox.sync.box import mail


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    first: str
    second: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quick:
    first: str
    second: tuple[int, ...] = ()


pack_quickly(Quick)


def test_a_record_comes_as_it_went_and_stays_frozen():
    sent = [Quick(first="a", second=(1, 2)), Quick(first="b")]
    came = pickle.loads(pickle.dumps(sent, protocol=5))
    assert came == sent
    assert hash(came[0]) == hash(sent[0])
    with pytest.raises(FrozenInstanceError):
        came[0].first = "c"


def test_a_mail_that_was_read_comes_as_it_went():
    read = mail_process.read_all([mail("a", Cc="Max <max@x.example>"), b"", b"\xff nothing"])
    assert pickle.loads(pickle.dumps(read, protocol=5)) == read


def test_it_asks_no_record_for_its_fields(monkeypatch):
    def refused(*_):
        raise AssertionError("asked")

    for kind in (Plain, Quick):
        monkeypatch.setattr(kind, "__getstate__", refused)
    assert pickle.loads(pickle.dumps(Quick(first="a"))) == Quick(first="a")
    with pytest.raises(AssertionError, match="asked"):
        pickle.dumps(Plain(first="a"))
