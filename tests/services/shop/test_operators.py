# SPDX-License-Identifier: LicenseRef-Desk
"""Members of staff in both databases."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from desk.errors import NotFound, Refused
from desk.models import Operator
from desk.models.vocabulary import Role
from desk.services.shop import OperatorDraft, Operators

CAMILLE = OperatorDraft(
    name=" Camille Martin ",
    email="camille@Example.org",
    phone="06 12 34 56 78",
    role=Role.OWNER,
    language="FR",
    signature="Camille\nAtelier",
    location_ids=("a", "b"),
)


def test_staff_come_and_go(any_db):
    camille = any_db.write_now(lambda s: Operators(s).create(CAMILLE))
    julien = any_db.write_now(lambda s: Operators(s).create(OperatorDraft(name="Julien Lopez")))
    kept = any_db.read_now(lambda s: Operators(s).get(camille))
    assert (kept.name, kept.email, kept.phone, kept.language) == (
        "Camille Martin",
        "camille@example.org",
        "+33612345678",
        "fr",
    )
    assert (kept.role, kept.location_ids, kept.signature) == (Role.OWNER, ("a", "b"), "Camille\nAtelier")
    assert [one.id for one in any_db.read_now(lambda s: Operators(s).all())] == [camille, julien]
    any_db.write_now(lambda s: Operators(s).edit(julien, OperatorDraft(name="Julien Lopez", is_active=False)))
    assert [one.id for one in any_db.read_now(lambda s: Operators(s).all())] == [camille]
    assert len(any_db.read_now(lambda s: Operators(s).all(with_inactive=True))) == 2


def test_the_first_who_is_active_is_at_work(any_db):
    def at_work():
        return any_db.read_now(lambda s: Operators(s).at_work())

    assert at_work() is None
    camille = any_db.write_now(lambda s: Operators(s).create(CAMILLE))
    julien = any_db.write_now(
        lambda s: Operators(s).create(OperatorDraft(name="Julien Lopez", role=Role.OWNER))
    )
    assert at_work().id == camille
    any_db.write_now(lambda s: Operators(s).edit(camille, replace(CAMILLE, is_active=False)))
    assert at_work().id == julien


@pytest.mark.parametrize(
    ("change", "place"), [({"role": Role.MANAGER}, "role"), ({"is_active": False}, "is_active")]
)
def test_the_last_owner_stays(any_db, change, place):
    def edit():
        any_db.write_now(lambda s: Operators(s).edit(camille, replace(CAMILLE, **change)))

    def refused():
        with pytest.raises(Refused) as caught:
            edit()
        return [(problem.code, problem.place) for problem in caught.value.problems]

    camille = any_db.write_now(lambda s: Operators(s).create(CAMILLE))
    other = any_db.write_now(lambda s: Operators(s).create(OperatorDraft(name="Zoé", role=Role.OWNER)))
    any_db.write_now(
        lambda s: s.execute(update(Operator).where(Operator.id == other).values(is_active=False))
    )
    assert refused() == [("last_owner", place)]
    any_db.write_now(lambda s: s.execute(update(Operator).values(is_active=True)))
    secret = update(Operator).where(Operator.id == camille).values(password_hash="x")
    any_db.write_now(lambda s: s.execute(secret))
    assert refused() == [("last_owner", place)]
    any_db.write_now(lambda s: s.execute(update(Operator).values(password_hash="x")))
    edit()


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({"name": " "}, "name_missing", "name"),
        ({"email": "x"}, "bad_email", "email"),
        ({"phone": "x"}, "bad_phone", "phone"),
        ({"language": "xx"}, "unknown_language", "language"),
    ],
)
def test_each_fault_is_named(db, change, code, place):
    with pytest.raises(Refused) as refused:
        db.write_now(lambda s: Operators(s).create(replace(CAMILLE, **change)))
    assert [(problem.code, problem.place) for problem in refused.value.problems] == [(code, place)]


def test_nobody_is_nobody(db):
    with pytest.raises(NotFound):
        db.read_now(lambda s: Operators(s).get("0" * 32))
    with pytest.raises(NotFound):
        db.write_now(lambda s: Operators(s).edit("0" * 32, CAMILLE))
