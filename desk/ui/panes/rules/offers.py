# SPDX-License-Identifier: LicenseRef-Desk
"""Says what pills offer: events, statuses, dates, fields, comparisons, templates, roles, channels, topics."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from desk.models.vocabulary import Channel
from desk.services.channels import BUILT
from desk.services.events import (
    KINDS,
    EventType,
    Field,
    FieldType,
    RecordKind,
    event_type,
    event_types,
    fields_of,
)
from desk.services.preferences import CONSENT_CHANNELS, TOPICS
from desk.services.rules import CONSENT, PERSON_FIELDS, Comparison
from desk.translation import N_, _, language
from desk.ui.panes.rules.condition_edits import comparisons_for
from desk.ui.panes.rules.phrases import event_phrase, subject_heading, subject_icon, subject_of, subject_text
from desk.ui.panes.rules.readings import Shop
from desk.ui.widgets import Option
from desk.ui.wording import channel_mark, comparison_word, field_name, formats, role_name, word

UNREACHABLE = frozenset({"manager", "owner", "staff", "previous_address"})
"""Roles that nobody can be found for yet."""

_ROLES = {
    "customer": N_("to the customer"),
    "assignee": N_("to the person in charge"),
    "manager": N_("to the manager"),
    "owner": N_("to the owner of the lead"),
    "staff": N_("to the staff of the location"),
    "previous_address": N_("to the previous address"),
}
_HIDDEN = ("company.", "links.", "message.", "now.")
_HIDDEN_PATHS = frozenset({"customer.id", "location.name", "stop_text"})
_LINES = "customer.address.line"
_ICONS = {
    "money": "coins",
    "number": "hash",
    "date": "calendar-blank",
    "instant": "calendar-blank",
    "choice": "list-checks",
    "boolean": "check",
    "email": "at",
    "phone": "phone",
    "list": "tag",
}


def subject_options() -> tuple[Option, ...]:
    """Return what events are about."""
    subjects = dict.fromkeys(subject_of(event) for event in event_types())
    return tuple(Option(key=one, label=subject_text(one), icon=subject_icon(one)) for one in subjects)


def event_options(subject: str) -> tuple[Option, ...]:
    """Return what can happen to a subject; what a date sets off stands apart."""
    events = [event for event in event_types() if subject_of(event) == subject]
    ordered = sorted(events, key=lambda event: event.anchor.date_field != "")
    return tuple(
        Option(
            key=event.name,
            label=event_phrase(event),
            group=_("Around a date") if event.anchor.date_field else _("When it happens"),
        )
        for event in ordered
    )


def ready_options() -> tuple[Option, ...]:
    """Return every event type of the catalogue, to begin a rule from."""
    return tuple(
        Option(key=event.name, label=_(event.label), group=subject_heading(subject_of(event)))
        for event in sorted(event_types(), key=lambda event: _SUBJECT_ORDER.index(subject_of(event)))
    )


def ready_name(event_kind: str) -> str:
    """Say how a new rule about an event type is called."""
    event = event_type(event_kind)
    return _(event.ready.label or event.label)


_SUBJECT_ORDER = tuple(dict.fromkeys(subject_of(event) for event in event_types()))


def status_options(kind: RecordKind | None) -> tuple[Option, ...]:
    """Return the statuses of a record kind."""
    return tuple(Option(key=status.code, label=_(status.label)) for status in (kind.statuses if kind else ()))


def date_options(event: EventType) -> tuple[Option, ...]:
    """Return the dates that an event can be counted from: those of its record, or of the customer."""
    owner = f"{event.record_kind or 'customer'}."
    dates = (FieldType.DATE, FieldType.INSTANT)
    fields = [one for one in fields_of(event.name) if one.path.startswith(owner) and one.type in dates]
    return tuple(Option(key=one.path, label=field_name(one.path)) for one in fields)


def role_options(event: EventType) -> tuple[Option, ...]:
    """Return who may be told; those who cannot be found yet say so."""
    return tuple(
        Option(
            key=role,
            label=role_text(role),
            reason=_("comes later") if role in UNREACHABLE else "",
        )
        for role in event.roles
    )


def role_text(role: str) -> str:
    """Say to whom inside a sentence: "to the customer"."""
    known = _ROLES.get(role)
    return _(known) if known else _("to: {role}").format(role=role_name(role))


def template_options(shop: Shop, event: EventType) -> tuple[Option, ...]:
    """Return the templates, those about the event first."""
    own = [one for one in shop.templates if one.event_kind == event.name]
    free = [one for one in shop.templates if not one.event_kind]
    others = [one for one in shop.templates if one.event_kind not in ("", event.name)]
    heads = (_("For this event"), _("For any event"), _("For other events"))
    return tuple(
        Option(
            key=one.id,
            label=one.name,
            group=head,
            detail="" if one.facts.version_id else _("not published"),
        )
        for head, found in zip(heads, (own, free, others), strict=True)
        for one in found
    )


def place_choices(shop: Shop) -> tuple[tuple[str, str], ...]:
    """Return the locations as (id, name)."""
    return tuple((place.id, place.name) for place in shop.places)


def topic_options() -> tuple[Option, ...]:
    """Return the topics of consent."""
    return tuple(
        Option(key=topic.code, label=word("topic", topic.code), detail=_(topic.label)) for topic in TOPICS
    )


def field_options(event: EventType) -> tuple[Option, ...]:
    """Return the fields that conditions may name, with consents."""
    return _field_options(event, language())


def comparison_options(path: str, types: dict[str, str]) -> tuple[Option, ...]:
    """Return how a field may be compared."""
    return tuple(Option(key=one.value, label=comparison_text(one)) for one in comparisons_for(path, types))


def comparison_text(comparison: Comparison) -> str:
    """Say a comparison shortly, between two pills."""
    signs = {Comparison.AT_LEAST: "≥", Comparison.AT_MOST: "≤"}
    return signs.get(comparison) or comparison_word(comparison.value)


def channels_of(event: EventType) -> tuple[Channel, ...]:
    """Return the channels that an event allows and that messages can leave on."""
    return tuple(channel for channel in BUILT if channel in event.channels)


def channel_options(channels: Sequence[Channel]) -> tuple[Option, ...]:
    """Return channels as choices."""
    marks = [(channel, channel_mark(channel.value)) for channel in channels]
    return tuple(Option(key=channel.value, label=mark.text, icon=mark.icon) for channel, mark in marks)


def value_options(path: str, shop: Shop) -> tuple[Option, ...]:
    """Return the values of a closed field: statuses, languages, countries, locations, yes and no; else ()."""
    head, _dot, name = path.partition(".")
    if path.startswith(CONSENT):
        return (
            Option(key="true", label=_("accepted"), icon="check"),
            Option(key="false", label=_("refused"), icon="x"),
        )
    if name in ("status", "previous_status"):
        return status_options(next((kind for kind in KINDS if kind.name == head), None))
    offered = _VALUES.get(path)
    return tuple(Option(key=key, label=label) for key, label in offered(shop)) if offered else ()


def _languages(shop: Shop) -> Iterable[tuple[str, str]]:
    tags = dict.fromkeys((*shop.settings.languages, "fr", "en", "de", "es", "it", "nl", "pt", "ar"))
    return ((tag, formats.language_name(tag)) for tag in tags)


_VALUES: Mapping[str, Callable[[Shop], Iterable[tuple[str, str]]]] = {
    "customer.language": _languages,
    "customer.country": lambda _shop: formats.countries(),
    "location.id": place_choices,
    "order.reach_via": lambda _shop: ((one.value, channel_mark(one.value).text) for one in BUILT),
}


@lru_cache(maxsize=64)
def _field_options(event: EventType, _language: str) -> tuple[Option, ...]:
    own = (_field_option(one, event) for one in fields_of(event.name) if _is_offered(one))
    offered = (*own, *_person_options(), *_consent_options())
    groups = (_group("", event), _("Customer"), _("Location"), _("Staff"), _("Consent"))
    return tuple(sorted(offered, key=lambda option: groups.index(option.group)))


def _is_offered(field: Field) -> bool:
    if field.at_sending or field.is_secret or field.path in _HIDDEN_PATHS or field.items:
        return False
    return not field.path.startswith(_HIDDEN) and not field.path.startswith(_LINES)


def _field_option(field: Field, event: EventType) -> Option:
    icon = _ICONS.get(field.type.value, "text-t")
    return Option(key=field.path, label=field_name(field.path), icon=icon, group=_group(field.path, event))


def _person_options() -> Iterator[Option]:
    for path, kind in PERSON_FIELDS.items():
        if path in ("customer.tags", "location.id"):
            icon = "tag" if kind == "list" else "storefront"
            group = _("Customer") if path.startswith("customer.") else _("Location")
            yield Option(key=path, label=field_name(path), icon=icon, group=group)


def _consent_options() -> Iterator[Option]:
    for topic in TOPICS:
        for channel in ("", *(one.value for one in CONSENT_CHANNELS if one in BUILT)):
            path = f"{CONSENT}{topic.code}.{channel}".rstrip(".")
            yield Option(key=path, label=field_name(path), icon="shield-check", group=_("Consent"))


def _group(path: str, event: EventType) -> str:
    head = path.partition(".")[0]
    heads = {"customer": _("Customer"), "location": _("Location"), "user": _("Staff")}
    return heads.get(head) or subject_heading(subject_of(event))
