# SPDX-License-Identifier: LicenseRef-Desk
"""Spellings lead to paths, paths to values."""

import pytest

from desk.services.templates.names import Names, look_up

NAMES = Names(
    aliases={"prenom": "customer.first_name", "client": "customer", "session.date": "session.starts_at|date"},
    formats={"invoice.total": "money", "customer.phone": "phone"},
)


@pytest.mark.parametrize(
    ("spelling", "path", "written"),
    [
        ("prenom", "customer.first_name", ""),
        ("client.phone", "customer.phone", "phone"),
        ("client.address.city", "customer.address.city", ""),
        ("session.date", "session.starts_at", "date"),
        ("invoice.total", "invoice.total", "money"),
        ("a.b.c", "a.b.c", ""),
    ],
)
def test_a_spelling_leads_to_a_path(spelling, path, written):
    assert NAMES.path_of(spelling) == (path, written)


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"a.b.c": 1}, 1),
        ({"a.b": {"c": 1}}, 1),
        ({"a": {"b": {"c": 1}}}, 1),
        ({"a": {"b": "x"}}, None),
        ({"a": [1]}, None),
        ({}, None),
    ],
)
def test_a_path_leads_to_a_value(fields, found):
    assert look_up(fields, "a.b.c") == found
