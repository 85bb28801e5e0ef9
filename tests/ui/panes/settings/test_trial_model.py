# SPDX-License-Identifier: LicenseRef-Desk
"""How the shop stands between trial and service."""

from desk import clock
from desk.errors import Misconfigured
from desk.services.providers import AccountDraft, Roster
from desk.services.sandbox import Fault, FaultBook, FaultKind
from desk.services.store import Change
from desk.ui.panes.settings.trial_model import TrialModel
from tests.ui.frame import until


def test_it_knows_when_an_account_could_send(qt_run, stage):
    async def main():
        async with stage.open():
            model, told = TrialModel(stage.context, stage.page), []
            model.refused.connect(told.append)
            await until(lambda: model.state.standing is not None)
            assert model.state.standing.is_trial
            assert not model.state.standing.is_ready
            model.go_live()
            await until(lambda: told)
            assert isinstance(told[0], Misconfigured)
            draft = AccountDraft(
                kind="smtp", name="x", settings={"host": "smtp.x.fr"}, sender_address="a@x.fr"
            )
            await stage.db.write(
                lambda session: Roster(session).create(draft, at=clock.now()), Change.PROVIDERS
            )
            await until(lambda: model.state.standing.is_ready)
            model.go_live()
            await until(lambda: not model.state.standing.is_trial)
            assert model.state.standing.started_at is not None

    qt_run(main())


def test_faults_are_put(qt_run, stage):
    faults = (Fault(kind=FaultKind.CUT, times=3),)

    async def main():
        async with stage.open():
            model = TrialModel(stage.context, stage.page)
            model.put_faults(faults)
            await until(lambda: model.state.standing is not None and model.state.standing.faults == faults)
            assert stage.db.read_now(lambda session: FaultBook(session).get()) == faults

    qt_run(main())
