# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import replace

from desk.models.vocabulary import RuleState
from tests.services.rules.cases import EMAIL, all_of, cond, legs, occasion, rule, spec


def test_a_rule_is_made_ready_when_it_is_built():
    assert rule(spec(legs=legs(EMAIL))).plan.channels == (EMAIL,)


def test_a_changed_rule_is_made_ready_anew():
    changed = replace(rule(), spec=spec(conditions=all_of(cond("x", "is_set"))))
    assert len(changed.plan.tests.items) == 1


def test_rules_and_occasions_are_values():
    assert rule() == rule()
    assert rule() != rule(state=RuleState.PAUSED)
    assert occasion() == occasion()
