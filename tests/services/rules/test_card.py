# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import replace

from desk.models.vocabulary import RuleState
from desk.services.rules import ALL_RULES
from desk.services.rules.card import RuleSource

SOURCE = RuleSource(
    id="r",
    version=1,
    name="x",
    state=RuleState.ACTIVE,
    template_id="t",
    template_version_id="v",
    spec={"a": 1},
    languages={},
)


def test_a_source_is_known_by_its_versions():
    assert hash(SOURCE) == hash(replace(SOURCE, spec={"a": 2}))
    assert replace(SOURCE, spec={"a": 2}) == SOURCE
    assert replace(SOURCE, version=2) != SOURCE
    assert replace(SOURCE, template_version_id="w") != SOURCE


def test_the_archive_is_not_shown_unasked():
    assert RuleState.ARCHIVED not in ALL_RULES.states
