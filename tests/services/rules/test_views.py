# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import replace

from desk.models.vocabulary import RuleState
from tests.services.rules.cases import EMAIL, all_of, cond, legs, occasion, rule, spec


def test_a_rule_is_made_ready_when_it_is_built():
    assert rule(spec(legs=legs(EMAIL))).plan.channels == (EMAIL,)


def test_a_changed_rule_is_made_ready_anew():
    changed = replace(rule(), spec=spec(conditions=all_of(cond("x", "is_set"))))
    assert len(changed.plan.tests.items) == 1


def test_another_template_changes_nothing_of_what_was_made_ready():
    one = rule()
    assert replace(one, template_version_id="v2").plan is one.plan
    assert replace(one, types={"x": "number"}).plan is not one.plan


def test_rules_and_occasions_are_values():
    assert rule() == rule()
    assert rule() != rule(state=RuleState.PAUSED)
    assert occasion() == occasion()
