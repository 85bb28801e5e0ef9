# SPDX-License-Identifier: LicenseRef-Desk
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import update

from desk.errors import NotFound, Refused
from desk.models import Operator
from desk.models.vocabulary import Role
from desk.services.shop import OperatorDraft, Operators, StaffSignIn, password_problems, staff_sign_in
from desk.services.shop.staff_sign_in import LOCKED_FOR, MOST_FAILURES
from tests.services.inbox.office import NOW

GOOD = "correct horse battery"


@pytest.fixture(autouse=True)
def quick_hashes(request, monkeypatch):
    """Hash a thousand times quicker, but where the hash itself is looked at."""
    if "true_hashes" not in request.fixturenames:
        quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        monkeypatch.setattr(staff_sign_in, "_hasher", lambda: quick)


@pytest.fixture
def true_hashes():
    """Keep passwords as a shop does."""


@pytest.fixture
def door(any_db):
    class Door:
        db = any_db
        id = any_db.write_now(
            lambda s: Operators(s).create(
                OperatorDraft(name="Camille Martin", email="c@x.example", role=Role.MANAGER)
            )
        )

        def set(self, password):
            any_db.write_now(lambda s: StaffSignIn(s).set_password(self.id, password))

        def attempt(self, password, at=NOW, who=None):
            return any_db.write_now(lambda s: StaffSignIn(s).attempt(who or self.id, password, at))

        def row(self):
            return any_db.read_now(lambda s: s.get(Operator, self.id))

    return Door()


def test_who_knows_the_password_comes_in(door):
    assert not door.db.read_now(lambda s: StaffSignIn(s).is_asked())
    door.set(GOOD)
    assert door.db.read_now(lambda s: StaffSignIn(s).is_asked())
    who = door.attempt(GOOD).who
    assert (who.operator_id, who.name, who.role) == (door.id, "Camille Martin", Role.MANAGER)


def test_it_is_kept_as_argon2id_and_never_the_same_twice(door, true_hashes):
    door.set(GOOD)
    first = door.row().password_hash
    door.set(GOOD)
    assert first.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert first != door.row().password_hash
    assert GOOD not in first


def test_five_failures_lock_for_some_minutes(door):
    door.set(GOOD)
    found = [door.attempt("wrong password") for _ in range(MOST_FAILURES)]
    assert [one.left for one in found] == [4, 3, 2, 1, 0]
    assert found[-1].locked_until == NOW + LOCKED_FOR
    locked = door.attempt(GOOD, NOW + LOCKED_FOR - timedelta(seconds=1))
    assert (locked.who, locked.locked_until) == (None, NOW + LOCKED_FOR)
    assert door.attempt(GOOD, NOW + LOCKED_FOR).who is not None
    assert door.row().failed_sign_ins == 0


def test_a_success_forgets_failures(door):
    door.set(GOOD)
    for _ in range(3):
        for _ in range(MOST_FAILURES - 1):
            assert door.attempt("wrong password").locked_until is None
        assert door.attempt(GOOD).who is not None


def test_somebody_unlocks(door):
    door.set(GOOD)
    for _ in range(MOST_FAILURES):
        door.attempt("wrong password")
    door.db.write_now(lambda s: StaffSignIn(s).unlock(door.id))
    assert door.attempt(GOOD).who is not None


def test_nobody_comes_in_without_a_password(door):
    for password in ("", GOOD):
        assert door.attempt(password).who is None
    door.set(GOOD)
    door.set("")
    assert door.attempt("").who is None


def test_who_has_left_and_who_never_was(door):
    door.set(GOOD)
    door.db.write_now(lambda s: s.execute(update(Operator).values(is_active=False)))
    assert door.attempt(GOOD).who is None
    assert door.attempt(GOOD, who="x" * 32).who is None
    with pytest.raises(NotFound):
        door.db.write_now(lambda s: StaffSignIn(s).set_password("x" * 32, GOOD))


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("short", ["password_too_short"]), ("x" * 513, ["too_long", "password_too_easy"]),
        ("1234567890", ["password_too_easy"]), ("aaaaaaaaaaaa", ["password_too_easy"]),
        ("CamilleMartin", ["password_too_easy"]), ("camille@x.example", ["password_too_easy"]), (GOOD, []),
        ("motdepassé 😀", []),
    ],
)  # fmt: skip
def test_what_is_no_password(password, codes):
    found = password_problems(password, "Camille Martin", "camille@x.example")
    assert [problem.code for problem in found] == codes


def test_a_bad_one_is_refused(door):
    with pytest.raises(Refused):
        door.set("short")
    assert door.row().password_hash == ""
