# SPDX-License-Identifier: LicenseRef-Desk
"""Finds the active rule that would tell the same people of the same event a second time; pure."""

from collections.abc import Iterable

from desk.services.rules import Group, RuleSpec, RuleView


def double_of(rule_id: str, spec: RuleSpec, active: Iterable[RuleView]) -> RuleView | None:
    """Return the first other active rule that waits for the same, for the same people; None when there is none.

    Rules whose conditions differ share the work between them, and are none; a rule without any always applies.
    """
    return next((one for one in active if one.id != rule_id and _overlap(spec, one.spec)), None)


def _overlap(mine: RuleSpec, theirs: RuleSpec) -> bool:
    return (
        mine.trigger == theirs.trigger
        and mine.audience.role == theirs.audience.role
        and _may_both_hold(mine.conditions, theirs.conditions)
        and _share(mine.location_ids, theirs.location_ids)
    )


def _may_both_hold(mine: Group, theirs: Group) -> bool:
    return mine == theirs or not mine.items or not theirs.items


def _share(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return not mine or not theirs or not set(mine).isdisjoint(theirs)
