# SPDX-License-Identifier: LicenseRef-Desk
"""The fields of a record as they are typed and kept."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from desk.services.events import KINDS, record_kind
from desk.ui.panes.records.own_fields import MAIN, merged, own_fields, read_values, typed_text

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
ORDER = own_fields(record_kind("order"))


def field(name):
    return next(one for one in ORDER if one.name == name)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_has_a_place_of_its_own_is_not_asked_twice(kind):
    names = {one.name for one in own_fields(kind)}
    elsewhere = {kind.due_field, kind.title_field, kind.reference_field, kind.assignee_field}
    assert not names & {path.partition(".")[2] for path in elsewhere}
    assert not names & {"status", "created_at", "closed_at", "parts"}
    assert set(MAIN[kind.name]) <= names
    assert [one.name for one in own_fields(kind) if one.is_main] == list(MAIN[kind.name])


@pytest.mark.parametrize(
    ("name", "kept", "shown"),
    [
        ("brand", "Gitane", "Gitane"),
        ("total", "84.50", "84,50"),
        ("warranty_until", "2027-11-24", "24/11/2027"),
        ("ready_at", "2026-11-24T15:10:00+00:00", "24/11/2026 16:10"),
        ("brand", None, ""),
        ("ready_at", "some day", "some day"),
    ],
)
def test_a_kept_value_is_shown_and_kept_the_same(name, kept, shown):
    assert typed_text(field(name), kept, PARIS) == shown
    values, problems = read_values((field(name),), {name: shown}, PARIS, NOW)
    if shown == "some day":
        assert [(one.code, one.place, one.details) for one in problems] == [
            ("bad_date", name, {"value": shown})
        ]
    else:
        assert (values, problems) == ({name: kept}, [])


def test_every_problem_is_told_at_once():
    texts = {"total": "douze", "warranty_until": "soon", "brand": "Gitane"}
    values, problems = read_values(ORDER, texts, PARIS, NOW)
    assert {one.place: one.code for one in problems} == {"total": "bad_money", "warranty_until": "bad_date"}
    assert values["brand"] == "Gitane"


def test_emptied_fields_go_and_unknown_ones_stay():
    assert merged({"brand": "Gitane", "parts": []}, {"brand": None, "model": "X"}) == {
        "parts": [],
        "model": "X",
    }
