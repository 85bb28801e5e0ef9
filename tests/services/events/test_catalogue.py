# SPDX-License-Identifier: LicenseRef-Desk
"""The catalogue is complete, and holds together."""

import re
from itertools import chain
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from desk.errors import NotFound
from desk.models.vocabulary import Channel, Dispatch, Topic, Urgency
from desk.services.events import (
    ALIASES,
    FORMATS,
    KINDS,
    AnchorKind,
    FieldType,
    GuardKind,
    all_fields,
    event_type,
    event_types,
    fields_of,
    kind_of,
    record_kind,
    sample_of,
)

A, C = Dispatch.AUTOMATIC, Dispatch.CONFIRM_FIRST
LETTERS = {
    "E": Channel.EMAIL,
    "S": Channel.SMS,
    "P": Channel.PUSH,
    "I": Channel.IN_APP,
    "L": Channel.LETTER,
}
TOPICS = {"O": Topic.OPERATIONAL, "C": Topic.COMMERCIAL, "Q": Topic.QUALITY}
CLASSES = {"i": Urgency.INSTANT, "!": Urgency.CRITICAL, "n": Urgency.NORMAL}

LINES = """
order.created ESPIL AOn
order.status_changed ESPI AOn
order.status_changed_to ESPIL AOn
order.due_changed ESPI AOn
order.due_reminder ESPI AOn
order.overdue ESI COn
order.stale IE AOn
order.assigned PEIS AOn
order.reassigned PEIS AOn
order.quote_ready ESPL AO!
order.quote_reminder ES AOn
order.quote_accepted ES AOn
order.quote_refused ES AOn
order.waiting_parts ESP AOn
order.part_received ESP AOn
order.unrepairable ESL COn
order.ready ESPIL AO!
order.uncollected ESL AOn
order.abandoned_notice LE CO!
order.collected ES AOn
order.feedback ES AQn
order.warranty_ending ES ACn
order.maintenance_due ESL ACn
order.loan_due SE AOn
order.cancelled ESP AOn
appointment.created ESPI AO!
appointment.moved ESPI AO!
appointment.cancelled ESPI AO!
appointment.reminder ESPI AOn
appointment.no_show ES COn
technician.on_the_way SP AOi
technician.arrived SP AOi
lead.created ESP AOn
lead.status_changed_to ES AOn
lead.unanswered IPE AOn
lead.follow_up ES CCn
lead.appointment_reminder ES AOn
lead.converted E CCn
lead.lost E CCn
customer.created ESPL AOn
customer.birthday ESPL ACn
customer.anniversary ESPL ACn
customer.inactive ES CCn
customer.consent_requested ES AO!
customer.consent_changed ES AO!
customer.data_export_ready EL CO!
customer.erased EL CO!
account.registered ES AO!
account.activated ES AO!
account.password_reset ES AOi
account.otp SEP AOi
account.new_device ES AO!
account.email_changed ES AO!
message.assigned PEI AOn
message.customer_replied PEI AOn
conversation.waiting_too_long PIE AOn
"""
DECLARED = [tuple(line.split()) for line in LINES.strip().splitlines()]
NAMES = [name for name, _, _ in DECLARED]
STAFF = {
    "order.stale",
    "order.assigned",
    "order.reassigned",
    "lead.unanswered",
    "message.assigned",
    "message.customer_replied",
    "conversation.waiting_too_long",
}
PO = Path("translations/fr/parts/events.po")


@pytest.mark.parametrize(("name", "letters", "defaults"), DECLARED)
def test_every_row_is_declared_with_its_channels_and_defaults(name, letters, defaults):
    declared = event_type(name)
    assert declared.channels == {LETTERS[letter] for letter in letters} | {Channel.WEBHOOK}
    assert declared.dispatch is (A if defaults[0] == "A" else C)
    assert declared.topic is TOPICS[defaults[1]]
    assert declared.urgency is CLASSES[defaults[2]]
    assert declared.is_staff is (name in STAFF)


def test_nothing_else_is_declared():
    assert [one.name for one in event_types() if one.name not in NAMES] == []
    assert len(event_types()) == len(DECLARED)


def test_an_unknown_name_is_not_found():
    for look_up in (event_type, record_kind, fields_of):
        with pytest.raises(NotFound):
            look_up("order.eaten")


def test_paths_aliases_and_formats_are_unambiguous():
    fields = all_fields()
    assert len({field.path for field in fields}) == len(fields)
    aliases = [field.alias for field in fields]
    assert all(aliases)
    assert len(set(aliases)) == len(aliases)
    paths = {field.path for field in fields}
    assert set(ALIASES.values()) <= paths
    assert not {alias for alias, path in ALIASES.items() if alias in paths and alias != path}
    assert FORMATS["order.due_at"] == "datetime"
    assert FORMATS["customer.phone"] == "phone"


def test_paths_and_aliases_can_be_written_in_a_template():
    name = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
    for spelling in chain(ALIASES, ALIASES.values()):
        assert name.fullmatch(spelling), spelling


def test_french_names_reach_the_fields_that_people_mean():
    wanted = {
        "prenom": "customer.first_name",
        "nom": "customer.last_name",
        "client.prenom": "customer.first_name",
        "commande.numero": "order.number",
        "rendezvous.debut": "appointment.starts_at",
    }
    assert {alias: ALIASES[alias] for alias in wanted} == wanted


@pytest.mark.parametrize("declared", event_types(), ids=lambda declared: declared.name)
def test_an_event_type_holds_together(declared):
    names = {one.name for one in event_types()}
    known = {field.path: field for field in fields_of(declared.name)}
    assert set(declared.cancelled_by) | set(declared.cancelled_across) <= names
    kind = kind_of(declared.name)
    assert declared.roles
    if kind:
        assert {role.code for role in kind.roles} >= set(declared.roles)
    assert declared.ready.role in declared.roles
    for guard in declared.guards:
        assert kind is not None or guard.path.startswith("conversation.")
        assert (guard.path in known) is (guard.kind is not GuardKind.OPEN)
    if declared.anchor.kind is not AnchorKind.AT:
        anchor = known[declared.anchor.date_field]
        assert anchor.type in (FieldType.DATE, FieldType.INSTANT)


@pytest.mark.parametrize("declared", event_types(), ids=lambda declared: declared.name)
def test_a_ready_rule_fits_its_event_type(declared):
    ready = declared.ready
    assert ready.legs
    assert set(ready.legs) <= declared.channels & {Channel.EMAIL, Channel.SMS}
    assert set(ready.needs) <= {field.path for field in fields_of(declared.name)}
    if declared.anchor.kind is AnchorKind.BEFORE:
        assert ready.offset_minutes < 0
    if declared.anchor.kind is AnchorKind.AFTER:
        assert ready.offset_minutes > 0
    if declared.urgency is Urgency.INSTANT:
        assert not ready.quiet
        assert ready.grace_minutes == 0
        assert ready.max_age_minutes is not None
        assert ready.skip_missed
    if declared.topic is Topic.COMMERCIAL and declared.dispatch is A:
        assert ready.subscribers_only


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_record_kind_holds_together(kind):
    paths = {field.path for field in kind.fields}
    columns = {kind.due_field, kind.reference_field, kind.title_field, kind.assignee_field}
    assert columns | {kind.previous_due_field} - {""} <= paths | {""}
    codes = [status.code for status in kind.statuses]
    assert len(set(codes)) == len(codes)
    assert kind.statuses[0].is_open
    withdrawn = kind.status(kind.withdrawn_status)
    assert withdrawn is not None
    assert not withdrawn.is_open
    own = {one.name for one in kind.event_types}
    assert {status.raises for status in kind.statuses} - {""} <= own
    dates = {field.path for field in kind.fields if field.type in (FieldType.DATE, FieldType.INSTANT)}
    assert {status.stamps for status in kind.statuses} - {""} <= dates
    raised = kind.raises
    assert {raised.created, raised.status_changed, raised.due_moved, raised.assigned} - {""} <= own


def test_samples_are_written_as_snapshots_write():
    for declared in event_types():
        sample = sample_of(declared.name)
        assert sample["customer.first_name"] == "Sophie"
        for field in fields_of(declared.name):
            value = sample.get(field.path, "")
            if field.type is FieldType.MONEY and value:
                assert re.fullmatch(r"\d+\.\d\d", value), field.path
            if field.type is FieldType.DATE and value:
                assert re.fullmatch(r"\d{4}-\d\d-\d\d", value), field.path
            if field.type is FieldType.INSTANT and value:
                assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", value), field.path
            if field.type is FieldType.NUMBER and value != "":
                assert isinstance(value, int), field.path


def labels():
    for declared in event_types():
        yield declared.label
        yield from (parameter.label for parameter in declared.parameters)
    for field in all_fields():
        yield field.label
        yield from (item.label for item in field.items)
    for kind in KINDS:
        yield from (kind.label, kind.label_many)
        yield from (status.label for status in kind.statuses)
        yield from (role.label for role in kind.roles)


def test_every_label_speaks_french():
    with PO.open("rb") as file:
        catalogue = read_po(file, locale="fr")
    french = {message.id: message.string for message in catalogue if message.id}
    assert sorted({label for label in labels() if not french.get(label)}) == []
    assert sorted(set(french) - set(labels())) == []
    assert not any(message.fuzzy for message in catalogue if message.id)
