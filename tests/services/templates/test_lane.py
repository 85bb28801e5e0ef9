# SPDX-License-Identifier: LicenseRef-Desk
"""One worker: asked, outlived, closed."""

import pytest

from desk.errors import Unavailable
from desk.services.templates.job import RenderJob
from desk.services.templates.lane import Lane
from desk.services.templates.names import Names

JOB = RenderJob(key="k", channel="sms", texts={"sms": {"fr": {"body": "Bonjour"}}}, fields={})


@pytest.fixture
def lane():
    lane = Lane(Names(), limit_s=10)
    yield lane
    lane.close()


def test_it_starts_when_first_asked_and_answers(lane):
    assert lane._process is None
    assert [one.text for one in lane.ask([JOB, JOB])] == ["Bonjour"] * 2
    assert lane.ask([]) == []


def test_a_dead_worker_is_no_answer_and_the_next_question_finds_another(lane):
    lane.ask([JOB])
    lane._process.kill()
    lane._process.join()
    assert lane.ask([JOB]) is None
    assert lane.kills == 0
    assert len(lane.ask([JOB])) == 1


def test_a_stopped_lane_can_be_asked_again(lane):
    lane.ask([JOB])
    lane.stop()
    lane.stop()
    assert len(lane.ask([JOB])) == 1


def test_a_closed_lane_cannot(lane):
    lane.close()
    with pytest.raises(Unavailable):
        lane.ask([JOB])
