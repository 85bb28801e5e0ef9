# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.services.rules import Audience, recipients
from tests.services.rules.cases import occasion, spec

LEARNERS = {"learner": ("l1", "l2", "l1"), "customer": ("c9",)}

CASES = [
    ("customer", {}, "c1", ("c1",)),
    ("customer", LEARNERS, "c1", ("c9",)),
    ("customer", {}, None, ()),
    ("learner", LEARNERS, "c1", ("l1", "l2")),
    ("trainer", LEARNERS, "c1", ()),
]


@pytest.mark.parametrize(("role", "people", "customer", "expected"), CASES)
def test_who_is_meant(role, people, customer, expected):
    found = recipients(occasion(people=people, customer_id=customer), spec(audience=Audience(role=role)))
    assert found == expected
