# SPDX-License-Identifier: LicenseRef-Desk
"""Locations are read again when they change, and saved with the version that was seen."""

from dataclasses import replace

from desk.errors import Conflict
from desk.services.shop import Locations, draft_of
from desk.services.store import Change
from desk.ui.panes.settings.locations_model import LocationsModel
from tests.ui.frame import until


def test_a_change_elsewhere_is_read(qt_run, stage):
    async def main():
        async with stage.open():
            model = LocationsModel(stage.context, stage.page)
            await until(lambda: model.state.kept is not None)
            site = model.state.kept.locations[0]
            draft = replace(draft_of(site), name="Renamed")
            await stage.db.write(
                lambda session: Locations(session).edit(site.id, draft, seen_version=site.version),
                Change.LOCATIONS,
            )
            await until(lambda: model.state.kept.locations[0].name == "Renamed")

    qt_run(main())


def test_an_older_version_is_not_saved_and_theirs_is_shown(qt_run, stage):
    async def main():
        async with stage.open():
            model, told = LocationsModel(stage.context, stage.page), []
            model.refused.connect(lambda _key, error: told.append(type(error)))
            model.overtaken.connect(lambda _key, theirs: told.append(theirs.name))
            await until(lambda: model.state.kept is not None)
            site = model.state.kept.locations[0]
            model.save(site.id, draft_of(site), site.version - 1)
            await until(lambda: len(told) == 2)
            assert told == ["Atelier Lyon 2", Conflict]

    qt_run(main())
