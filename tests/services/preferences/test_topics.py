# SPDX-License-Identifier: LicenseRef-Desk
"""The topics of consent."""

from desk.models.vocabulary import Topic
from desk.services.preferences import TOPICS, topic_kind


def test_every_built_in_topic_is_described():
    assert [topic.code for topic in TOPICS] == list(Topic)
    assert all(topic.label and topic.description for topic in TOPICS)


def test_a_shops_own_topic_needs_an_opt_in():
    assert topic_kind("club").needs_opt_in
    assert topic_kind(Topic.COMMERCIAL).needs_opt_in
    assert not topic_kind(Topic.OPERATIONAL).needs_opt_in
