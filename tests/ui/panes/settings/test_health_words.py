# SPDX-License-Identifier: LicenseRef-Desk
"""How an account does is said."""

import pytest

from desk import clock
from desk.services.providers import Circuit, Health, Roster
from tests.ui.frame import until
from tests.ui.panes.settings.account_steps import (
    add,
)


@pytest.mark.parametrize("health", list(Health))
def test_every_health_is_said(qt_run, stage, health):
    account_id = add(stage.db)
    at = clock.now()
    circuit = Circuit(health=health, failures=1, open_until=at)
    stage.db.write_now(lambda session: Roster(session).note(account_id, circuit, at=at))

    async def main():
        async with stage.open():
            sheet = stage.sheet("accounts")
            await until(lambda: account_id in sheet.forms)
            tile = sheet.forms[account_id].tile
            assert tile.state.text()
            assert tile.verb.isHidden() == (health in (Health.OK, Health.UNKNOWN))

    qt_run(main())
