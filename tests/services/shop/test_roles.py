# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.models.vocabulary import Role
from desk.services.shop import Deed, may

RISING = (Role.VIEWER, Role.AGENT, Role.MANAGER, Role.OWNER)


@pytest.mark.parametrize("deed", Deed)
def test_every_role_may_what_the_one_below_may(deed):
    allowed = [may(role, deed) for role in RISING]
    assert allowed == sorted(allowed)
    assert allowed[-1]


@pytest.mark.parametrize(
    ("role", "deed", "allowed"),
    [
        (Role.VIEWER, Deed.READ, True), (Role.VIEWER, Deed.REPLY, False), (Role.VIEWER, Deed.NOTE, False),
        (Role.AGENT, Deed.REPLY, True), (Role.AGENT, Deed.ARCHIVE, True), (Role.AGENT, Deed.DELETE, False),
        (Role.AGENT, Deed.EDIT_RULES, False), (Role.AGENT, Deed.EXPORT, False),
        (Role.MANAGER, Deed.DELETE, True), (Role.MANAGER, Deed.EDIT_RULES, True),
        (Role.MANAGER, Deed.EDIT_STAFF, False), (Role.MANAGER, Deed.GO_LIVE, False),
        (Role.OWNER, Deed.EDIT_STAFF, True), (Role.OWNER, Deed.EDIT_ACCOUNTS, True),
    ],
)  # fmt: skip
def test_the_table(role, deed, allowed):
    assert may(role, deed) is allowed


def test_roles_differ():
    assert len({frozenset(deed for deed in Deed if may(role, deed)) for role in Role}) == len(Role)
