# SPDX-License-Identifier: LicenseRef-Desk
"""The placeholders that a template may use, as people call them: grouped by object, with a sample each."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from desk.errors import NotFound
from desk.services.delivery import placeholder_names
from desk.services.events import Field, FieldType, all_fields, fields_of, sample_of, sure_fields
from desk.services.shop import fold
from desk.services.templates import Names
from desk.translation import N_, _, language
from desk.ui.panes.templates.tokens import placeholder
from desk.ui.wording import field_name, record_name, value_text

ALWAYS = frozenset({"company.name", "location.name", "customer.full_name"})
"""What the shop and the customer always have."""

_GROUPS = {
    "customer": (N_("Customer"), "user"),
    "company": (N_("Company"), "storefront"),
    "location": (N_("Location"), "map-pin"),
    "user": (N_("Staff member"), "identification-card"),
    "links": (N_("Links"), "link-simple"),
    "now": (N_("Today"), "calendar-blank"),
    "message": (N_("Message"), "envelope-simple"),
}
_EVENT = (N_("Event"), "lightning")
_RECORD_ICON = "clipboard-text"
_HIDDEN = frozenset({FieldType.BOOLEAN})
"""These make no words; conditions ask for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """One placeholder. label, group, sample: in the window's language. spelling: what is written between braces."""

    path: str
    spelling: str
    label: str
    group: str
    icon: str
    sample: str

    @property
    def text(self) -> str:
        """The placeholder as it is written into a text."""
        return placeholder(self.spelling)


NAMES = placeholder_names()


def known_fields(event_kind: str) -> tuple[Field, ...]:
    """Return the fields that a template may use; those of every event when it is bound to none."""
    try:
        return fields_of(event_kind) if event_kind else all_fields()
    except NotFound:
        return all_fields()


def sample_fields(event_kind: str) -> dict[str, object]:
    """Return path → sample value of everything a template may use."""
    try:
        if event_kind:
            return sample_of(event_kind)
    except NotFound:
        pass
    return {field.path: field.sample for field in all_fields() if field.sample != ""}


def sure(event_kind: str) -> frozenset[str]:
    """Return the paths that always have a value."""
    try:
        return ALWAYS | sure_fields(event_kind) if event_kind else ALWAYS
    except NotFound:
        return ALWAYS


def variables(event_kind: str) -> tuple[Variable, ...]:
    """Return what a template may show, group by group: the event's own first, then its record's and so on."""
    return _variables(event_kind, language())


class Vocabulary:
    """What the fields of the editor offer and know: the placeholders of the event type that is open."""

    def __init__(self) -> None:
        self._event_kind = ""
        self._known: frozenset[str] = frozenset(one.path for one in known_fields(""))

    @property
    def event_kind(self) -> str:
        """The event type; "" for any."""
        return self._event_kind

    def use(self, event_kind: str) -> bool:
        """Offer the placeholders of another event type; say whether it is another one."""
        if event_kind == self._event_kind:
            return False
        self._event_kind = event_kind
        self._known = frozenset(one.path for one in known_fields(event_kind))
        return True

    def entries(self) -> tuple[Variable, ...]:
        """Return what is offered, in the window's language."""
        return variables(self._event_kind)

    def knows(self, name: str) -> bool:
        """Say whether a placeholder means something: a field, a part of one, or the row of a table."""
        path = path_of(name)
        heads = {path[:at] for at, sign in enumerate(path) if sign == "."}
        return path in self._known or bool(heads & self._known) or name.partition(".")[0] in _ROWS

    def entry(self, name: str) -> Variable | None:
        """Return what a placeholder stands for; None when it is not offered."""
        path = path_of(name)
        return next((one for one in self.entries() if one.path == path), None)

    def label(self, path: str) -> str:
        """Say a path as people call it: "Customer › First name"."""
        entry = self.entry(path)
        return f"{entry.group} › {entry.label}" if entry else field_name(path)


def lists(event_kind: str) -> tuple[Field, ...]:
    """Return the fields that a table of lines can go through."""
    return tuple(one for one in known_fields(event_kind) if one.type is FieldType.LIST and one.items)


def group_of(path: str) -> tuple[str, str]:
    """Return (name, icon) of the object that a path belongs to."""
    head = path.partition(".")[0] if "." in path else ""
    if head in _GROUPS:
        name, icon = _GROUPS[head]
        return _(name), icon
    name = record_name(head) if head in _records() else _(_EVENT[0])
    return name, _RECORD_ICON if head in _records() else _EVENT[1]


def path_of(spelling: str, names: Names = NAMES) -> str:
    """Return the path that a placeholder means, whatever name it was written with."""
    return names.path_of(spelling)[0]


def found(entries: tuple[Variable, ...], typed: str) -> tuple[Variable, ...]:
    """Return the entries that what was typed may mean, those whose name begins with it first."""
    wanted = fold(typed)
    if not wanted:
        return entries
    ranked = [(_rank(one, wanted), number, one) for number, one in enumerate(entries)]
    return tuple(one for rank, _number, one in sorted(ranked, key=lambda item: item[:2]) if rank < _NOT)


def sample_text(field: Field) -> str:
    """Say a field's sample as a message would."""
    if isinstance(field.sample, list):
        return ", ".join(one for one in field.sample if isinstance(one, str))
    return value_text(field.path, str(field.sample)) if field.sample != "" else ""


_ROWS = frozenset({"line", "row", "item", "loop"})
"""What templates call the row of a list that they go through."""
_NOT = 9


def _rank(one: Variable, wanted: str) -> int:
    label, spelling, path = fold(one.label), fold(one.spelling), fold(one.path)
    last = spelling.rpartition(".")[2]
    if label.startswith(wanted) or last.startswith(wanted):
        return 0
    if spelling.startswith(wanted) or path.startswith(wanted):
        return 1
    if any(word.startswith(wanted) for word in label.split()):
        return 2
    return 3 if wanted in label or wanted in spelling or wanted in path or wanted in fold(one.group) else _NOT


@lru_cache(maxsize=32)
def _variables(event_kind: str, tag: str) -> tuple[Variable, ...]:
    return tuple(_entries(known_fields(event_kind), in_french=tag == "fr"))


def _entries(fields: tuple[Field, ...], *, in_french: bool) -> Iterator[Variable]:
    for one in sorted(fields, key=lambda field: _order(field.path)):
        if one.type in _HIDDEN or one.items or one.path.endswith(".id"):
            continue
        name, icon = group_of(one.path)
        spelling = one.alias if in_french and one.alias else one.path
        yield Variable(
            path=one.path,
            spelling=f"{spelling}|join" if one.type is FieldType.LIST else spelling,
            label=_(one.label),
            group=name,
            icon=icon,
            sample=sample_text(one),
        )


def _order(path: str) -> int:
    """Return where a path's group stands; groups keep the order of their fields."""
    head = path.partition(".")[0] if "." in path else ""
    order = ("customer", *sorted(_records()), "", "location", "company", "user", "links", "now", "message")
    return order.index(head) if head in order else order.index("")


@lru_cache(maxsize=1)
def _records() -> frozenset[str]:
    from desk.services.events import KINDS

    return frozenset(kind.name for kind in KINDS)
