# SPDX-License-Identifier: LicenseRef-Desk
"""A window holds back what whoever has the seat may not do, and follows when their role changes."""

import pytest
from sqlalchemy import update

from desk.models import Operator
from desk.models.vocabulary import Role
from desk.services.shop import SEAT, OperatorDraft, Operators, StaffSignIn
from desk.services.store import Change
from desk.ui.docks import Places
from desk.ui.rights_watch import RightsWatch, read_forbidden
from desk.ui.window import Window
from tests.ui.frame import make_shop, open_at, until


@pytest.fixture
def agent(db):
    """An agent who has taken the seat of a shop whose owner has a password."""
    make_shop(db)

    def work(session):
        owner = Operators(session).all()[0]
        StaffSignIn(session).set_password(owner.id, "correct horse battery")
        return Operators(session).create(OperatorDraft(name="Marc", role=Role.AGENT))

    SEAT.operator_id = db.write_now(work)
    yield SEAT.operator_id
    SEAT.operator_id = None


def test_the_window_follows_the_role(qt_run, qtbot, db, agent, tmp_path):
    (tmp_path / "home").mkdir(exist_ok=True)

    def become(role):
        db.write_now(
            lambda s: s.execute(update(Operator).where(Operator.id == agent).values(role=role)),
            Change.OPERATORS,
        )

    async def main():
        window = Window(Places(tmp_path / "home"))
        qtbot.addWidget(window)
        rights = window.commands.rights
        watch = RightsWatch(window, open_at(db, tmp_path / "home"))
        await until(lambda: not rights.may("edit_rules"))
        assert rights.may("reply")
        become(Role.VIEWER)
        await until(lambda: not rights.may("reply"))
        become(Role.OWNER)
        await until(lambda: rights.may("edit_staff"))
        become(Role.AGENT)
        await until(lambda: not rights.may("edit_staff"))
        watch.leave()
        assert rights.may("edit_staff")

    qt_run(main())


def test_nobody_is_held_back_where_nobody_has_taken_the_seat(db, agent):
    assert "edit_staff" in db.read_now(read_forbidden)
    SEAT.operator_id = None
    assert db.read_now(read_forbidden) == frozenset()
