# SPDX-License-Identifier: LicenseRef-Desk
"""Deeds on a real shop: presence, translation."""

from desk.ui.panes.messages.composer.desk_deeds import DeskDeeds, workstation
from tests.ui.frame import open_at
from tests.ui.panes.messages.composer.office_letters import content, place


def test_without_a_service_nothing_is_translated(deeds, qt_run):
    async def play():
        assert not await deeds.is_ready()

    qt_run(play())


def test_two_workstations_see_each_other(office, deeds, tmp_path, qt_run):
    other_home = tmp_path / "other"
    other_home.mkdir()

    async def play():
        there = DeskDeeds(open_at(office.db, other_home))
        await there.here(office.conversation, is_writing=True)
        await there.keep(place(office), None, content("leurs mots"))
        read = deeds.others(office.conversation)
        [other] = office.db.read_now(read)
        assert (other.name, other.is_writing) == ("Camille Martin", True)
        assert office.db.read_now(there.others(office.conversation)) == ()
        await there.away()
        assert office.db.read_now(read) == ()

    qt_run(play())


def test_a_workstation_keeps_its_name():
    assert workstation("a") == workstation("a") != workstation("b")
    assert len(workstation("x" * 500)) <= 64
