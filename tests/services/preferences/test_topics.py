# SPDX-License-Identifier: LicenseRef-Desk
"""The topics of consent."""

from desk.models.vocabulary import Topic
from desk.services.preferences import TOPICS


def test_every_built_in_topic_is_described():
    assert [topic.code for topic in TOPICS] == list(Topic)
    assert all(topic.label and topic.description for topic in TOPICS)
