# SPDX-License-Identifier: LicenseRef-Desk
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.sandbox import LABELS, Fault, FaultKind, Faults
from desk.services.sandbox.faults import MOST_DELAY_S, document_of, read_faults

ANNA = "anna@kunde.example"


def test_without_faults_everything_passes():
    assert Faults().due(ANNA) is None


def test_a_fault_is_counted_down():
    fault = Fault(kind=FaultKind.LATER, times=2)
    faults = Faults([fault])
    assert [faults.due(ANNA) for _ in range(4)] == [fault, fault, None, None]


def test_a_fault_without_a_count_stays():
    fault = Fault(kind=FaultKind.REFUSE)
    assert {Faults([fault]).due(ANNA) for _ in range(9)} == {fault}


def test_a_recipients_own_fault_goes_first():
    everybody = Fault(kind=FaultKind.STALL)
    own = Fault(kind=FaultKind.REFUSE, address="Anna@kunde.example", times=1)
    faults = Faults([everybody, own])
    assert faults.due("bert@kunde.example") is everybody
    assert [faults.due(ANNA), faults.due(ANNA)] == [own, everybody]


def test_switching_the_same_on_again_does_not_begin_anew():
    fault = Fault(kind=FaultKind.LATER, times=1)
    faults = Faults([fault])
    assert faults.due(ANNA) is fault
    faults.replace([Fault(kind=FaultKind.LATER, times=1)])
    assert faults.due(ANNA) is None
    faults.replace([])
    faults.replace([fault])
    assert faults.due(ANNA) is fault
    assert faults.on == (fault,)


some = st.builds(
    Fault,
    kind=st.sampled_from(FaultKind),
    address=st.text(max_size=5),
    times=st.none() | st.integers(0, 9),
    delay_s=st.floats(0, MOST_DELAY_S),
)


@given(st.lists(some, max_size=4))
def test_faults_survive_the_settings(faults):
    assert read_faults(json.loads(json.dumps(document_of(faults)))) == tuple(faults)


@pytest.mark.parametrize(
    "document",
    [
        None,
        {},
        "later",
        [1],
        [{"kind": "explode"}],
        [{"kind": ["later"]}],
        [{"kind": "later", "times": -1}],
        [{"kind": "later", "times": "3"}],
        [{"kind": "later", "address": 3}],
        [{"kind": "slow", "delay_s": "long"}],
    ],
)
def test_what_is_no_fault_is_left_out(document):
    assert read_faults(document) == ()


def test_a_delay_is_kept_within_bounds():
    assert read_faults([{"kind": "slow", "delay_s": 1e9}])[0].delay_s == MOST_DELAY_S


def test_every_fault_has_a_label():
    assert set(LABELS) == set(FaultKind)
