# SPDX-License-Identifier: LicenseRef-Desk
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.models.vocabulary import Reason
from desk.services.rules import Step, StepCode, decode_steps, encode_steps
from tests.services.rules.cases import decided

steps = st.builds(
    Step,
    st.sampled_from(StepCode),
    st.none() | st.booleans(),
    st.dictionaries(st.text(), st.text(), max_size=3),
    st.none() | st.sampled_from(Reason),
)


@given(st.lists(steps))
def test_there_and_back(made):
    assert decode_steps(json.loads(json.dumps(encode_steps(made)))) == tuple(made)


def test_a_decision_is_kept_in_few_bytes():
    decision = decided()
    kept = json.dumps(encode_steps(decision.steps), separators=(",", ":"))
    assert decode_steps(json.loads(kept)) == decision.steps
    assert len(kept) < 450


@pytest.mark.parametrize(
    "trace",
    [[["event"]], [["surprise", True]], [["event", 1]], [{"step": "event"}], [["event", True, 5]], ["x"]],
)
def test_what_is_no_step_is_refused(trace):
    with pytest.raises(ValueError, match=r"step|StepCode"):
        decode_steps(trace)
