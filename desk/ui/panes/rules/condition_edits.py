# SPDX-License-Identifier: LicenseRef-Desk
"""Thinks: a rule's draft with one of its conditions changed. Places are dotted, as problems name them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from desk.services.events import EventType
from desk.services.rules import (
    Comparison,
    Condition,
    Group,
    GroupMode,
    RuleDraft,
    RuleSpec,
    Value,
    ValueType,
    condition_types,
    value_type,
)

ROOT = "conditions"
Item = Condition | Group
_USUAL: Mapping[ValueType, Value] = {ValueType.NUMBER: "0", ValueType.DATE: "today", ValueType.BOOLEAN: True}
"""What a new condition compares with, where anything goes."""


def item_at(spec: RuleSpec, place: str) -> Item:
    """Return the group or condition at a place; raises IndexError when there is none."""
    found: Item = spec.conditions
    for number in _steps(place):
        assert isinstance(found, Group)
        found = found.items[number]
    return found


def with_item(draft: RuleDraft, place: str, item: Item | None) -> RuleDraft:
    """Return the draft with another item at a place; None takes it away, and a group that it leaves empty."""
    changed = _put(draft.spec.conditions, _steps(place), item)
    assert isinstance(changed, Group)
    return replace(draft, spec=replace(draft.spec, conditions=changed))


def with_mode(draft: RuleDraft, place: str, mode: GroupMode) -> RuleDraft:
    """Return the draft with all or any of a group wanted."""
    group = item_at(draft.spec, place)
    assert isinstance(group, Group)
    return with_item(draft, place, replace(group, mode=mode))


def added(draft: RuleDraft, place: str, item: Item) -> RuleDraft:
    """Return the draft with one more item at the end of the group at `place`."""
    group = item_at(draft.spec, place)
    assert isinstance(group, Group)
    return with_item(draft, place, replace(group, items=(*group.items, item)))


def moved(draft: RuleDraft, place: str, to: int) -> RuleDraft:
    """Return the draft with the item at `place` put at number `to` of its own group."""
    parent, _dot, number = place.rpartition(".items.")
    group = item_at(draft.spec, parent)
    assert isinstance(group, Group)
    items = list(group.items)
    items.insert(max(0, min(to, len(items) - 1)), items.pop(int(number)))
    return with_item(draft, parent, replace(group, items=tuple(items)))


def new_condition(event: EventType) -> Condition:
    """Return a condition to begin with: on a status where there is one, else on the customer's tags."""
    status = f"{event.record_kind}.status" if event.record_kind else ""
    path = status if status in condition_types(event) else "customer.tags"
    return Condition(path=path, comparison=Comparison.IS if status else Comparison.CONTAINS)


def with_path(condition: Condition, path: str, types: dict[str, str]) -> Condition:
    """Return a condition on another field: comparison and value stay where they still fit."""
    before, after = _kind_of(condition.path, types), _kind_of(path, types)
    if after is ValueType.BOOLEAN:
        return Condition(path=path, comparison=Comparison.IS, value=True)
    if before is after and before in (ValueType.NUMBER, ValueType.DATE):
        return replace(condition, path=path)
    return Condition(path=path, comparison=comparisons_for(path, types)[0], value=_USUAL.get(after))


def with_comparison(condition: Condition, comparison: Comparison, types: dict[str, str]) -> Condition:
    """Return a condition that compares otherwise; one value becomes several, or several one."""
    value = condition.value
    if value is None:
        value = _USUAL.get(_kind_of(condition.path, types))
    if comparison in (Comparison.IS_SET, Comparison.IS_EMPTY):
        value = None
    elif comparison is Comparison.ONE_OF and not isinstance(value, tuple):
        value = (str(value),) if value not in (None, "") else ()
    elif comparison is not Comparison.ONE_OF and isinstance(value, tuple):
        value = value[0] if value else None
    return replace(condition, comparison=comparison, value=value)


def comparisons_for(path: str, types: dict[str, str]) -> tuple[Comparison, ...]:
    """Return how a field may be compared, the usual first."""
    c = Comparison
    match _kind_of(path, types):
        case ValueType.NUMBER:
            return c.AT_LEAST, c.AT_MOST, c.IS, c.IS_NOT, c.IS_SET, c.IS_EMPTY
        case ValueType.DATE:
            return c.BEFORE, c.AFTER, c.IS, c.IS_SET, c.IS_EMPTY
        case ValueType.BOOLEAN:
            return (c.IS,)
        case ValueType.GUESS:
            return c.CONTAINS, c.ONE_OF, c.IS_NOT, c.IS_SET, c.IS_EMPTY
        case _ if types.get(path) == "choice" or path in ("customer.language", "location.id"):
            return c.IS, c.IS_NOT, c.ONE_OF, c.IS_SET, c.IS_EMPTY
        case _:
            return c.IS, c.IS_NOT, c.CONTAINS, c.ONE_OF, c.IS_SET, c.IS_EMPTY


def groups(group: Group, place: str = ROOT) -> Iterator[tuple[str, Group]]:
    """Yield the groups with their places, outer ones first."""
    yield place, group
    for number, item in enumerate(group.items):
        if isinstance(item, Group):
            yield from groups(item, f"{place}.items.{number}")


def _kind_of(path: str, types: dict[str, str]) -> ValueType:
    return ValueType.BOOLEAN if path.startswith("consent.") else value_type(types.get(path, "text"))


def _steps(place: str) -> tuple[int, ...]:
    return tuple(int(step) for step in place.split(".") if step.isdecimal())


def _put(item: Item, steps: tuple[int, ...], new: Item | None) -> Item | None:
    if not steps:
        return new
    assert isinstance(item, Group)
    first, rest = steps[0], steps[1:]
    inner = _put(item.items[first], rest, new)
    if inner is not None and isinstance(inner, Group) and not inner.items and rest:
        inner = None
    kept = () if inner is None else (inner,)
    return replace(item, items=item.items[:first] + kept + item.items[first + 1 :])


def kept_items(group: Group, paths: frozenset[str]) -> Group:
    """Return a group without the conditions on fields that there are no longer."""
    items: list[Item] = []
    for item in group.items:
        if isinstance(item, Group):
            inner = kept_items(item, paths)
            items += [inner] if inner.items else []
        elif item.path in paths or item.path.startswith("consent."):
            items.append(item)
    return replace(group, items=tuple(items))
