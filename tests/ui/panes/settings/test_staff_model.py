# SPDX-License-Identifier: LicenseRef-Desk
"""Who works here is read; those who left stand last."""

from desk.services.shop import OperatorDraft
from desk.ui.panes.settings.staff_model import StaffModel
from tests.ui.frame import until


def test_those_who_left_stand_last(qt_run, stage):
    async def main():
        async with stage.open():
            model, told = StaffModel(stage.context, stage.page), []
            model.saved.connect(lambda key, kept_id: told.append((key, kept_id)))
            await until(lambda: model.state.people is not None)
            camille = model.state.people[0]
            model.save("", OperatorDraft(name="Julien"))
            await until(lambda: len(told) == 1)
            model.save(camille.id, OperatorDraft(name="Camille", is_active=False))
            await until(lambda: len(told) == 2)
            assert [person.name for person in model.state.people] == ["Julien", "Camille"]
            assert told[1] == (camille.id, camille.id)

    qt_run(main(), timeout_s=30)
