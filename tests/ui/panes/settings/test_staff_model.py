# SPDX-License-Identifier: LicenseRef-Desk
"""Who works here is read; those who left stand last."""

from dataclasses import replace

from desk.errors import Refused
from desk.models.vocabulary import Role
from desk.services.shop import OperatorDraft
from desk.ui.panes.settings.staff_model import Secret, StaffModel
from tests.ui.frame import until


def test_those_who_left_stand_last(qt_run, stage):
    async def main():
        async with stage.open():
            model, told = StaffModel(stage.context, stage.page), []
            model.saved.connect(lambda key, kept_id: told.append((key, kept_id)))
            await until(lambda: model.state.people is not None)
            camille = model.state.people[0]
            model.save("", OperatorDraft(name="Julien", role=Role.OWNER))
            await until(lambda: len(told) == 1)
            model.save(camille.id, OperatorDraft(name="Camille", is_active=False))
            await until(lambda: len(told) == 2)
            assert [person.name for person in model.state.people] == ["Julien", "Camille"]
            assert told[1] == (camille.id, camille.id)

    qt_run(main())


def saved(stage, model, key, draft, secret=None):
    told = []
    model.saved.connect(lambda *said: told.append(said))
    model.refused.connect(lambda *said: told.append(said))
    model.save(key, draft, secret)
    return told


def test_a_password_is_given_and_taken_away_and_the_owner_comes_first(qt_run, stage):
    async def main():
        async with stage.open():
            model = StaffModel(stage.context, stage.page)
            await until(lambda: model.state.people is not None)
            camille = model.state.people[0]
            owner, other = OperatorDraft(name="Camille", role=Role.OWNER), OperatorDraft(name="Julien")
            steps = (
                ("", other, Secret(password="velo-rouge-42"), "owner_needs_password"),
                (camille.id, owner, Secret(password="short"), "password_too_short"),
                (camille.id, owner, Secret(password="velo-rouge-42"), ""),
                ("", other, Secret(password="velo-vert-43"), ""),
                (camille.id, owner, Secret(), "owner_needs_password"),
                (camille.id, replace(owner, role=Role.AGENT), None, "last_owner"),
                (camille.id, owner, None, ""),
            )
            for key, draft, secret, code in steps:
                told = saved(stage, model, key, draft, secret)
                await until(lambda told=told: told)
                found = told[0][1]
                assert (found.problems[0].code if isinstance(found, Refused) else "") == code
            assert [person.has_password for person in model.state.people] == [True, True]

    qt_run(main())
